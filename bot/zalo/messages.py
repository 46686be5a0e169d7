"""Sending: consultation, promotion, templates, broadcasts of articles. Each ends as a SendResult."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.reply import Button, Reply
from bot.zalo import bodies
from bot.zalo.calls import CallResult, Calls
from bot.zalo.errors import Host, Outcome, Retry
from bot.zalo.fields import JsonObject
from bot.zalo.outgoing import Body, Query, consultation_body, plain_text
from bot.zalo.shapes import REFUSED_SHAPE, Family, MessageShape, ShapeChooser

log = logging.getLogger(__name__)

CONSULTATION = "/v3.0/oa/message/cs"
TEMPLATE = "/v3.0/oa/message/template"
TEMPLATE_BY_PHONE = "/message/template"
PROMOTION = "promotion"
OTHER_MESSAGES = "/v2.0/oa/message"
_PATH_CLOSED = frozenset({"-233", "-240"})


@dataclass(frozen=True, slots=True)
class SendResult:
    """How one send ended. SENT means taken by Zalo, not yet delivered; UNKNOWN may have been delivered: do not repeat.

    `quota` is what Zalo said about the quota, as received; `is_known` is False for a code that is in no list. `plain_text`
    is what went out when buttons or cards were written as text: the echo and Zalo's record have these words.
    """

    outcome: Outcome
    message_id: str | None = None
    code: str | None = None
    note: str = ""
    retry: Retry = Retry.NO
    quota: JsonObject | None = None
    is_known: bool = True
    plain_text: str | None = None


class Messages(Calls):
    """The calls that reach a person."""

    def send_consultation(
        self,
        person_id: str,
        message: Reply | Body,
        *,
        shape: MessageShape = MessageShape.MESSAGE,
        query: Query = "show",
    ) -> SendResult:
        """Send a reply, or a body made by bot.zalo.bodies. Raises Refused/TooLong before anything is sent."""
        if isinstance(message, Reply):
            message = consultation_body(person_id, message, shape=shape, query=query)
        return _as_send(self.call("POST", CONSULTATION, json=message))

    def send_reply(
        self, person_id: str, reply: Reply, shapes: ShapeChooser, *, query: Query = "show", afresh: bool = False
    ) -> tuple[SendResult, MessageShape]:
        """Send a reply in the first shape that Zalo takes: (how it ended, in which shape). Raises as above.

        `afresh` begins with the first choice again, whatever was refused before.
        """
        family = Family.CARDS if reply.cards else Family.BUTTONS
        if reply.asks_contact or not (reply.cards or reply.buttons):
            return self.send_consultation(person_id, reply), MessageShape.PLAIN
        result, shape = shapes.send(
            family,
            lambda shape: self.send_consultation(person_id, reply, shape=shape, query=query),
            content=_impersonal_content(reply),
            afresh=afresh,
        )
        return replace(result, plain_text=plain_text(reply) if shape is MessageShape.PLAIN else None), shape

    def send_promotion(
        self, person_id: str, title: str, paragraphs: Sequence[str], *, buttons: tuple[Button, ...] = ()
    ) -> SendResult:
        """To a follower, never at night (limits.is_night). Off unless an administrator turned the path on.

        When Zalo refuses it for certain, the buttons may be why: it follows at once with the buttons as lines of text.
        """
        result = self._send_on_promotion_path(bodies.promotion(person_id, title, paragraphs, buttons=buttons))
        if not buttons or result.code not in REFUSED_SHAPE - _PATH_CLOSED:
            return result
        lines = plain_text(Reply(buttons=buttons))
        return self._send_on_promotion_path(bodies.promotion(person_id, title, [*paragraphs, lines]))

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

    def _send_on_promotion_path(self, body: Body) -> SendResult:
        if PROMOTION not in self.open_paths:
            return SendResult(Outcome.UNSUPPORTED, note="the promotion path is turned off")
        result = _as_send(self.call("POST", f"/v3.0/oa/message/{PROMOTION}", json=body))
        if result.code is not None and (result.code in _PATH_CLOSED or not result.is_known):
            self.open_paths.discard(PROMOTION)
            log.error("zalo seems to have closed the promotion path (code %s); it is turned off", result.code)
        # -240 means wrong words elsewhere; here it says the path is shut (docs/zalo/platform.md 2.1)
        return replace(result, outcome=Outcome.UNSUPPORTED) if result.code in _PATH_CLOSED else result


def _impersonal_content(reply: Reply) -> tuple[object, ...]:
    """The cards and buttons without words that may hold a person's name: the same for everybody a broadcast reaches."""
    cards = tuple(replace(card, title="", subtitle="") for card in reply.cards)
    return cards, tuple(replace(button, words=None) for button in reply.buttons)


def _as_send(result: CallResult) -> SendResult:
    """A success without a message id is as unclear as silence."""
    message_id = str(result.table.get("message_id") or result.table.get("msg_id") or "") or None
    outcome, retry, note = result.outcome, result.retry, result.note
    if outcome is Outcome.SENT and message_id is None:
        outcome, retry, note = Outcome.UNKNOWN, Retry.IF_UNSEEN, "no message id in the answer"
    quota = result.table.get("quota")
    return SendResult(
        outcome, message_id, result.code, note, retry, quota if isinstance(quota, dict) else None, result.is_known
    )
