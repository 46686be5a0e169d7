"""Encrypted files are in the format of age, are opened only by their passphrase, and any change of them is noticed."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from bot.lib import age_file
from bot.lib.age_file import CHUNK, AgeError, WrongPassphraseError

OF_AGE = (
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBnSzU0SlJYck83elU3enY1dSsxUGpnIDE2CkFsNUtLeGtNd1Uwc1ZOcHhOTkNxZSs1YWMwTWxBOE5r"
    "R3VHaW9DZyswbUkKLS0tIEZ2Q0loVW4yREJhdTNRVEVmWXZVUDJDcm5RNGNKVGNIQmZEcGFubXFIK3cKKRzjlRD6Ebz9TCxuIDXHCg1oHBiEgUR7Q5DSFagm"
    "5nPbBry5uOoK+b56"
)
"""“hello ward” with the passphrase “mat khau cua phuong”, written by rage (pyrage 1.4.0), another program for this format."""


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(age_file, "WORK", 2)


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK])
def test_what_was_encrypted_comes_back(tmp_path: Path, size: int) -> None:
    plain, sealed, again = (tmp_path / name for name in ("plain", "sealed", "again"))
    plain.write_bytes(bytes(range(256)) * (size // 256) + b"x" * (size % 256))
    age_file.encrypt_file(plain, sealed, "mật khẩu của phường")
    assert age_file.is_encrypted(sealed) and not age_file.is_encrypted(plain)
    age_file.decrypt_file(sealed, again, "mật khẩu của phường")
    assert again.read_bytes() == plain.read_bytes()
    with pytest.raises(WrongPassphraseError):
        age_file.decrypt_file(sealed, again, "mật khẩu khác hẳn")


def test_a_file_of_another_program_is_read(tmp_path: Path) -> None:
    (tmp_path / "sealed").write_bytes(base64.b64decode(OF_AGE))
    age_file.decrypt_file(tmp_path / "sealed", tmp_path / "plain", "mat khau cua phuong")
    assert (tmp_path / "plain").read_bytes() == b"hello ward"


@pytest.mark.parametrize(
    "part", ["first line", "header", "nonce", "first chunk", "last chunk", "cut at a chunk", "more", "cost"]
)
def test_any_change_is_noticed(tmp_path: Path, part: str) -> None:
    plain, sealed = tmp_path / "plain", tmp_path / "sealed"
    plain.write_bytes(b"x" * (CHUNK + 10))
    age_file.encrypt_file(plain, sealed, "mật khẩu của phường")
    data = sealed.read_bytes()
    start = data.index(b"\n", data.index(b"---")) + 1

    def flipped(at: int) -> bytes:
        return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]

    changed = {
        "first line": flipped(3),
        "header": flipped(data.index(b"--- ") + 6),
        "nonce": flipped(start),
        "first chunk": flipped(start + 100),
        "last chunk": flipped(len(data) - 3),
        "cut at a chunk": data[: start + 16 + CHUNK + 16],
        "more": data + b"x",
        "cost": data.replace(b" 2\n", b" 30\n", 1),
    }
    sealed.write_bytes(changed[part])
    with pytest.raises(AgeError):
        age_file.decrypt_file(sealed, tmp_path / "again", "mật khẩu của phường")
