"""The pages: the phone with its panel, Zalo's permission page, uploaded pictures."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, redirect, render_template, request, send_from_directory
from werkzeug.wrappers import Response as AnyResponse

from bot.simulator.console import current_simulator, oa_name
from bot.simulator.errors import COMMON, MESSAGES, ZaloError
from bot.simulator.uploads import MIME

pages = Blueprint("pages", __name__)

CHALLENGE_LENGTH = 43


@pages.get("/")
def chat_page() -> str:
    """The page with the phone and the panel."""
    return render_template("chat.html", oa_name=oa_name(), errors=MESSAGES, common_errors=COMMON)


@pages.get("/media/<upload_id>")
def uploaded_picture(upload_id: str) -> Response:
    """A picture the OA uploaded, for the chat page; any other name is that of a file a person sent."""
    upload = current_simulator().zalo.uploads.find_upload(upload_id)
    if upload is None:
        return sent_file(upload_id)
    if upload.name_ending not in MIME or not upload.content:
        abort(404)
    return Response(upload.content, mimetype=MIME[upload.name_ending])


@pages.get("/media/<path:name>")
def sent_file(name: str) -> Response:
    """A file that a person sent: one invented sample for each ending, whatever its name."""
    sample = f"mau.{name.rpartition('.')[2].lower()}"
    return send_from_directory(Path(pages.root_path) / "samples", sample, max_age=0)


@pages.get("/v4/oa/permission")
def permission_page() -> AnyResponse | str:
    """The page where an administrator of the OA grants the app; `allow=yes` is the click."""
    problem = _link_problem()
    if problem:
        return render_template("permission.html", problem=problem, oa_name=oa_name())
    if not current_simulator().config.allow_at_once and request.args.get("allow") != "yes":
        granted = {**request.args, "allow": "yes"}
        return render_template("permission.html", problem="", oa_name=oa_name(), granted=granted)
    return redirect(_way_back())


def _link_problem() -> str:
    """Why the link is refused, in Zalo's numbers ("" when it is right)."""
    config = current_simulator().config
    if request.args.get("app_id") != config.app_id:
        return f"-14002: {MESSAGES[-14002]}"
    try:
        current_simulator().zalo.registration.check_sign_in(request.args.get("redirect_uri"))
    except ZaloError as error:
        return f"{error.code}: {error}"
    if len(request.args.get("code_challenge", "")) != CHALLENGE_LENGTH:
        return "Invalid code challenge"
    return ""


def _way_back() -> str:
    config, challenge = current_simulator().config, request.args["code_challenge"]
    with current_simulator().zalo.lock:
        code = current_simulator().zalo.tokens.new_code(challenge)
    answer = {"oa_id": config.oa_id, "code": code}
    if "state" in request.args:
        answer["state"] = request.args["state"]
    back = request.args["redirect_uri"]
    return f"{back}{'&' if '?' in back else '?'}{urlencode(answer)}"
