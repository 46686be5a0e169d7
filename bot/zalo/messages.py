"""Sending: consultation, promotion, transaction, templates, broadcasts, reactions. Each ends as a SendResult."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from bot.reply import Button, Reply
from bot.zalo import bodies
from bot.zalo.calls import CallResult, Calls
from bot.zalo.errors import Host, Outcome, Retry
from bot.zalo.outgoing import Body, Query, TextIn, consultation

log = logging.getLogger(__name__)

CONSULTATION = "/v3.0/oa/message/cs"
TEMPLATE = "/v3.0/oa/message/template"
TEMPLATE_BY_PHONE = "/message/template"
OTHER_MESSAGES = "/v2.0/oa/message"
_PATH_CLOSED = frozenset({"-233", "-240"})


@dataclass(frozen=True, slots=True)
class SendResult:
    """How one send ended. SENT means taken by Zalo, not yet delivered; UNKNOWN may have been delivered: do not repeat.

    `quota` is what Zalo said about the quota, as received; `known` is False for a code that is in no list.
    """

    outcome: Outcome
    message_id: str | None = None
    code: str | None = None
    note: str = ""
    retry: Retry = Retry.NO
    quota: dict[str, Any] | None = None
    known: bool = True


class Messages(Calls):
    """The calls that reach a person."""

    def send_consultation(
        self,
        person_id: str,
        message: Reply | Body,
        *,
        button_text_in: TextIn = "payload",
        numbered: bool = False,
        query: Query = "show",
    ) -> SendResult:
        """Send a reply, or a body made by bot.zalo.bodies. Raises Refused/TooLong before anything is sent."""
        if isinstance(message, Reply):
            message = consultation(person_id, message, button_text_in=button_text_in, numbered=numbered, query=query)
        return _as_send(self.call("POST", CONSULTATION, json=message))

    def send_promotion(
        self,
        person_id: str,
        title: str,
        paragraphs: Sequence[str],
        *,
        banner_attachment_id: str | None = None,
        buttons: tuple[Button, ...] = (),
    ) -> SendResult:
        """To a follower, never at night (limits.is_night). Off unless an administrator turned the path on."""
        body = bodies.notice(
            person_id, "promotion", title, paragraphs, banner_attachment_id=banner_attachment_id, buttons=buttons
        )
        return self._send_on_doubtful_path("promotion", body)

    def send_transaction(
        self, person_id: str, title: str, paragraphs: Sequence[str], *, buttons: tuple[Button, ...] = ()
    ) -> SendResult:
        """About something the person did here. Off unless an administrator turned the path on."""
        return self._send_on_doubtful_path(
            "transaction", bodies.notice(person_id, "transaction", title, paragraphs, buttons=buttons)
        )

    def send_template(self, person_id: str, template_id: str, data: Mapping[str, str]) -> SendResult:
        """A paid, approved template to a person of this OA. Never repeated by program when unknown."""
        return _as_send(self.call("POST", TEMPLATE, json=bodies.template_for_person(person_id, template_id, data)))

    def send_template_by_phone(
        self, phone: str, template_id: str, data: Mapping[str, str], tracking_id: str
    ) -> SendResult:
        """A paid, approved template to a telephone number. Never repeated by program when unknown."""
        body = bodies.template_for_phone(phone, template_id, data, tracking_id)
        return _as_send(self.call("POST", TEMPLATE_BY_PHONE, host=Host.BUSINESS, json=body))

    def broadcast_article(
        self, article_id: str, target: Mapping[str, Sequence[str]], *, everyone: bool = False
    ) -> SendResult:
        """An article to many followers: no dry run, no recall, never repeated by program, never at night."""
        return _as_send(self.call("POST", OTHER_MESSAGES, json=bodies.broadcast(article_id, target, everyone=everyone)))

    def react(self, person_id: str, message_id: str, icon: str) -> SendResult:
        """Put a reaction on a person's message; harmless when doubled, and it has no id of its own."""
        body = bodies.reaction(person_id, message_id, icon)
        return _as_send(self.call("POST", OTHER_MESSAGES, json=body), needs_id=False)

    def _send_on_doubtful_path(self, name: Literal["promotion", "transaction"], body: Body) -> SendResult:
        if name not in self.open_paths:
            return SendResult(Outcome.UNSUPPORTED, note=f"the {name} path is turned off")
        result = _as_send(self.call("POST", f"/v3.0/oa/message/{name}", json=body))
        if result.code is not None and (result.code in _PATH_CLOSED or not result.known):
            self.open_paths.discard(name)
            log.error("zalo seems to have closed the %s path (code %s); it is turned off", name, result.code)
        # -240 means wrong words elsewhere; here it says the path is shut (platform.md 2.1)
        return replace(result, outcome=Outcome.UNSUPPORTED) if result.code in _PATH_CLOSED else result


def _as_send(result: CallResult, *, needs_id: bool = True) -> SendResult:
    """A success without a message id is as unclear as silence."""
    message_id = str(result.table.get("message_id") or result.table.get("msg_id") or "") or None
    outcome, retry, note = result.outcome, result.retry, result.note
    if outcome is Outcome.SENT and needs_id and message_id is None:
        outcome, retry, note = Outcome.UNKNOWN, Retry.IF_UNSEEN, "no message id in the answer"
    quota = result.table.get("quota")
    return SendResult(
        outcome, message_id, result.code, note, retry, quota if isinstance(quota, dict) else None, result.known
    )
