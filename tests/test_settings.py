"""Settings are checked at start; a wrong one is named with an example, in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import settings
from bot.settings import SettingsError

LIVE = {"ZALO_APP_ID": "123", "ZALO_APP_SECRET": "a", "ZALO_OA_ID": "456", "ZALO_OA_SECRET": "b"}


def test_it_runs_in_demo_mode_without_any_setting() -> None:
    loaded_settings = settings.load({})
    assert loaded_settings.is_demo
    assert loaded_settings.openapi_url == "http://127.0.0.1:8000/simulator"


def test_it_runs_live_once_an_app_is_set() -> None:
    loaded_settings = settings.load(LIVE)
    assert loaded_settings.mode == "live"
    assert loaded_settings.openapi_url == "https://openapi.zalo.me"


@pytest.mark.parametrize(
    ("environ", "is_listed"),
    [
        ({"PORT": "abc"}, "PORT"),
        ({"PORT": "70000"}, "PORT"),
        ({"TRUSTED_PROXIES": "-1"}, "TRUSTED_PROXIES"),
        ({"WARD_MODE": "test"}, "WARD_MODE"),
        ({"WARD_MODE": "live"}, "ZALO_APP_ID"),
        ({**LIVE, "ZALO_OA_ID": ""}, "ZALO_OA_ID"),
        ({**LIVE, "ZALO_APP_ID": "my-app"}, "ZALO_APP_ID"),
        ({"QUIET_HOURS": "21h-7h"}, "QUIET_HOURS"),
        ({"QUIET_HOURS": "21:00-25:00"}, "QUIET_HOURS"),
        ({"PUBLIC_URL": "http://phuong.example.vn"}, "PUBLIC_URL"),
        ({"TIMEZONE": "Hanoi"}, "TIMEZONE"),
        ({"TIMEZONE": "Asia"}, "TIMEZONE"),
        ({"RUN_WORKERS": "Yes"}, "RUN_WORKERS"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"CONTENT_PATH": "/no/such/folder"}, "CONTENT_PATH"),
        ({"SEND_RATE_PER_SECOND": "0"}, "SEND_RATE_PER_SECOND"),
        ({"ZALO_ARTICLES_PER_MONTH": "0"}, "ZALO_ARTICLES_PER_MONTH"),
        ({"ZALO_ARTICLES_PER_MONTH": "4,5"}, "ZALO_ARTICLES_PER_MONTH"),
        ({"ZALO_NIGHT_SPREAD_MINUTES": "90"}, "ZALO_NIGHT_SPREAD_MINUTES"),
        ({"WEBHOOK_MAX_AGE_HOURS": "2"}, "WEBHOOK_MAX_AGE_HOURS"),
        ({"ZALO_CODE_VERIFIER": "abc"}, "ZALO_CODE_VERIFIER"),
        ({**LIVE, "ZALO_APP_SECRET_FILE": "/no/such/file"}, "ZALO_APP_SECRET_FILE"),
    ],
)
def test_it_names_the_wrong_setting_with_an_example_in_one_line(environ: dict[str, str], is_listed: str) -> None:
    with pytest.raises(SettingsError) as caught:
        settings.load(environ)
    text = str(caught.value)
    assert text.startswith(f"{is_listed}: ")
    assert f"Ví dụ: {is_listed}=" in text
    assert "\n" not in text


@pytest.mark.parametrize("secret", ["", " ", " , "])
def test_it_starts_live_without_the_oa_secret_as_being_set_up(secret: str) -> None:
    assert settings.load({**LIVE, "ZALO_OA_SECRET": secret}).is_setting_up
    assert not settings.load(LIVE).is_setting_up and not settings.load({}).is_setting_up


def test_it_reads_a_secret_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("from-the-file\n")
    environ = {**LIVE, "ZALO_APP_SECRET_FILE": str(tmp_path / "secret")}
    assert settings.load(environ).app_secret == "from-the-file"


def test_each_mode_has_a_database_of_its_own_unless_told_otherwise() -> None:
    assert settings.load({}).database_path == Path("data/demo.db")
    assert settings.load(LIVE).database_path == Path("data/ward.db")
    for environ in ({}, LIVE):
        assert settings.load({**environ, "DATABASE_PATH": "elsewhere/a.db"}).database_path == Path("elsewhere/a.db")


def test_the_demo_uses_nothing_of_the_real_zalo_that_stands_in_the_settings() -> None:
    real = {"ZALO_ACCESS_TOKEN": "real", "ZALO_REFRESH_TOKEN": "real", "ZALO_OPENAPI_URL": "https://openapi.zalo.me"}
    demo = settings.load({**LIVE, **real, "WARD_MODE": "demo"})
    assert (demo.first_access_token, demo.first_refresh_token, demo.app_secret, demo.oa_secrets) == (None, None, "", ())
    assert demo.openapi_url == demo.oauth_url == "http://127.0.0.1:8000/simulator"
    assert "123" not in demo.app_id and "456" not in demo.oa_id


@pytest.mark.parametrize(
    "exposed", [{"HOST": "0.0.0.0"}, {"HOST": "10.0.0.5"}, {"PUBLIC_URL": "https://thu.example.vn"}]
)
def test_a_demo_others_can_reach_needs_a_setting_of_its_own(exposed: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match=r"^DEMO_ON_NETWORK: .*Ví dụ: DEMO_ON_NETWORK=yes$"):
        settings.load(exposed)
    assert settings.load({**exposed, "DEMO_ON_NETWORK": "yes"}).is_demo
    assert not settings.load({**LIVE, **exposed}).is_demo


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "localhost", "::1"])
def test_a_demo_on_this_machine_alone_needs_none(host: str) -> None:
    assert settings.load({"HOST": host}).host == host


def test_it_takes_several_secrets_while_one_is_being_changed() -> None:
    assert settings.load({**LIVE, "ZALO_OA_SECRET": "new, old"}).oa_secrets == ("new", "old")


def test_it_shows_no_secret_in_its_own_text() -> None:
    text = repr(settings.load({**LIVE, "ZALO_APP_SECRET": "hush-1", "ZALO_OA_SECRET": "hush-2"}))
    assert "hush" not in text


def test_a_monthly_cap_left_empty_is_not_known() -> None:
    empty, loaded_settings = (
        settings.load({"ZALO_ARTICLES_PER_MONTH": ""}),
        settings.load({"ZALO_ARTICLES_PER_MONTH": "4"}),
    )
    assert (empty.articles_per_month, empty.promotions_per_month, loaded_settings.articles_per_month) == (None, None, 4)
