"""What residents ask beyond the dossier: by when, how much they receive, may I and must I, special cases, the form."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from bot.content.field_names import name_field
from bot.content.files import Where, YamlMapping
from bot.content.schema import FLAG, NULLABLE_DAY, NUMBER, TEXT, ListOf, RecordOf
from bot.content.validity import ALWAYS, Validity, build_validity

MAX_ANSWER = 200
"""Characters of the answer to one question: one glance on a phone."""

FORM_FILE = re.compile(r"[a-z0-9][a-z0-9-]{0,79}\.(?:docx|pdf)")
"""Names of files below content/forms: safe in an address and on every disk."""

DEADLINE = RecordOf({"text": TEXT}, {"late": TEXT, "source": TEXT})
_BENEFIT_AMOUNT = RecordOf(
    {"label": TEXT},
    {"amount": NUMBER, "per": TEXT, "who": TEXT, "law": TEXT, "valid_from": NULLABLE_DAY, "valid_to": NULLABLE_DAY},
)
BENEFIT = RecordOf({}, {"text": TEXT, "amounts": ListOf(_BENEFIT_AMOUNT, least=1), "source": TEXT})
QUESTIONS = ListOf(
    RecordOf(
        {"asks": ListOf(TEXT, least=1, most=8), "answer": TEXT},
        {"source": TEXT, "valid_to": NULLABLE_DAY, "after": TEXT},
    ),
    most=20,
)
CASES = ListOf(RecordOf({"when": TEXT, "text": TEXT}), most=12)
FORMS = ListOf(RecordOf({"name": TEXT}, {"number": TEXT, "decree": TEXT, "file": TEXT, "url": TEXT, "confirmed": FLAG}))

Complain = Callable[[Where, str], None]


@dataclass(frozen=True, slots=True)
class FilingDeadline:
    """By when the resident must act; `late` says what happens after it."""

    text: str
    late: str = ""
    source: str | None = None


@dataclass(frozen=True, slots=True)
class BenefitAmount:
    """An amount in đồng that residents receive; `amount` is None where only the words are certain."""

    label: str
    amount: int | None = None
    per: str | None = None
    who: str = ""
    law: str | None = None
    validity: Validity = ALWAYS


@dataclass(frozen=True, slots=True)
class Benefit:
    """What the resident receives; never what it costs."""

    text: str = ""
    amounts: tuple[BenefitAmount, ...] = ()
    source: str | None = None

    def amounts_on(self, day: date) -> tuple[BenefitAmount, ...]:
        """The amounts that are valid on `day`."""
        return tuple(row for row in self.amounts if row.validity.holds_on(day))


@dataclass(frozen=True, slots=True)
class CommonQuestion:
    """A question people ask in several ways (`asks`); the first sentence of the answer is yes, no or the condition.

    `after` is the answer that applies after `validity`; without one the question has no answer then.
    """

    asks: tuple[str, ...]
    answer: str
    source: str | None = None
    validity: Validity = ALWAYS
    after: str = ""


@dataclass(frozen=True, slots=True)
class SpecialCase:
    """What else is needed in a rare case; `when` names the case."""

    when: str
    text: str


@dataclass(frozen=True, slots=True)
class Form:
    """A form to fill in: its number and decree, its file below content/forms, or its address elsewhere.

    `confirmed`: an official compared the file with the form in use at the counter.
    """

    name: str
    url: str | None = None
    number: str | None = None
    decree: str | None = None
    file: str | None = None
    confirmed: bool = False


def build_deadline(data: YamlMapping | None) -> FilingDeadline | None:
    """Build a deadline; None when the file has none."""
    return FilingDeadline(data["text"].strip(), data.get("late", "").strip(), data.get("source")) if data else None


def build_benefit(data: YamlMapping | None) -> Benefit | None:
    """Build a benefit; None when the file has none."""
    if not data:
        return None
    amounts = tuple(map(_build_benefit_amount, data.get("amounts", ())))
    return Benefit(data.get("text", "").strip(), amounts, data.get("source"))


def _build_benefit_amount(row: YamlMapping) -> BenefitAmount:
    plain = {name: row.get(name) for name in ("amount", "per", "law")}
    return BenefitAmount(label=row["label"], who=row.get("who", "").strip(), validity=build_validity(row), **plain)


def build_questions(rows: list[YamlMapping]) -> tuple[CommonQuestion, ...]:
    """Build the questions of a procedure."""
    return tuple(
        CommonQuestion(
            asks=tuple(row["asks"]),
            answer=row["answer"].strip(),
            source=row.get("source"),
            validity=build_validity(row),
            after=row.get("after", "").strip(),
        )
        for row in rows
    )


def questions_on(questions: tuple[CommonQuestion, ...], day: date) -> tuple[CommonQuestion, ...]:
    """The questions as they are answered on `day`; the same object when no answer has ended."""
    if all(question.validity.holds_on(day) for question in questions):
        return questions
    rows = (row if row.validity.holds_on(day) else replace(row, answer=row.after) for row in questions)
    return tuple(row for row in rows if row.answer)


def build_cases(rows: list[YamlMapping]) -> tuple[SpecialCase, ...]:
    """Build the special cases of a procedure."""
    return tuple(SpecialCase(row["when"], row["text"].strip()) for row in rows)


def build_forms(rows: list[YamlMapping]) -> tuple[Form, ...]:
    """Build the forms of a procedure."""
    return tuple(Form(**row) for row in rows)


def check_details(data: YamlMapping, complain: Complain) -> None:
    """Check lengths, amounts with their law, days in order and the names of files."""
    for position, row in enumerate(data.get("questions", ())):
        for name in ("answer", "after"):
            length = len(row.get(name, "").strip())
            if length > MAX_ANSWER:
                where: Where = ("questions", position, name)
                complain(where, f"câu trả lời này dài {length} ký tự; chỉ nên tới {MAX_ANSWER}")
        if row.get("after") and not row.get("valid_to"):
            complain(("questions", position, "after"), f"có {name_field('after')} thì phải có {name_field('valid_to')}")
    for position, row in enumerate(data.get("form", ())):
        if not FORM_FILE.fullmatch(row.get("file", "a.pdf")):
            complain(("form", position, "file"), f"{name_field('form', 'file')} viết dạng to-khai-khai-sinh.docx")
    benefit = data.get("benefit")
    if benefit is not None:
        _check_benefit(benefit, complain)
    for position, row in enumerate(data.get("changes", ())):
        _check_change(row, ("changes", position), complain)


def _check_change(row: YamlMapping, where: Where, complain: Complain) -> None:
    """A change must change something, and its fee follows the rule of fees: an amount has its source."""
    fee = row.get("fee", {})
    if row.keys() <= {"from", "text", "source"}:
        complain(where, "điều sẽ đổi phải ghi phần nào đổi: lệ phí, nơi nộp, thời gian…")
    if (fee.get("kind") == "amount") != bool(fee.get("amounts")):
        complain((*where, "fee"), "lệ phí là số tiền («amount») thì có số tiền, loại khác thì không")
    if fee.get("amounts") and not fee.get("source"):
        complain((*where, "fee"), f"có số tiền thì phải có {name_field('fee', 'source')}")


def _check_benefit(benefit: YamlMapping, complain: Complain) -> None:
    if not benefit.get("text") and not benefit.get("amounts"):
        complain(("benefit",), f"cần {name_field('text')} hoặc {name_field('amounts')}")
    for position, row in enumerate(benefit.get("amounts", ())):
        where: Where = ("benefit", "amounts", position)
        if row.get("amount", 1) <= 0:
            complain(where, "số tiền phải lớn hơn 0")
        if "amount" in row and not (row.get("law") or benefit.get("source")):
            complain(where, f"có số tiền thì phải có {name_field(*where, 'law')}")
        start, end = row.get("valid_from"), row.get("valid_to")
        if start and end and end < start:
            complain((*where, "valid_to"), f"{name_field('valid_to')} phải sau {name_field('valid_from')}")
