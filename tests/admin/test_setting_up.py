"""Live mode before it is complete: what officials read on Hôm nay, Cài đặt and Kết nối Zalo."""

from __future__ import annotations

import pytest

from bot.zalo.oauth import TokenPair
from tests.admin.installation import make_app, make_runtime, new_official, says

LIVE = {
    "WARD_MODE": "live",
    "ZALO_APP_ID": "4318",
    "ZALO_OA_ID": "4319",
    "ZALO_APP_SECRET": "s",
    "PUBLIC_URL": "https://bot.phuong.example.vn",
}
PAGES = ("/admin/", "/admin/settings", "/admin/zalo/connect")
NOTE = "Đang thiết lập."


@pytest.fixture
def environ() -> dict[str, str]:
    return LIVE


@pytest.mark.parametrize("path", PAGES)
def test_without_the_oa_secret_the_desk_says_what_to_do_next(manager, path):
    page = manager.page(path)
    assert NOTE in page and "https://bot.phuong.example.vn/webhook" in page and "ZALO_OA_SECRET" in page


@pytest.mark.parametrize("path", PAGES)
def test_a_lost_oa_secret_is_told_as_a_fault(runtime, manager, path):
    says(runtime, "chào phường")
    page = manager.page(path)
    assert NOTE not in page and "vì đã mất ZALO_OA_SECRET" in page


def test_each_step_follows_the_one_before(words, tmp_path, clock):
    def page_of(name: str, **environ: str) -> str:
        runtime = make_runtime(words, tmp_path / name, clock, **(LIVE | {"ZALO_OA_SECRET": "s"} | environ))
        if name != "unconnected":
            runtime.tokens.accept(TokenPair("access", "refresh", 90_000))
        if name == "complete":
            says(runtime, "chào phường")
        page = new_official(make_app(runtime), runtime, "manager").page("/admin/")
        runtime.close()
        return page

    assert "PUBLIC_URL" in page_of("no address", PUBLIC_URL="")
    assert "kết nối OA của phường" in page_of("unconnected")
    assert "Webhook Retry" in page_of("unheard")
    assert NOTE not in page_of("complete")


def test_the_go_live_list_goes_in_the_order_that_works(manager):
    page = manager.page("/admin/settings")
    names = ["Địa chỉ công khai", "Xác minh tên miền", "OA Secret Key", "Kết nối Zalo", "Zalo gửi tin về máy"]
    places = [page.index(f"<b>{name}</b>") for name in names]
    assert places == sorted(places)


def test_the_connect_page_names_what_the_console_must_hold(words, tmp_path, clock):
    verifier = "k7Rz2QmX9pLw4TgYb8NcJ6sVh3DfA1uEeKoWiB5tZx0"
    runtime = make_runtime(words, tmp_path, clock, **LIVE, ZALO_CODE_VERIFIER=verifier)
    page = new_official(make_app(runtime), runtime, "manager").page("/admin/zalo/connect")
    runtime.close()
    assert "cdcHYePkx0_Rvl42JtW5BQl7jByMfpDfDz_pmpamWPY" in page and verifier not in page
    for words_of_zalo in ("Đang hoạt động", "-14002", "-209", "Official Account API", "-212"):
        assert words_of_zalo in page
