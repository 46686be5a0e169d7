"""A talk as an official reads it: who said what, and how it went out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.admin.inbox import texts as inbox_texts
from bot.admin.inbox.attachment_views import AttachmentView, view_attachments
from bot.admin.shared import texts as shared_texts
from bot.broadcasts.kinds import message_label
from bot.content import Content
from bot.helpdesk.service import TalkLine
from bot.messaging.history import AUTHOR_LABELS
from bot.turn import command_in

RESENDABLE = ("failed", "unknown", "expired")


@dataclass(frozen=True, slots=True)
class TalkBubble:
    """One line on the page. `label` stands for what was no text, `reason` says why it did not go out."""

    id: int
    at: int
    who: str
    name: str
    text: str
    label: str
    buttons: tuple[str, ...]
    state: str
    reason: str
    may_resend: bool
    may_double: bool
    attachments: tuple[AttachmentView, ...] = ()
    quote: str = ""
    """Whether a message sent again might arrive twice."""


def make_bubbles(content: Content, lines: Iterable[TalkLine]) -> list[TalkBubble]:
    """The lines in Vietnamese words."""
    return [_make_bubble(content, line) for line in lines]


def _make_bubble(content: Content, line: TalkLine) -> TalkBubble:
    if line.is_event:
        bubble = _bubble_of_person(line) if line.who == "person" else _bubble_of_zalo_page(line)
        return replace(bubble, attachments=tuple(view_attachments(line.attachments)), quote=line.quote)
    return _bubble_of_message(content, line)


def _bubble_of_person(line: TalkLine) -> TalkBubble:
    label = shared_texts.EVENT_LABELS.get(line.kind, "Sự kiện khác") if line.kind != "text" else ""
    text, command = line.text, command_in(line.text)
    if line.pressed:
        label = "Bấm nút"
    elif command:
        label, text = "Bấm nút", text.removesuffix(command).strip() or command
    state = shared_texts.HEARD.get(line.state, "")
    return TalkBubble(line.id, line.at, line.who, AUTHOR_LABELS["person"], text, label, (), state, "", False, False)


def _bubble_of_zalo_page(line: TalkLine) -> TalkBubble:
    """What an official wrote in Zalo's own page: who it was is not known here, and nothing can be sent again."""
    label = shared_texts.EVENT_LABELS.get(line.kind, "") if line.kind != "text" else ""
    return TalkBubble(line.id, line.at, line.who, inbox_texts.IN_ZALO, line.text, label, (), "", "", False, False)


def _bubble_of_message(content: Content, line: TalkLine) -> TalkBubble:
    stuck = line.state in shared_texts.STUCK_STATES
    reason = shared_texts.outcome(content, line.outcome, line.note or ("stale" if line.state == "expired" else None))
    return TalkBubble(
        id=line.id,
        at=line.at,
        who=line.who,
        name=line.official or AUTHOR_LABELS[line.who],
        text=line.text,
        label=message_label(line.kind),
        buttons=line.buttons,
        state=shared_texts.SENT.get(line.state, ""),
        reason=reason if stuck else "",
        may_resend=line.state in RESENDABLE,
        may_double=line.state == "unknown",
        attachments=tuple(view_attachments(line.attachments)),
    )
