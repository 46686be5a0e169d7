"""The pages: the phone with its panel, Zalo's permission page, uploaded pictures."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, abort, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from .console import simulator
from .errors import COMMON, MESSAGES
from .uploads import MIME

pages = Blueprint("pages", __name__)

CHALLENGE_LENGTH = 43


@pages.get("/")
def chat() -> str:
    """The chat page."""
    return render_template("chat.html", oa_name=_oa_name(), errors=MESSAGES, common_errors=COMMON)


def _oa_name() -> str:
    """The OA's name as a heading."""
    name = simulator().config.oa_name
    return name[:1].upper() + name[1:]


@pages.get("/media/<upload_id>")
def media(upload_id: str) -> Response:
    """A picture the OA uploaded, for the chat page."""
    upload = simulator().zalo.uploads.find(upload_id)
    if upload is None or upload.ending not in MIME or not upload.content:
        abort(404)
    return Response(upload.content, mimetype=MIME[upload.ending])


@pages.get("/v4/oa/permission")
def permission() -> AnyResponse | str:
    """Where an administrator of the OA lets the app act for it; `allow=yes` is the click."""
    problem = _problem()
    if problem:
        return render_template("permission.html", problem=problem, oa_name=_oa_name())
    if not simulator().config.allow_at_once and request.args.get("allow") != "yes":
        granted = {**request.args, "allow": "yes"}
        return render_template("permission.html", problem="", oa_name=_oa_name(), granted=granted)
    return redirect(_way_back())


def _problem() -> str:
    """Why the link is refused, in Zalo's numbers ("" when it is right)."""
    config = simulator().config
    if request.args.get("app_id") != config.app_id:
        return f"-14002: {MESSAGES[-14002]}"
    if request.args.get("redirect_uri") != config.redirect_uri:
        return f"-14003: {MESSAGES[-14003]}"
    if len(request.args.get("code_challenge", "")) != CHALLENGE_LENGTH:
        return "Invalid code challenge"
    return ""


def _way_back() -> str:
    config, challenge = simulator().config, request.args["code_challenge"]
    with simulator().zalo.lock:
        code = simulator().zalo.tokens.new_code(challenge)
    answer = {"oa_id": config.oa_id, "code": code}
    if "state" in request.args:
        answer["state"] = request.args["state"]
    return f"{config.redirect_uri}{'&' if '?' in config.redirect_uri else '?'}{urlencode(answer)}"
