"""What a kind of broadcast is: its words, its limits, and what it does at each step from the form to the call to Zalo.

The attributes and methods here are those of a plain message that goes to people one by one; a kind overrides what differs.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.articles.publishing import ArticlePublishing
from bot.broadcasts import timing
from bot.broadcasts.message import Message
from bot.broadcasts.paths import OptionalPaths
from bot.broadcasts.rendering import Renderer
from bot.broadcasts.texts import refusal
from bot.clock import Clock
from bot.lib import personal_words
from bot.lib.numbers import format_number
from bot.reply import Button, Reply
from bot.settings import QuietHours, Settings
from bot.store import Store
from bot.zalo import limits
from bot.zalo.client import ZaloClient
from bot.zalo.messages import SendResult

TITLE = 150
"""Characters of a title, as of an article (docs/zalo/platform.md 11)."""


def count_characters(text: str) -> int:
    """Characters as Zalo counts them: in NFC."""
    return len(unicodedata.normalize("NFC", text))


@dataclass(frozen=True, slots=True)
class KindServices:
    """What kinds use of one installation."""

    store: Store
    settings: Settings
    clock: Clock
    zalo: ZaloClient
    renderer: Renderer
    publishing: ArticlePublishing
    paths: OptionalPaths
    send_reply: Callable[[str, Reply], SendResult]
    """Hands a reply to Zalo in a shape that it takes (bot.zalo.shapes)."""


@dataclass(frozen=True, slots=True)
class MessageRecipient:
    """Whom one message is for. `delivery_id` is 0 in a preview; `name` fills {tên}."""

    broadcast_id: int
    name: str | None
    delivery_id: int = 0


@dataclass(frozen=True, slots=True)
class PhonePreview:
    """What a phone shows of a broadcast. `picture` is an address."""

    title: str
    text: str
    buttons: tuple[Button, ...] = ()
    picture: str | None = None


@dataclass(frozen=True, slots=True)
class FieldLength:
    """Characters as Zalo counts them and the most it takes; `has_names`: every name counts with its greatest length."""

    size: int
    most: int
    has_names: bool = False


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a broadcast cannot leave now: it waits `wait_ms`, or is paused until an official decides (None).

    `reason` is a key of HOLDS or of PAUSES in bot.broadcasts.texts.
    """

    reason: str
    wait_ms: int | None = None


@dataclass(frozen=True, slots=True)
class KindSentences:
    """Sentences of one kind, added to the tables of the same names in bot.broadcasts.texts when it is registered."""

    refusals: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    warnings: Mapping[str, str] = field(default_factory=dict)
    allowances: Mapping[str, str] = field(default_factory=dict)
    holds: Mapping[str, str] = field(default_factory=dict)
    pauses: Mapping[str, str] = field(default_factory=dict)
    path_states: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """(state in words, what to do) in the go-live list, for a path that is "off", "on" or "closed"."""


class BroadcastKind:
    """One kind of broadcast. Stateless; methods that need an installation are handed its KindServices."""

    # Words
    name: str
    """As the database, the commands and the forms call it."""
    title: str
    """As lists of the command line and forecasts call it."""
    label: str
    """As the admin pages call it."""
    hint: str = ""
    """What the form says below the label."""
    report_label: str = ""
    """As reports call it."""
    message_label: str = ""
    """What a person's conversation says above such a message; empty for an ordinary one."""
    preview_note: str = "Ví dụ với người nhận tên Nguyễn Thị Hoa."
    """What stands below the picture of a phone."""
    confirmation: str = ""
    """What the approver has to confirm, as a refusal without the tick; empty when nothing."""
    sentences: KindSentences = KindSentences()

    # Choosing
    is_choosable: bool = True
    """False for a form of delivery of another kind (see `for_message`)."""
    is_proposable: bool = False
    """Whether the program may propose it: it needs nothing more than words."""
    form_fields: str = ""
    """A template with form fields of its own; empty when it has none."""

    # Content
    has_text: bool = True
    has_buttons: bool = True
    sends_article: bool = False
    has_template: bool = False
    can_be_tested: bool = True

    # Rules of Zalo (docs/zalo/platform.md 3, 5, 12, 13)
    path: str = ""
    """The path of the Zalo client that a setting opens and Zalo may close; empty for one that is always open."""
    obeys_night: bool = True
    """Whether Zalo refuses it at night or delivers it silently."""
    is_urgent: bool = False
    """Whether it leaves in quiet hours too, and stands on the public page."""
    has_weekly_cap: bool = True
    """Whether the ward's own number of broadcasts a week holds for it."""
    is_spread_by_zalo: bool = False
    """One call reaches all followers: there is one delivery, and nobody can be left out."""
    needs_window: bool = False
    """Only people who wrote within the last seven days can get it."""
    needs_phone: bool = False
    """Only people who agreed to be reached by their telephone number can get it."""
    daily_cap: int = 0
    """The most of this kind that one person may get a day; 0 for no limit."""
    has_monthly_cap: bool = False
    """Zalo limits how many of this kind one person gets a month."""
    has_paid_quota: bool = False
    """Zalo can be asked how many paid ones are left (`quota_left`)."""
    has_period_quota: bool = False
    """The OA has a number of these for a period, which Zalo says is used up by refusing."""
    is_counted_monthly: bool = False
    """The period of that number is a month; else a day, unless Zalo says so."""

    def for_message(self, message: Message) -> BroadcastKind:
        """The form of delivery this message takes."""
        return self

    def fits(self, message: Message) -> bool:
        """Whether the program may propose this kind for these words and this audience."""
        return self.is_proposable

    def monthly_cap(self, settings: Settings) -> int:
        """The most of this kind that one person may get a month; 0 when it is not known."""
        return 0

    def is_turned_on(self, settings: Settings) -> bool:
        """Whether a setting opens its path."""
        return True

    def price(self, settings: Settings) -> int:
        """What one paid message costs in đồng; 0 when it was not entered."""
        return 0

    def count_paid(self, counts: Mapping[str, int]) -> int:
        """How many of these people (by "free" and "paid") may cost money."""
        return counts.get("paid", 0) + counts.get("free", 0)

    def quota_left(self, services: KindServices) -> int | None:
        """How many paid messages Zalo says are left; None when it does not say."""
        return None

    def held_until(self, now: datetime, quiet: QuietHours) -> tuple[datetime, str] | None:
        """(until when, the reason) nothing of this kind may leave at `now` (aware, local); None when it may."""
        return timing.held_until(now, quiet, obeys_night=self.obeys_night)

    def spread(self, now: datetime, minutes: int) -> tuple[int, int]:
        """Over how many seconds a start after the night is spread (see timing.spread)."""
        return timing.spread_after_night(now, minutes) if self.obeys_night else timing.AT_ONCE

    # Checks
    def check(self, message: Message, services: KindServices) -> Iterator[str]:
        """Every reason of this kind why the message cannot be submitted."""
        if message.by_phone:
            yield refusal("phone_needs_template")

    def check_audience(self, message: Message) -> Iterator[str]:
        """Why it cannot go to the people chosen."""
        yield from ()

    def check_test(self) -> Iterator[str]:
        """Why it cannot be sent to officials as a test."""
        yield from ()

    def check_form(self, message: Message) -> Iterator[str]:
        """Every reason why the form is not even kept as a draft."""
        yield from ()

    def path_problems(self, services: KindServices) -> Iterator[str]:
        """Why nothing of this kind can leave before an official acts: Zalo or a setting closed its path."""
        yield from ()

    def title_length(self, message: Message) -> FieldLength:
        """How long the title is."""
        return FieldLength(count_characters(message.title), TITLE)

    def text_length(self, message: Message) -> FieldLength:
        """How long the text is."""
        return FieldLength(personal_words.longest(message.text), limits.TEXT, has_names=True)

    # Forecast
    def warnings(self, message: Message, starts: datetime, services: KindServices) -> Iterator[str]:
        """What an official should know before it goes out, of this kind alone."""
        yield from ()

    def allowance(self, starts: datetime, services: KindServices) -> str:
        """What is known of the package's number for the month of `starts`."""
        return ""

    def describe_sending(self, reach: int, total: int, when: str) -> str:
        """What approving leads to. `when` goes on the sentence: "lúc 8:00 thứ Hai, 30/11"."""
        return f"Gửi cho {format_number(reach)} người {when}"

    # Rendering
    def preview(self, message: Message, recipient: MessageRecipient, services: KindServices) -> PhonePreview:
        """What a phone shows."""
        reply = services.renderer.reply(message, recipient.broadcast_id, recipient.name)
        title = reply.cards[0].title if reply.cards else ""
        return PhonePreview(title, reply.text, reply.buttons, message.picture)

    def payload(self, message: Message, recipient: MessageRecipient, services: KindServices) -> dict[str, Any]:
        """The JSON the outbox keeps for one person; `send` gets it back."""
        return services.renderer.reply(message, recipient.broadcast_id, recipient.name).as_dict()

    # Sending
    def find_obstacle(self, message: Message, approver_id: int | None, services: KindServices) -> Obstacle | None:
        """Why the approved message cannot leave yet; asks for what is missing."""
        return None

    def send(self, person_id: str, content: dict[str, Any], services: KindServices) -> SendResult:
        """Make the call to Zalo for what `payload` gave. Raises Refused before anything is sent."""
        raise NotImplementedError
