"""Renewing the key that seals the secrets in the database, and going on when it is lost."""

from __future__ import annotations

import shutil
from pathlib import Path

from bot.installation.mode import key_ring
from bot.settings import Settings
from bot.store import Store, audit, sealing


class KeyRotationError(Exception):
    """Why the key is not renewed by command, and what to do; in Vietnamese."""


def rotate_key(store: Store, now_ms: int) -> Path:
    """Make a new key file and seal all secrets with it, while the product runs or not; returns the file.

    Broken off at any point, the file still opens everything. Raises KeyRotationError.
    """
    keys = store.keys
    if keys.is_in_settings:
        raise KeyRotationError(
            "Khóa nằm ở SECRET_KEY trong .env: ghi khóa mới vào SECRET_KEY, khóa cũ vào SECRET_KEY_FORMER, khởi động lại,"
            " rồi xóa SECRET_KEY_FORMER."
        )
    keys.add_key()
    with store.write() as db:
        sealing.seal_all(db.conn, keys)
        audit.write(db, now_ms, None, "secrets_rotate")
    keys.drop_former_keys()
    return keys.file


def forget_secrets(settings: Settings, stamp: str) -> tuple[int, Path] | None:
    """Give up the secrets that no key opens any more; returns how many, and where the database as it was is kept.

    None when the keys open everything: then nothing is given up. `stamp` goes into the name of the kept file.
    """
    path = settings.database_path
    if sealing.opens(path, key_ring(settings)):
        return None
    copy = path.with_name(f"{path.stem}-truoc-mat-khoa-{stamp}{path.suffix}")
    sealing.settle_log(path)
    shutil.copyfile(path, copy)
    return sealing.forget_sealed(path), copy
