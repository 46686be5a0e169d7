"""Whoever gets the database file alone gets no token, no second factor and no key of the installation."""

from __future__ import annotations

import io
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from bot import settings
from bot.cli import lost_key
from bot.installation.mode import open_store, with_demo_secrets
from bot.installation.secret_keys import KeyRotationError, forget_secrets, rotate_key
from bot.lib.process_lock import Owner
from bot.settings import Settings
from bot.store import Store, StoreError, key_values, second_factors, tokens

ACCESS, REFRESH, FACTOR = "access-token-of-zalo-123", "refresh-token-of-zalo-456", "JBSWY3DPEHPK3PXP"
LONG, OTHER = "k" * 40, "m" * 40


def of(folder: Path, **environ: str) -> Settings:
    return settings.load({"DATABASE_PATH": str(folder / "ward.db"), **environ})


def fill(store: Store) -> str:
    """Secrets of every kind; returns the installation's own key."""
    with store.write() as db:
        tokens.save_pair(db, ACCESS, REFRESH, 10, 5, None)
        db.conn.execute(
            "INSERT INTO officials (id, email, name, roles, password_hash, created_at) VALUES (1, 'a@b', 'A', 'manager', 'x', 1)"
        )
        second_factors.begin(db, 1, FACTOR)
    return key_values.keep_secret(store, "secret_key", "own-key-of-the-installation")


def is_readable(store: Store) -> bool:
    pair, factor = tokens.read_pair(store), second_factors.get(store, 1)
    return bool(pair and factor) and (pair.access_token, pair.refresh_token, factor.secret) == (ACCESS, REFRESH, FACTOR)  # type: ignore[union-attr]


def bytes_of(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.glob("ward.db*")) if not file.name.endswith(".key"))


def rows_of(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "ward.db")) as db:
        return list(db.iterdump())


def test_the_database_holds_no_secret_in_clear(tmp_path: Path) -> None:
    store = open_store(of(tmp_path))
    own = fill(store)
    demo = with_demo_secrets(of(tmp_path), store)
    clear = (ACCESS, REFRESH, FACTOR, own, demo.app_secret, *demo.oa_secrets)
    assert is_readable(store) and with_demo_secrets(of(tmp_path), store) == demo
    data = bytes_of(tmp_path)
    assert [text for text in clear if text.encode() in data] == []
    assert stat.S_IMODE((tmp_path / "ward.db.key").stat().st_mode) == 0o600
    store.close()
    again = open_store(of(tmp_path))
    assert is_readable(again) and key_values.keep_secret(again, "secret_key", "another") == own
    again.close()


def test_a_pair_is_replaced_only_over_the_one_that_was_read(tmp_path: Path) -> None:
    store = open_store(of(tmp_path))
    fill(store)
    with store.write() as db:
        assert not tokens.save_pair(db, "x", "y", 1, 1, "another refresh token") and is_readable(store)
        assert tokens.save_pair(db, "x", "y", 1, 1, REFRESH)
    store.close()


def test_secrets_of_an_older_version_are_sealed_at_the_start_and_nothing_of_them_is_left(tmp_path: Path) -> None:
    store = open_store(of(tmp_path))
    fill(store)
    store.close()
    with closing(sqlite3.connect(tmp_path / "ward.db")) as db, db:
        db.execute("UPDATE tokens SET access_token = ?, refresh_token = ?", [ACCESS, REFRESH])
        db.execute("UPDATE factors SET secret = ?", [FACTOR])
        db.execute("UPDATE notes SET value = 'own-key-of-the-installation' WHERE key = 'secret_key'")
    assert REFRESH.encode() in bytes_of(tmp_path)
    store = open_store(of(tmp_path))
    assert is_readable(store)
    data = bytes_of(tmp_path)
    assert not [text for text in (ACCESS, REFRESH, FACTOR, "own-key-of-the-installation") if text.encode() in data]
    store.close()


def test_a_missing_or_wrong_key_is_said_in_one_sentence_and_loses_nothing(tmp_path: Path) -> None:
    store = open_store(of(tmp_path))
    fill(store)
    store.close()
    key = tmp_path / "ward.db.key"
    right, before = key.read_bytes(), rows_of(tmp_path)
    key.unlink()
    with pytest.raises(StoreError, match="thiếu tệp khóa") as missing:
        open_store(of(tmp_path))
    assert "\n" not in str(missing.value) and not key.exists()
    for wrong in (b"nonsense\n", b"A" * 43 + b"=\n"):
        key.write_bytes(wrong)
        with pytest.raises(StoreError, match="không phải khóa của dữ liệu này"):
            open_store(of(tmp_path))
    assert rows_of(tmp_path) == before
    key.write_bytes(right)
    store = open_store(of(tmp_path))
    assert is_readable(store)
    store.close()


def test_the_key_moves_into_the_settings_is_changed_there_and_moves_back(tmp_path: Path) -> None:
    store = open_store(of(tmp_path))
    fill(store)
    store.close()
    key = tmp_path / "ward.db.key"
    steps: list[dict[str, str]] = [
        {"SECRET_KEY": LONG},
        {"SECRET_KEY": OTHER, "SECRET_KEY_FORMER": LONG},
        {"SECRET_KEY_FORMER": OTHER},
    ]
    for environ in steps:
        store = open_store(of(tmp_path, **environ))
        assert is_readable(store)
        store.close()
        if "SECRET_KEY" in environ:
            key.unlink(missing_ok=True)
            with pytest.raises(StoreError, match="SECRET_KEY"):
                open_store(of(tmp_path, SECRET_KEY="z" * 32))
    store = open_store(of(tmp_path))
    assert key.exists() and is_readable(store)
    store.close()


def test_the_key_is_renewed_under_a_running_program(tmp_path: Path) -> None:
    running, shell = open_store(of(tmp_path)), open_store(of(tmp_path))
    fill(running)
    former = (tmp_path / "ward.db.key").read_bytes()
    rotate_key(shell, 7)
    assert is_readable(running) and is_readable(shell)
    with running.write() as db:
        tokens.save_pair(db, ACCESS, REFRESH, 11, 6, REFRESH)
    assert is_readable(shell)
    for store in (running, shell):
        store.close()
    (tmp_path / "ward.db.key").write_bytes(former)
    with pytest.raises(StoreError, match="không phải khóa"):
        open_store(of(tmp_path))


def test_a_renewal_broken_off_in_its_middle_opens_everything(tmp_path: Path) -> None:
    store = open_store(of(tmp_path))
    fill(store)
    store.keys.add_key()
    store.close()
    store = open_store(of(tmp_path))
    assert is_readable(store)
    rotate_key(store, 7)
    assert is_readable(store) and len((tmp_path / "ward.db.key").read_bytes().split()) == 1
    store.close()


def test_a_key_of_the_settings_is_not_renewed_by_command(tmp_path: Path) -> None:
    store = open_store(of(tmp_path, SECRET_KEY=LONG))
    with pytest.raises(KeyRotationError, match="SECRET_KEY_FORMER"):
        rotate_key(store, 7)
    store.close()


def test_with_the_key_lost_for_good_the_rest_of_the_data_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    store = open_store(of(tmp_path))
    fill(store)
    key_values.put(store, "said", "before")
    store.close()
    assert forget_secrets(of(tmp_path), "x") is None
    (tmp_path / "ward.db.key").unlink()
    monkeypatch.setenv("DATABASE_PATH", str(tmp_path / "ward.db"))
    monkeypatch.setattr("sys.stdin", io.StringIO("bo\nbo\n"))
    program = Owner(tmp_path / "ward.db")  # it may still have the key
    with pytest.raises(SystemExit, match="đang chạy"):
        lost_key.main()
    program.close()
    lost_key.main()
    assert "còn ở" in capsys.readouterr().out and list(tmp_path.glob("ward-truoc-mat-khoa-*.db"))
    store = open_store(of(tmp_path))
    assert tokens.read_pair(store) is None and second_factors.get(store, 1) is None
    assert key_values.get(store, "said") == "before"
    store.close()
