"""Opens the data of this installation in its own mode: demo and live data never share a file, a token or a secret."""

from __future__ import annotations

import secrets
from dataclasses import replace
from pathlib import Path

from bot.lib.key_ring import KeyRing, key_file
from bot.settings import DATABASES, DEMO_APP_ID, DEMO_OA_ID, Settings
from bot.store import Store, StoreError, key_values, mode

FIRST_EMAIL = "quan.tri@phuong.example.vn"
"""The first manager of a demo (bot.demo.welcome)."""
SIGNS = mode.DemoSigns(DEMO_APP_ID, DEMO_OA_ID, FIRST_EMAIL)

OTHER_MODE = {
    mode.LIVE: "DATABASE_PATH: {path} là dữ liệu chạy thật của phường nên không mở ở chế độ chạy thử; hãy khai lại các mục Zalo "
    "trong .env để chạy thật, hoặc chạy thử trên tệp khác. Ví dụ: DATABASE_PATH=data/demo.db",
    mode.DEMO: "DATABASE_PATH: {path} là dữ liệu chạy thử (người dân, cán bộ, bản tin mẫu) nên không dùng để chạy thật; hãy xóa "
    "bằng WARD_MODE=demo DATABASE_PATH={path} make demo-clean, hoặc chạy thật trên tệp khác. "
    "Ví dụ: DATABASE_PATH=data/phuong.db",
}
"""Why a database of this mode is refused by the other."""


def mode_of(path: Path) -> str | None:
    """The mode of the database in a file ("demo" or "live"), None when nothing tells; the file is only read."""
    return mode.read_mode(path, SIGNS)


def open_store(settings: Settings) -> Store:
    """The database of the settings, marked with their mode when it is new.

    Raises StoreError for data of the other mode, before anything is written to it, and when live data lie at their
    usual place while no setting says which mode is meant: a lost .env must not turn a ward into a demo.
    """
    path = settings.database_path
    if not settings.is_mode_given and path == DATABASES[mode.DEMO] and mode_of(DATABASES[mode.LIVE]) == mode.LIVE:
        raise StoreError(
            f"WARD_MODE: {DATABASES[mode.LIVE]} là dữ liệu chạy thật của phường nhưng chưa khai ZALO_APP_ID; hãy khai lại các mục "
            "Zalo trong .env, hoặc nói rõ là muốn chạy thử riêng. Ví dụ: WARD_MODE=demo"
        )
    _refuse_other(mode_of(path), settings)
    store = Store(path, key_ring(settings))
    try:
        _refuse_other(mode.claim_mode(store, settings.mode), settings)
    except StoreError:
        store.close()
        raise
    return store


def key_ring(settings: Settings) -> KeyRing:
    """The keys of the settings and of the file beside the database, with which its secrets are sealed."""
    return KeyRing(key_file(settings.database_path), settings.secret_key, settings.former_secret_key)


def with_demo_secrets(settings: Settings, store: Store) -> Settings:
    """In demo mode the settings with this installation's own secrets of the simulated Zalo, made once and kept in its database."""
    if not settings.is_demo:
        return settings
    return replace(
        settings, app_secret=_own_secret(store, "demo_app_secret"), oa_secrets=(_own_secret(store, "demo_oa_secret"),)
    )


def older_demo(settings: Settings) -> Path | None:
    """Where an older version kept this demo's data (the place of live data today), if they still lie there."""
    if settings.database_path != DATABASES[mode.DEMO]:
        return None
    return DATABASES[mode.LIVE] if mode_of(DATABASES[mode.LIVE]) == mode.DEMO else None


def _own_secret(store: Store, key: str) -> str:
    return key_values.keep_secret(store, key, secrets.token_hex(20))


def _refuse_other(actual: str | None, settings: Settings) -> None:
    if actual not in (None, settings.mode):
        raise StoreError(OTHER_MODE[str(actual)].format(path=settings.database_path))
