"""Files encrypted with a passphrase in the format of age (age-encryption.org/v1), so that the tool `age` opens them too.

Source: github.com/C2SP/C2SP, the document "age". One recipient of type scrypt; the payload in chunks of 64 KiB, whatever its size.
"""

from __future__ import annotations

import base64
import os
import re
from pathlib import Path
from typing import IO

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

FIRST_LINE = b"age-encryption.org/v1\n"
_LABEL = b"age-encryption.org/v1/scrypt"
WORK = 15
"""Exponent of the cost of scrypt: 32 MB of memory and a tenth of a second for each try."""
MOST_WORK = 18
"""What `age` itself uses by default (256 MB); a file that demands more is refused."""
CHUNK = 64 * 1024
TAG = 16
_HEADER = re.compile(
    rb"age-encryption\.org/v1\n-> scrypt ([A-Za-z0-9+/]{22}) (\d{1,2})\n([A-Za-z0-9+/]{43})\n--- ([A-Za-z0-9+/]{43})\n"
)
_LONGEST_HEADER = 256


class AgeError(Exception):
    """Why a file cannot be decrypted; one Vietnamese sentence without a full stop."""


class WrongPassphraseError(AgeError):
    """The file is one of these, but was encrypted with another passphrase."""


def is_encrypted(path: Path) -> bool:
    """Whether a file is in this format."""
    with path.open("rb") as file:
        return file.read(len(FIRST_LINE)) == FIRST_LINE


def encrypt_file(source: Path, target: Path, passphrase: str) -> None:
    """Write `source` encrypted to `target`, on the disk when this returns. Raises OSError."""
    file_key, salt, nonce = os.urandom(16), os.urandom(16), os.urandom(16)
    body = ChaCha20Poly1305(_wrapping_key(passphrase, salt, WORK)).encrypt(bytes(12), file_key, None)
    header = FIRST_LINE + b"-> scrypt %b %d\n%b\n---" % (_encode(salt), WORK, _encode(body))
    with source.open("rb") as plain, target.open("wb") as out:
        out.write(header + b" " + _encode(_authenticator(file_key, header).finalize()) + b"\n" + nonce)
        cipher, number, chunk = ChaCha20Poly1305(_derive(file_key, nonce, b"payload")), 0, plain.read(CHUNK)
        while True:
            following = plain.read(CHUNK)
            out.write(cipher.encrypt(_chunk_nonce(number, is_last=not following), chunk, None))
            if not following:
                break
            number, chunk = number + 1, following
        out.flush()
        os.fsync(out.fileno())


def decrypt_file(source: Path, target: Path, passphrase: str) -> None:
    """Write `source` decrypted to `target`. Raises AgeError for a wrong passphrase and for a damaged or cut file, OSError."""
    with source.open("rb") as sealed, target.open("wb") as out:
        match = _HEADER.match(sealed.read(_LONGEST_HEADER))
        if match is None:
            raise AgeError("phần đầu tệp không đọc được")
        file_key = _open_header(match, passphrase)
        sealed.seek(match.end())
        _decrypt_chunks(sealed, out, file_key)


def _open_header(match: re.Match[bytes], passphrase: str) -> bytes:
    salt, work, body, mac = _decode(match[1]), int(match[2]), _decode(match[3]), _decode(match[4])
    if not 1 <= work <= MOST_WORK:
        raise AgeError("tệp đòi quá nhiều bộ nhớ để thử mật khẩu")
    try:
        file_key = ChaCha20Poly1305(_wrapping_key(passphrase, salt, work)).decrypt(bytes(12), body, None)
    except InvalidTag:
        raise WrongPassphraseError("mật khẩu của bản sao lưu không đúng") from None
    try:
        _authenticator(file_key, match[0][: match.start(4) - match.start() - 1]).verify(mac)
    except InvalidSignature:
        raise AgeError("phần đầu tệp đã bị sửa") from None
    return file_key


def _decrypt_chunks(sealed: IO[bytes], out: IO[bytes], file_key: bytes) -> None:
    cipher = ChaCha20Poly1305(_derive(file_key, sealed.read(16), b"payload"))
    number, chunk = 0, sealed.read(CHUNK + TAG)
    while True:
        following = sealed.read(CHUNK + TAG)
        try:
            out.write(cipher.decrypt(_chunk_nonce(number, is_last=not following), chunk, None))
        except InvalidTag:
            raise AgeError("không còn nguyên vẹn, hoặc đã bị cắt ngang") from None
        if not following:
            return
        number, chunk = number + 1, following


def _chunk_nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])


def _wrapping_key(passphrase: str, salt: bytes, work: int) -> bytes:
    return Scrypt(salt=_LABEL + salt, length=32, n=1 << work, r=8, p=1).derive(passphrase.encode())


def _derive(file_key: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=purpose).derive(file_key)


def _authenticator(file_key: bytes, header: bytes) -> HMAC:
    authenticator = HMAC(_derive(file_key, b"", b"header"), SHA256())
    authenticator.update(header)
    return authenticator


def _encode(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def _decode(text: bytes) -> bytes:
    return base64.b64decode(text + b"=" * (-len(text) % 4))
