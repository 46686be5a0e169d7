"""What content/ says, as frozen objects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from bot.reply import Button


@dataclass(frozen=True, slots=True)
class Validity:
    """From which day to which day (both included) something holds; None is open."""

    start: date | None = None
    end: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether `day` lies inside."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


ALWAYS = Validity()


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper to bring; a `note_only` one is a remark among them."""

    text: str
    copies: str | None = None
    note_only: bool = False


@dataclass(frozen=True, slots=True)
class PaperGroup:
    """Papers for one case; `case` is None when there is only one."""

    case: str | None
    items: tuple[Paper, ...]


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum in đồng, for what, and per what."""

    label: str
    amount: int
    per: str | None = None


@dataclass(frozen=True, slots=True)
class Fee:
    """What a procedure costs. `kind` is amount, free, province (set by the province) or not_published.

    `after` says what holds once `validity` is over.
    """

    kind: str
    text: str = ""
    amounts: tuple[Amount, ...] = ()
    source: str | None = None
    validity: Validity = ALWAYS
    after: str = ""

    def amounts_on(self, day: date) -> tuple[Amount, ...]:
        """The sums that hold on `day`; none when their time is not yet come or over."""
        return self.amounts if self.validity.holds_on(day) else ()


@dataclass(frozen=True, slots=True)
class Channel:
    """A way of filing: `level` is full/part/no/unknown online, yes/no/result_only/unknown by post."""

    level: str = "unknown"
    text: str = ""
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A form to fill in."""

    name: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an entry's facts come from and when they were last compared; `file` is its path below content/."""

    source: str
    url: str | None
    checked: date
    review_due: date
    file: str


@dataclass(frozen=True, slots=True)
class Procedure:
    """One administrative procedure. Empty parts are not known and are said so."""

    code: str
    name: str
    title: str
    field_name: str
    office: str
    says: tuple[str, ...]
    origin: Origin
    fee: Fee
    former_codes: tuple[str, ...] = ()
    variant_of: str | None = None
    variant_words: tuple[str, ...] = ()
    who: str = ""
    papers: tuple[PaperGroup, ...] = ()
    notes: tuple[str, ...] = ()
    form: tuple[Form, ...] = ()
    steps: tuple[str, ...] = ()
    time: str = ""
    where: str = ""
    online: Channel = Channel()
    post: Channel = Channel()
    result: str = ""
    law: tuple[str, ...] = ()
    decision: str = ""
    partial: bool = False
    gaps: tuple[str, ...] = ()
    validity: Validity = ALWAYS


@dataclass(frozen=True, slots=True)
class Entry:
    """A general answer (guide), or a kind "this is done elsewhere" (decline; `office` names where)."""

    id: str
    kind: str
    intent: str
    title: str
    says: tuple[str, ...]
    text: str
    origin: Origin
    buttons: tuple[Button, ...] = ()
    office: str = ""
    partial: bool = False
    gaps: tuple[str, ...] = ()
    validity: Validity = ALWAYS


@dataclass(frozen=True, slots=True)
class ChatIntent:
    """Words of a greeting, thanks, an emergency …; an emergency has the numbers to call."""

    intent: str
    says: tuple[str, ...]
    kind: str = "chat"
    title: str = ""
    not_when: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a question asked back: a procedure and a short label."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Clarification:
    """A question asked back when a phrase can mean several procedures."""

    id: str
    says: tuple[str, ...]
    question: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """A sample article, shown until the ward's feed is set."""

    title: str
    summary: str
    published: date
    url: str | None = None
    image: str | None = None


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day off, or a Saturday or Sunday worked instead; not `certain` while the date is a proposal."""

    day: date
    name: str
    working: bool
    certain: bool


@dataclass(frozen=True, slots=True)
class Office:
    """A place a resident can go to. What an official has not filled in is None."""

    name: str
    address: str | None = None
    phone: str | None = None
    map_url: str | None = None


@dataclass(frozen=True, slots=True)
class AmbiguousName:
    """A place name that means two things, and the question to ask back."""

    name: str
    question: str
    choices: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another ward and the old names that went into it; not `certain` until an official confirms."""

    name: str
    old: tuple[str, ...]
    certain: bool


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """The counter's hours; `days` are ISO weekdays (1 is Monday)."""

    confirmed: bool
    days: tuple[int, ...]
    morning: tuple[time, time]
    afternoon: tuple[time, time]
    saturday_morning: bool


@dataclass(frozen=True, slots=True)
class Ward:
    """Who this ward is, from content/ward.yaml."""

    name: str
    assistant_name: str
    called: str
    province: str
    old_province: str
    old_city: str
    merged_on: date
    merger_notice: str
    merger_source: str
    old_names: tuple[str, ...]
    ambiguous_names: tuple[AmbiguousName, ...]
    neighbours: tuple[Neighbour, ...]
    counter: Office
    police: Office
    military: Office
    hotline: str | None
    website: str | None
    data_protection_contact: str | None
    hours: WorkingHours
    source: str
    checked: date
