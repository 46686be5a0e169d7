"""The officials' pages as an app on a phone: what it is called, what it shows without a network, its service worker."""

from __future__ import annotations

from pathlib import Path

from flask import Response, jsonify, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule
from bot.admin.cookies import COOKIE_PATH
from bot.admin.route import Route
from bot.runtime import Runtime

WORKER = Path(__file__).parents[1] / "static" / "worker.js"
ICON_SIZES = (192, 512)


def send_worker(runtime: Runtime) -> ResponseReturnValue:
    """The service worker; it lies here and not with the other scripts so that it may act for all pages of the officials."""
    return send_file(WORKER, mimetype="text/javascript")


def describe_app(runtime: Runtime) -> ResponseReturnValue:
    """The manifest (W3C Web Application Manifest)."""
    icons = [
        {
            "src": url_for("admin.static", filename=f"icon-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": "any maskable",
        }
        for size in ICON_SIZES
    ]
    answer: Response = jsonify(
        id=f"{COOKIE_PATH}/",
        name=f"Trợ lý Zalo · {runtime.live_content.content.ward.called}",
        short_name="Trợ lý Zalo",
        lang="vi",
        start_url=f"{COOKIE_PATH}/",
        scope=f"{COOKIE_PATH}/",
        display="standalone",
        background_color="#f4f5f2",
        theme_color="#0b5f6b",
        icons=icons,
    )
    answer.mimetype = "application/manifest+json"
    return answer


def show_offline(runtime: Runtime) -> ResponseReturnValue:
    """What the service worker shows while there is no network; it says nothing about anybody."""
    return render_template("admin/account/offline.html", official=None)


ROUTES: tuple[Route, ...] = (
    Route("GET", "/worker.js", "worker", send_worker, Rule.ANYONE),
    Route("GET", "/app.webmanifest", "manifest", describe_app, Rule.ANYONE),
    Route("GET", "/offline", "offline", show_offline, Rule.ANYONE),
)
