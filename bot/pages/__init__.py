"""What anyone may open: the page about the assistant, the privacy notice, health and figures; and pages for errors."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import segno
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

from bot.clock import DAY, HOUR
from bot.content.blanks import capitalised
from bot.effects import HANDOVER_MS
from bot.pages import announcements
from bot.pictures import NAME, ROUTE
from bot.runtime import Runtime
from bot.settings import Settings
from bot.upkeep import KEEP_MS

__all__ = ["make_pages"]

FEED_SECONDS = 300
"""How long a reader may keep the feed without asking again."""
NOTICE_DATE = date(2026, 11, 23)
"""When the words of the privacy notice were last changed."""

POLICY = "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'none'; frame-ancestors 'none'"

ERRORS = {
    404: ("Không có trang này", "Địa chỉ này không có, hoặc trang đã bỏ."),
    405: ("Không mở được địa chỉ này như vậy", "Địa chỉ này không dùng để mở bằng cách đó."),
    413: ("Nội dung gửi lên quá lớn", "Hãy gửi nội dung nhỏ hơn."),
}
OTHERWISE = ("Có lỗi", "Lỗi đã được ghi lại. Hãy thử lại sau ít phút.")


def make_pages(runtime: Runtime) -> Blueprint:
    """The blueprint of the public pages; its error pages serve the whole application."""
    pages = Blueprint("pages", __name__, template_folder="templates", static_folder="static", static_url_path="/static")

    @pages.get("/")
    def home() -> str:
        return render_template("pages/home.html", news=announcements.newest(runtime), **_facts(runtime))

    @pages.get("/quyen-rieng-tu")
    def privacy() -> str:
        return render_template("pages/privacy.html", **_facts(runtime))

    @pages.get("/healthz")
    def healthz() -> ResponseReturnValue:
        well, facts = runtime.health.report()
        return jsonify(facts), 200 if well else 503

    @pages.get("/l/<token>")
    def follow_link(token: str) -> ResponseReturnValue:
        """A link of a broadcast: counted, then on to where it leads; nowhere else."""
        url = runtime.broadcasting.follow_link(token)
        return redirect(url, 302) if url else abort(404)

    @pages.get(f"{ROUTE}/<name>")
    def picture(name: str) -> ResponseReturnValue:
        """A picture an official uploaded, for Zalo and residents' phones; never changed under its name."""
        if not NAME.fullmatch(name):
            abort(404)
        return send_from_directory(runtime.pictures.folder, name, max_age=30 * DAY // 1000)

    @pages.get("/metrics")
    def metrics() -> Response:
        return Response(runtime.metrics.page(), content_type=CONTENT_TYPE_LATEST)

    @pages.app_errorhandler(HTTPException)
    def failed(error: HTTPException) -> Response:
        return protect(_error_page(error, runtime))

    _add_announcements(pages, runtime)
    pages.after_request(protect)
    return pages


def _add_announcements(pages: Blueprint, runtime: Runtime) -> None:
    @pages.get(announcements.FEED_PATH)
    def feed() -> ResponseReturnValue:
        response = Response(announcements.feed(runtime), content_type="application/rss+xml; charset=utf-8")
        response.add_etag()
        response.headers["Cache-Control"] = f"public, max-age={FEED_SECONDS}"
        return response.make_conditional(request)

    @pages.get("/qr.svg")
    def code() -> Response:
        """The way to the OA as a picture to point a phone at; in the demo to the simulated chat."""
        image = io.BytesIO()
        segno.make(chat_address(runtime.settings), error="m").save(
            image, kind="svg", scale=6, border=4, light="#fff", dark="#000", title="Mã QR", xmldecl=False, svgns=True
        )
        return Response(image.getvalue(), mimetype="image/svg+xml", headers={"Cache-Control": "public, max-age=3600"})


def chat_address(settings: Settings) -> str:
    """Where a resident talks to the assistant."""
    return f"{settings.public_url}/simulator/" if settings.is_demo else f"https://zalo.me/{settings.oa_id}"


def protect(response: Response) -> Response:
    """Headers of every public page; what is measured this moment is never kept."""
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    if request.endpoint in ("pages.healthz", "pages.metrics") or response.status_code >= 400:
        response.headers["Cache-Control"] = "no-store"
    return response


def _facts(runtime: Runtime) -> dict[str, Any]:
    ward = runtime.brain.content.ward
    return {
        "ward": ward,
        "ward_name": capitalised(ward.name),
        "called": capitalised(ward.called),
        "settings": runtime.settings,
        "kept_days": KEEP_MS // DAY,
        "silent_hours": HANDOVER_MS // HOUR,
        "notice_date": f"{NOTICE_DATE:%d/%m/%Y}",
    }


def _error_page(error: HTTPException, runtime: Runtime) -> Response:
    """The page of an error; status and headers (such as Allow) stay."""
    status = error.code or 500
    heading, advice = ERRORS.get(status, OTHERWISE)
    page = render_template("pages/error.html", heading=heading, advice=advice, **_facts(runtime))
    response = make_response(page, status)
    for name, value in error.get_headers():
        if name.lower() != "content-type":
            response.headers[name] = value
    return response
