"""The JSON behind the chat page and its panel; a shell can drive it as well.

    GET  api/state                               everything the panel shows
    GET  api/people                              residents: id, name, follows, unseen
    POST api/people                              {"count": 100}: invent more followers; answers their ids
    GET  api/people/ID/talk?since=N              messages changed after N, and the next cursor
    POST api/people/ID/say                       {"text": "…", "quote": MESSAGE_ID or absent}
    POST api/people/ID/send                      {"kind": "image", …fields of attachments.py, "text": caption}
    POST api/people/ID/press                     {"message_id": "…", "button": 0}
    POST api/people/ID/react                     {"message_id": "…", "icon": "/-heart"}
    POST api/people/ID/follow|unfollow|open_chat|withdraw|submit_info|look|forget    {}
    GET  api/calls?since=N   POST api/calls/clear      the raw calls, tokens masked
    GET  api/deliveries                          the newest tries to deliver a webhook
    POST api/tokens                              a first pair of tokens, as Zalo's console gives to an administrator
    POST api/faults                              any of: slow_ms, server_errors, drops, quota_used_up, receipts, repeat,
                                                 rate_per_second, night (true/false/null),
                                                 error {"code": -230, "times": 3, "path": ""},
                                                 expire_tokens, revoke_tokens, reset_quota, webhook_on (true),
                                                 advance_hours (number), clear (true)

Every POST needs Content-Type application/json: a page of another site cannot send that without being asked.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, current_app, jsonify, request

from .errors import MESSAGES
from .fault_orders import set_fault, whole_number
from .simulator import Simulator

console = Blueprint("console", __name__, url_prefix="/api")

ACTS = ("follow", "unfollow", "open_chat", "withdraw", "submit_info", "look")
MOST_PEOPLE = 20_000
SHOWN_PEOPLE = 50


def simulator() -> Simulator:
    """The simulator of this application."""
    found: Simulator = current_app.extensions["simulator"]
    return found


def _body() -> dict[str, Any]:
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
def state() -> Response:
    """Everything the panel shows."""
    return jsonify(simulator().state())


@console.get("/errors")
def errors() -> Response:
    """Every error number that can be chosen."""
    return jsonify([{"code": code, "name": name} for code, name in MESSAGES.items()])


@console.get("/people")
def people() -> Response:
    """The residents (of people added in bulk only the first few)."""
    return jsonify(simulator().people(SHOWN_PEOPLE))


@console.post("/people")
def add_people() -> Response:
    """Invent more followers."""
    count = whole_number(_body().get("count"), MOST_PEOPLE)
    return jsonify(ids=simulator().add_people(count))


@console.get("/people/<person_id>/talk")
def talk(person_id: str) -> Response:
    """What changed in a talk after the cursor `since`."""
    since = request.args.get("since", 0, int)
    with simulator().zalo.lock:
        cursor = simulator().zalo.talks.changes
        return jsonify(cursor=cursor, messages=simulator().talk(person_id, since))


@console.post("/people/<person_id>/say")
def say(person_id: str) -> Response:
    """A person writes."""
    body = _body()
    quote = body.get("quote")
    return jsonify(message_id=simulator().person_says(person_id, str(body.get("text", "")), quote and str(quote)))


@console.post("/people/<person_id>/send")
def send(person_id: str) -> Response:
    """A person sends something besides text."""
    body = _body()
    kind = str(body.pop("kind", ""))
    return jsonify(message_id=simulator().phones.send(person_id, kind, body))


@console.post("/people/<person_id>/press")
def press(person_id: str) -> Response:
    """A person presses a button."""
    body = _body()
    return jsonify(simulator().press(person_id, str(body.get("message_id")), whole_number(body.get("button"), 100)))


@console.post("/people/<person_id>/react")
def react(person_id: str) -> Response:
    """A person reacts to a message."""
    body = _body()
    simulator().phones.react(person_id, str(body.get("message_id")), str(body.get("icon")))
    return jsonify({})


@console.post("/people/<person_id>/forget")
def forget(person_id: str) -> Response:
    """Empty the talk on this phone."""
    _body()
    with simulator().zalo.lock:
        simulator().zalo.talks.clear(person_id)
    return jsonify({})


@console.post("/people/<person_id>/<act>")
def act(person_id: str, act: str) -> Response:
    """A person does something that needs no words."""
    if act not in ACTS:
        abort(404)
    _body()
    getattr(simulator().phones, act)(person_id)
    return jsonify({})


@console.get("/calls")
def calls() -> Response:
    """The raw calls after number `since`."""
    return jsonify(simulator().zalo.calls.since(request.args.get("since", 0, int)))


@console.post("/calls/clear")
def clear_calls() -> Response:
    """Forget the raw calls."""
    _body()
    simulator().zalo.calls.clear()
    return jsonify({})


@console.get("/deliveries")
def deliveries() -> Response:
    """The newest tries to deliver a webhook."""
    return jsonify(simulator().deliveries)


@console.post("/tokens")
def tokens() -> Response:
    """A first pair of tokens."""
    _body()
    access, refresh = simulator().issue_tokens()
    return jsonify(access_token=access, refresh_token=refresh)


@console.post("/faults")
def faults() -> Response:
    """Break something, or mend it; answers the state afterwards."""
    body = _body()
    with simulator().zalo.lock:
        for key, value in body.items():
            set_fault(simulator(), key, value)
    return jsonify(simulator().state())
