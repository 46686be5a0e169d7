"""The public pages, health and figures."""

from __future__ import annotations

import pytest

from bot.clock import HOUR
from bot.zalo.oauth import TokenPair
from tests.admin.installation import MovableClock, copy_words, make_app, make_runtime

LIVE = {
    "WARD_MODE": "live",
    "ZALO_APP_ID": "4318",
    "ZALO_OA_ID": "4319",
    "ZALO_APP_SECRET": "app-secret",
    "ZALO_OA_SECRET": "oa-secret",
}


@pytest.fixture(scope="module")
def words(tmp_path_factory):
    return copy_words(tmp_path_factory.mktemp("words") / "content")


@pytest.fixture
def clock():
    return MovableClock()


@pytest.fixture
def install(words, tmp_path, clock):
    """Makes an installation with some settings; returns (runtime, a browser)."""
    made = []

    def make(**environ):
        runtime = make_runtime(words, tmp_path / environ.get("WARD_MODE", "demo"), clock, **environ)
        made.append(runtime)
        return runtime, make_app(runtime).test_client()

    yield make
    for runtime in made:
        runtime.close()


def test_the_first_page_says_who_this_is_and_that_it_is_a_machine(install):
    runtime, browser = install()
    page = browser.get("/").text
    assert runtime.live_content.content.ward.assistant_name in page and "máy trả lời tự động" in page
    assert "dữ liệu của tôi" in page and "90 ngày" in page
    assert "phường chưa cập nhật" in page, "what the ward has not filled in is not made up"


def test_demo_leads_to_the_simulator_and_live_to_the_oa(install):
    _, demo = install()
    assert 'href="/simulator/"' in demo.get("/").text
    _, live = install(**LIVE)
    assert "https://zalo.me/4319" in live.get("/").text and "simulator" not in live.get("/").text
    assert live.get("/simulator/").status_code == 404


def test_the_domain_is_proved_only_when_a_code_is_set(install):
    _, without = install()
    assert "zalo-platform-site-verification" not in without.get("/").text
    _, browser = install(ZALO_VERIFIER_CODE="HTBdEv3t0nxR")
    head = browser.get("/").text.partition("</head>")[0]
    assert '<meta name="zalo-platform-site-verification" content="HTBdEv3t0nxR">' in head


def test_the_privacy_notice_names_the_law_the_time_and_the_way_to_delete(install):
    page = install()[1].get("/quyen-rieng-tu").text
    for fact in ("91/2025/QH15", "356/2025/NĐ-CP", "90 ngày", "xóa dữ liệu", "dữ liệu của tôi", "72 giờ"):
        assert fact in page


@pytest.mark.parametrize("path", ["/", "/quyen-rieng-tu", "/healthz", "/metrics", "/khong-co-trang-nay"])
def test_every_public_page_carries_the_headers_and_nothing_inline(install, path):
    response = install()[1].get(path)
    assert response.headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "<script" not in response.text and "<style" not in response.text and " style=" not in response.text


def test_a_missing_page_is_said_in_vietnamese(install):
    response = install()[1].get("/khong-co-trang-nay")
    assert response.status_code == 404 and "Không có trang này" in response.text


def test_a_wrong_method_still_names_the_right_one(install):
    response = install()[1].post("/healthz")
    assert response.status_code == 405 and "GET" in response.headers["Allow"]


def test_a_fault_of_ours_is_a_calm_page(install):
    runtime, browser = install()
    runtime.store.row("DROP TABLE outbox")
    response = browser.get("/metrics")
    assert response.status_code == 500 and "Có lỗi" in response.text and "outbox" not in response.text


def test_health_is_200_while_all_is_well_and_names_the_parts(install):
    runtime, browser = install()
    runtime.tokens.accept(TokenPair("secret-access", "secret-refresh", 90_000))
    response = browser.get("/healthz")
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "no-store")
    assert {"database", "token", "clock", "queues"} <= set(response.json)
    assert "secret" not in response.text


def test_health_is_503_with_a_lost_chain_a_stopped_clock_or_a_broken_database(install, clock):
    runtime, browser = install()
    runtime.tokens.accept(TokenPair("access", "refresh", 90_000))
    runtime.store.row("UPDATE tokens SET lost_reason = 'refresh_token_dead' RETURNING id")
    lost = browser.get("/healthz")
    assert lost.status_code == 503 and lost.json["token"] | {"usable_until_ms": 0} == {
        "status": "lost",
        "reason": "refresh_token_dead",
        "usable_until_ms": 0,
    }
    runtime.tokens.accept(TokenPair("access", "refresh", 90_000))
    assert browser.get("/healthz").status_code == 200
    clock.forward(HOUR)
    stopped = browser.get("/healthz")
    assert stopped.status_code == 503 and stopped.json["clock"]["status"] == "stopped"
    runtime.health.beat()
    assert browser.get("/healthz").status_code == 200
    runtime.store.row("DROP TABLE outbox")
    broken = browser.get("/healthz")
    assert broken.status_code == 503 and broken.json["database"]["status"] == "failing"


@pytest.mark.parametrize("headers", [{"X-Forwarded-For": "203.0.113.7"}, {"X-Forwarded-For": "127.0.0.1"}])
def test_the_internet_reads_no_figures_and_only_whether_all_is_well(install, headers):
    runtime, browser = install()
    runtime.tokens.accept(TokenPair("access", "refresh", 90_000))
    assert browser.get("/metrics", headers=headers).status_code == 404
    well = {"status": "ok"}
    assert browser.get("/healthz", headers=headers).json == well | {
        part: well for part in ("database", "token", "clock", "queues")
    }
    runtime.tokens._store.mark_lost("refresh_token_dead")
    lost = browser.get("/healthz", headers=headers)
    assert (lost.status_code, lost.json["token"]) == (503, {"status": "failing"}) and "dead" not in lost.text
    assert browser.get("/metrics", environ_overrides={"REMOTE_ADDR": "203.0.113.7"}).status_code == 404
    wrong = {**headers, "Authorization": "Bearer None"}
    assert browser.get("/metrics", headers=wrong).status_code == 404


def test_monitoring_elsewhere_needs_the_token(install):
    token = "một-mã-đủ-dài-để-không-ai-đoán"
    _, browser = install(METRICS_TOKEN=token)
    headers = {"X-Forwarded-For": "203.0.113.7", "Authorization": f"Bearer {token}"}
    assert browser.get("/metrics", headers=headers).status_code == 200
    assert "queues" in browser.get("/healthz", headers=headers).json


def test_figures_are_for_prometheus(install):
    runtime, browser = install()
    runtime.metrics.webhook.labels("new").inc()
    response = browser.get("/metrics")
    assert response.content_type.startswith("text/plain; version=")
    assert 'ward_webhook_requests_total{result="new"} 1.0' in response.text
    assert 'ward_outbox_messages{state="queued"} 0.0' in response.text
