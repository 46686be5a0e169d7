"""The frozen objects that the content of content/ consists of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from typing import Any

from bot.content.procedure_details import Benefit, CommonQuestion, FilingDeadline, Form, SpecialCase, questions_on
from bot.content.validity import ALWAYS, DatedText, Validity
from bot.reply import Button

NOTICE = timedelta(days=60)
"""How long before a change residents who ask about it are told."""


LAND_OFFICE = "Chi nhánh Văn phòng đăng ký đất đai"
"""What the office for land titles is called where ward.yaml does not name it."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper to bring, or with `note_only` a remark in the list of papers."""

    text: str
    copies: str | None = None
    note_only: bool = False


@dataclass(frozen=True, slots=True)
class PaperGroup:
    """The papers for one case; `case` is None when there is only one case."""

    case: str | None
    items: tuple[Paper, ...]


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in đồng: what it is for (`label`), and per which unit."""

    label: str
    amount: int
    per: str | None = None


@dataclass(frozen=True, slots=True)
class Fee:
    """What a procedure costs. `kind` is amount, free, province (set by the province) or not_published.

    `after` is the text that applies after `validity`.
    """

    kind: str
    text: str = ""
    amounts: tuple[Amount, ...] = ()
    source: str | None = None
    validity: Validity = ALWAYS
    after: str = ""

    def amounts_on(self, day: date) -> tuple[Amount, ...]:
        """The amounts that are valid on `day`; empty outside their validity."""
        return self.amounts if self.validity.holds_on(day) else ()


@dataclass(frozen=True, slots=True)
class Channel:
    """A way of filing: `level` is full/part/no/unknown online, yes/no/result_only/unknown by post.

    `must_come`: the papers may be posted, but the person has to come for the result, to sign.
    """

    level: str = "unknown"
    text: str = ""
    url: str | None = None
    must_come: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """The source of an entry and the days of its last and next review; `file` is its path below content/.

    `checked` is the day on which the entry was compared with its source; None when that never happened.
    """

    source: str
    url: str | None
    checked: date | None
    review_due: date
    file: str

    def is_overdue(self, today: date) -> bool:
        """Whether its review was due before `today`."""
        return self.review_due < today


@dataclass(frozen=True, slots=True)
class Change:
    """New values of some parts of a procedure from the day `start` on; `text` tells residents before that day."""

    start: date
    text: str
    parts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Procedure:
    """One administrative procedure. Empty parts are unknown; answers say so."""

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
    deadline: FilingDeadline | None = None
    benefit: Benefit | None = None
    questions: tuple[CommonQuestion, ...] = ()
    cases: tuple[SpecialCase, ...] = ()
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
    changes: tuple[Change, ...] = ()

    def on(self, day: date) -> Procedure:
        """The procedure as it is on `day`: with the parts of every change that has begun, and answers that hold."""
        begun = [change for change in self.changes if change.start <= day]
        questions = questions_on(self.questions, day)
        if not begun and questions is self.questions:
            return self
        parts: dict[str, Any] = {name: value for change in begun for name, value in change.parts.items()}
        return replace(self, **parts, questions=questions, changes=self.changes[len(begun) :])

    def coming_changes(self, day: date, part: str = "") -> tuple[str, ...]:
        """What residents who ask about `part` (all parts when empty) must know of the 60 days after `day`."""
        changes = [change for change in self.changes if not part or part in change.parts]
        texts = [change.text for change in changes if day < change.start <= day + NOTICE]
        end = self.fee.validity.end if part in ("", "fee") else None
        if end and day <= end < day + NOTICE and self.fee.after:
            texts.append(self.fee.after)
        return tuple(texts)


@dataclass(frozen=True, slots=True)
class Guide:
    """A general answer (`kind` guide), or one that names another office (`kind` decline, `office`)."""

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
    temporary: tuple[DatedText, ...] = ()


@dataclass(frozen=True, slots=True)
class ChatIntent:
    """Phrases of a greeting, thanks, an emergency and so on; an emergency has the numbers to call."""

    intent: str
    says: tuple[str, ...]
    kind: str = "chat"
    title: str = ""
    not_when: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClarificationChoice:
    """One answer to a question asked back: a procedure and a short label."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Clarification:
    """A question asked back when a phrase can mean several procedures."""

    id: str
    says: tuple[str, ...]
    question: str
    choices: tuple[ClarificationChoice, ...]


@dataclass(frozen=True, slots=True)
class SampleArticle:
    """A sample article, shown until the ward sets its feed."""

    title: str
    summary: str
    published: date
    url: str | None = None
    image: str | None = None


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day off, or with `working` a make-up day; not `certain` while the date is only proposed."""

    day: date
    name: str
    working: bool
    certain: bool


@dataclass(frozen=True, slots=True)
class Office:
    """An office residents can visit; None is what officials have not filled in."""

    name: str
    address: str | None = None
    phone: str | None = None
    map_url: str | None = None


@dataclass(frozen=True, slots=True)
class AmbiguousName:
    """A place name with two meanings, and the question to ask back."""

    name: str
    question: str
    choices: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another ward and the old names merged into it; not `certain` until an official confirms it."""

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
    """The facts about this ward, from ward.yaml; `old_province` and `old_city` are empty where nothing changed."""

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
    land_office: str = LAND_OFFICE
    post_office: str | None = None
    fee_account: str | None = None
    is_coastal: bool = True
