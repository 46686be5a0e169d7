"""The JSON API of the chat page and its panel, also for use from a shell.

    GET  api/state                               everything the panel shows
    GET  api/people                              residents: id, name, follows, unseen
    POST api/people                              {"count": 100}: invent more followers; answers their ids
    GET  api/people/ID/talk?since=N              messages changed after N, and the next cursor
    POST api/people/ID/say                       {"text": "…", "quote": MESSAGE_ID or absent}
    POST api/people/ID/send                      {"kind": "image", …fields of attachments.py, "text": caption}
    POST api/people/ID/answer                    {"text": "…"}: an administrator writes in Zalo's own page
    POST api/people/ID/press                     {"message_id": "…", "button": 0}
    POST api/people/ID/react                     {"message_id": "…", "icon": "/-heart"}
    POST api/people/ID/follow|unfollow|open_chat|withdraw|submit_info|look|forget    {}
    GET  api/calls?since=N   POST api/calls/clear      the raw calls, tokens masked
    GET  api/deliveries                          the newest tries to deliver a webhook
    POST api/tokens                              a first pair of tokens, as Zalo's console gives to an administrator
    POST api/faults                              any of: slow_ms, server_errors, drops, quota_used_up, receipts, repeat,
                                                 rate_per_second, night (true/false/null),
                                                 refuse_message, refuse_payload, refuse_list, refuse_file (an error
                                                 number, 0 for none: buttons with the words in message.text, in
                                                 payload.text; cards; an uploaded file),
                                                 error {"code": -230, "times": 3, "path": ""},
                                                 expire_tokens, revoke_tokens, reset_quota, webhook_on (true),
                                                 advance_hours (number), clear (true)

Every POST needs Content-Type application/json: a page of another site cannot send that without being asked.
"""

from __future__ import annotations

from flask import Blueprint, Response, abort, current_app, jsonify, request

from bot.simulator.errors import MESSAGES
from bot.simulator.fault_orders import set_fault, whole_number
from bot.simulator.json_types import JsonObject
from bot.simulator.simulator import Simulator

console = Blueprint("console", __name__, url_prefix="/api")

ACTS = ("follow", "unfollow", "open_chat", "withdraw", "submit_info", "look")
MOST_PEOPLE = 20_000
SHOWN_PEOPLE = 50


def current_simulator() -> Simulator:
    """The simulator of this application."""
    handle: Simulator = current_app.extensions["simulator"]
    return handle


def oa_name() -> str:
    """The OA's name as a heading."""
    name = current_simulator().config.oa_name
    return name[:1].upper() + name[1:]


def request_body() -> JsonObject:
    """The JSON object of this request; answers 400 for any other body."""
    body = request.get_json()
    if not isinstance(body, dict):
        abort(400, "a JSON object is expected")
    return body


@console.errorhandler(LookupError)
def _not_there(error: LookupError) -> tuple[Response, int]:
    return jsonify(error=str(error)), 404


@console.errorhandler(ValueError)
def _not_possible(error: ValueError) -> tuple[Response, int]:
    return jsonify(error=str(error)), 400


@console.get("/state")
def show_state() -> Response:
    """The state that the panel shows."""
    return jsonify(current_simulator().state())


@console.get("/errors")
def list_errors() -> Response:
    """Every error code that can be injected, with its name."""
    return jsonify([{"code": code, "name": name} for code, name in MESSAGES.items()])


@console.get("/people")
def list_people() -> Response:
    """The residents; of people added in bulk only the first ones."""
    return jsonify(current_simulator().people(SHOWN_PEOPLE))


@console.post("/people")
def add_people() -> Response:
    """Add invented followers; answers their ids."""
    count = whole_number(request_body().get("count"), MOST_PEOPLE)
    return jsonify(ids=current_simulator().add_people(count))


@console.get("/people/<person_id>/talk")
def show_talk(person_id: str) -> Response:
    """The messages of a talk that changed after the cursor `since`."""
    since = request.args.get("since", 0, int)
    with current_simulator().zalo.lock:
        cursor = current_simulator().zalo.talks.changes
        return jsonify(cursor=cursor, messages=current_simulator().talk(person_id, since))


@console.post("/people/<person_id>/say")
def say_text(person_id: str) -> Response:
    """Send a text as a person."""
    body = request_body()
    quote = body.get("quote")
    return jsonify(
        message_id=current_simulator().person_says(person_id, str(body.get("text", "")), quote and str(quote))
    )


@console.post("/people/<person_id>/send")
def send_attachment(person_id: str) -> Response:
    """Send an attachment as a person."""
    body = request_body()
    kind = str(body.pop("kind", ""))
    return jsonify(message_id=current_simulator().phones.send(person_id, kind, body))


@console.post("/people/<person_id>/answer")
def answer_in_zalo(person_id: str) -> Response:
    """Send a text as an administrator in OA Manager."""
    return jsonify(message_id=current_simulator().oa_manager.say(person_id, str(request_body().get("text", ""))))


@console.post("/people/<person_id>/press")
def press_button(person_id: str) -> Response:
    """Press a button as a person."""
    body = request_body()
    return jsonify(
        current_simulator().press(person_id, str(body.get("message_id")), whole_number(body.get("button"), 100))
    )


@console.post("/people/<person_id>/react")
def react_to_message(person_id: str) -> Response:
    """React to a message as a person."""
    body = request_body()
    current_simulator().phones.react(person_id, str(body.get("message_id")), str(body.get("icon")))
    return jsonify({})


@console.post("/people/<person_id>/forget")
def clear_talk(person_id: str) -> Response:
    """Remove all messages of a talk."""
    request_body()
    with current_simulator().zalo.lock:
        current_simulator().zalo.talks.clear(person_id)
    return jsonify({})


@console.post("/people/<person_id>/<act>")
def perform_act(person_id: str, act: str) -> Response:
    """Perform one of ACTS as a person."""
    if act not in ACTS:
        abort(404)
    request_body()
    getattr(current_simulator().phones, act)(person_id)
    return jsonify({})


@console.get("/calls")
def list_calls() -> Response:
    """The logged calls after number `since`."""
    return jsonify(current_simulator().zalo.calls.calls_since(request.args.get("since", 0, int)))


@console.post("/calls/clear")
def clear_calls() -> Response:
    """Remove all logged calls."""
    request_body()
    current_simulator().zalo.calls.clear()
    return jsonify({})


@console.get("/deliveries")
def list_deliveries() -> Response:
    """The newest delivery attempts of webhooks."""
    return jsonify(current_simulator().deliveries)


@console.post("/tokens")
def issue_tokens() -> Response:
    """Issue a first pair of tokens."""
    request_body()
    access, refresh = current_simulator().issue_tokens()
    return jsonify(access_token=access, refresh_token=refresh)


@console.post("/faults")
def set_faults() -> Response:
    """Set or clear faults; answers the new state."""
    body = request_body()
    with current_simulator().zalo.lock:
        for key, value in body.items():
            set_fault(current_simulator(), key, value)
    return jsonify(current_simulator().state())
