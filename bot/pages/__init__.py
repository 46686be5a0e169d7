"""What anyone may open: the page about the assistant, the privacy notice, health and figures; and pages for errors."""

from __future__ import annotations

import io

from flask import (
    Blueprint,
    Response,
    abort,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    send_from_directory,
)
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST
from werkzeug.exceptions import HTTPException

from bot.articles.pictures import NAME, ROUTE
from bot.clock import DAY
from bot.operations.metric_page import metric_page
from bot.pages import announcements
from bot.pages.facts import page_facts
from bot.pages.health_summary import summarise
from bot.pages.monitoring import may_monitor
from bot.pages.overview_api import add_overview_api
from bot.pages.posters import add_posters
from bot.pages.procedures import add_procedure_pages
from bot.pages.settled import add_settled_tickets
from bot.pages.visitors import is_person
from bot.people.data_register import REGISTER
from bot.runtime import Runtime
from bot.settings import Settings

__all__ = ["make_pages"]

MEASURED = frozenset({"pages.healthz", "pages.metrics", "pages.api_status", "pages.api_report"})
"""Endpoints whose answers hold for this moment."""

FEED_SECONDS = 300
"""How long a reader may keep the feed without asking again."""

POLICY = "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'"

ERRORS = {
    404: ("Không có trang này", "Địa chỉ này không có, hoặc trang đã bỏ."),
    405: ("Không mở được địa chỉ này như vậy", "Địa chỉ này không dùng để mở bằng cách đó."),
    413: ("Nội dung gửi lên quá lớn", "Hãy gửi nội dung nhỏ hơn."),
    429: ("Trang được mở quá nhiều lần", "Xin anh/chị đợi một phút rồi mở lại. Trang vẫn hoạt động bình thường."),
}
OTHERWISE = ("Có lỗi", "Lỗi đã được ghi lại. Hãy thử lại sau ít phút.")


def make_pages(runtime: Runtime) -> Blueprint:
    """The blueprint of the public pages; its error pages serve the whole application."""
    pages = Blueprint("pages", __name__, template_folder="templates", static_folder="static", static_url_path="/static")

    @pages.get("/", endpoint="home")
    def show_home() -> str:
        news, urgent = announcements.newest_articles(runtime), announcements.urgent_notices(runtime)
        return render_template("pages/home.html", news=news, urgent=urgent, **page_facts(runtime))

    @pages.get("/quyen-rieng-tu", endpoint="privacy")
    def show_privacy() -> str:
        return render_template("pages/privacy.html", register=REGISTER, **page_facts(runtime))

    @pages.get("/healthz", endpoint="healthz")
    def report_health() -> ResponseReturnValue:
        """Whether all is well, and each part; the figures and reasons only for who may monitor."""
        well, facts = runtime.health.report()
        body = facts if may_monitor(runtime.settings.metrics_token) else summarise(facts)
        return jsonify(body), 200 if well else 503

    @pages.get("/l/<token>")
    def follow_link(token: str) -> ResponseReturnValue:
        """A link of a broadcast: counted when a person opens it, then on to where it leads; nowhere else."""
        url = runtime.broadcasts.follow_link(token, is_counted=is_person(request))
        return redirect(url, 302) if url else abort(404)

    @pages.get(f"{ROUTE}/<name>", endpoint="picture")
    def send_picture(name: str) -> ResponseReturnValue:
        """A picture an official uploaded, for Zalo and residents' phones; never changed under its name."""
        if not NAME.fullmatch(name):
            abort(404)
        return send_from_directory(runtime.pictures.folder, name, max_age=30 * DAY // 1000)

    @pages.get("/metrics", endpoint="metrics")
    def report_metrics() -> Response:
        if not may_monitor(runtime.settings.metrics_token):
            abort(404)
        return Response(metric_page(runtime), content_type=CONTENT_TYPE_LATEST)

    @pages.app_errorhandler(HTTPException)
    def answer_error(error: HTTPException) -> Response:
        return protect_page(_error_page(error, runtime))

    _add_announcements(pages, runtime)
    add_overview_api(pages, runtime)
    add_procedure_pages(pages, runtime)
    add_posters(pages, runtime)
    add_settled_tickets(pages, runtime)
    pages.after_request(protect_page)
    return pages


def _add_announcements(pages: Blueprint, runtime: Runtime) -> None:
    @pages.get(announcements.FEED_PATH, endpoint="feed")
    def send_feed() -> ResponseReturnValue:
        response = Response(announcements.build_feed(runtime), content_type="application/rss+xml; charset=utf-8")
        response.add_etag()
        response.headers["Cache-Control"] = f"public, max-age={FEED_SECONDS}"
        return response.make_conditional(request)

    @pages.get("/qr.svg", endpoint="code")
    def send_qr_code() -> Response:
        """The way to the OA as a picture to point a phone at; in the demo to the simulated chat."""
        import segno

        image = io.BytesIO()
        segno.make(chat_address(runtime.settings), error="m").save(
            image, kind="svg", scale=6, border=4, light="#fff", dark="#000", title="Mã QR", xmldecl=False, svgns=True
        )
        return Response(image.getvalue(), mimetype="image/svg+xml", headers={"Cache-Control": "public, max-age=3600"})


def chat_address(settings: Settings) -> str:
    """Where a resident talks to the assistant."""
    return f"{settings.public_url}/simulator/" if settings.is_demo else f"https://zalo.me/{settings.oa_id}"


def protect_page(response: Response) -> Response:
    """Headers of every public page; what is measured this moment is never kept."""
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    if request.endpoint in MEASURED or response.status_code >= 400:
        response.headers["Cache-Control"] = "no-store"
    return response


def _error_page(error: HTTPException, runtime: Runtime) -> Response:
    """The page of an error; status and headers (such as Allow) stay."""
    status = error.code or 500
    heading, advice = ERRORS.get(status, OTHERWISE)
    page = render_template("pages/error.html", heading=heading, advice=advice, **page_facts(runtime))
    response = make_response(page, status)
    for name, value in error.get_headers():
        if name.lower() != "content-type":
            response.headers[name] = value
    return response
