"""The shape of each kind of file in content/; docs/noi-dung.md says the same to officials."""

from __future__ import annotations

from bot.content.procedure_details import BENEFIT, CASES, DEADLINE, FORMS, QUESTIONS
from bot.content.schema import (
    DAY,
    FLAG,
    NULLABLE_DAY,
    NULLABLE_TEXT,
    NUMBER,
    TEXT,
    Either,
    ListOf,
    MapOf,
    OneOf,
    RecordOf,
    ValueKind,
)

TEXTS = ListOf(TEXT, least=1)
SAYS = ListOf(TEXT, least=6)
OFFICES = ("ubnd_xa", "cong_an_xa", "quan_su_xa", "bao_hiem_xa_hoi", "khac")
FEE_KINDS = ("amount", "free", "province", "not_published")

_PAPER = RecordOf({"text": TEXT}, {"copies": TEXT, "note_only": FLAG})
_AMOUNT = RecordOf({"label": TEXT, "amount": NUMBER}, {"per": TEXT})
_VALIDITY = {"valid_from": NULLABLE_DAY, "valid_to": NULLABLE_DAY}
_BUTTON = RecordOf({"label": TEXT}, {"say": TEXT, "url": TEXT, "phone": TEXT})

_FEE = RecordOf(
    {"kind": OneOf(FEE_KINDS)}, {"text": TEXT, "amounts": ListOf(_AMOUNT), "source": TEXT, "after": TEXT, **_VALIDITY}
)
_TIMED_PARTS: dict[str, ValueKind] = {
    "who": TEXT,
    "papers": ListOf(RecordOf({"items": ListOf(_PAPER, least=1)}, {"case": NULLABLE_TEXT})),
    "deadline": DEADLINE,
    "benefit": BENEFIT,
    "form": FORMS,
    "steps": ListOf(TEXT, most=8),
    "time": RecordOf({"text": TEXT}),
    "where": TEXT,
    "online": RecordOf({"level": OneOf(("full", "part", "no", "unknown"))}, {"text": TEXT, "url": TEXT, "why": TEXT}),
    "post": RecordOf({"level": OneOf(("yes", "no", "result_only", "unknown"))}, {"text": TEXT, "must_come": FLAG}),
    "result": TEXT,
    "law": ListOf(TEXT),
}
"""The parts of a procedure that may change on a day that is known beforehand."""

CHANGES = ListOf(RecordOf({"from": DAY, "text": TEXT, "source": TEXT}, {"fee": _FEE, **_TIMED_PARTS}), most=6)

PROCEDURE = RecordOf(
    {
        "code": TEXT,
        "name": TEXT,
        "title": TEXT,
        "field": TEXT,
        "office": OneOf(OFFICES),
        "says": SAYS,
        "source": RecordOf({"name": TEXT}, {"url": TEXT, "why": TEXT}),
        "review_due": DAY,
        "fee": _FEE,
    },
    {
        "checked": NULLABLE_DAY,
        "former_codes": ListOf(TEXT),
        "variant_of": TEXT,
        "variant_words": TEXTS,
        "notes": ListOf(TEXT, most=6),
        "questions": QUESTIONS,
        "cases": CASES,
        "changes": CHANGES,
        **_TIMED_PARTS,
        "decision": TEXT,
        "partial": FLAG,
        "coastal": FLAG,
        "gaps": ListOf(TEXT),
        **_VALIDITY,
    },
)

GUIDE = RecordOf(
    {"id": TEXT, "intent": TEXT, "title": TEXT, "says": SAYS, "text": TEXT, "source": TEXT, "review_due": DAY},
    {
        "checked": NULLABLE_DAY,
        "buttons": ListOf(_BUTTON, most=5),
        "gaps": ListOf(TEXT),
        "partial": FLAG,
        "coastal": FLAG,
        "temporary": ListOf(RecordOf({"text": TEXT, "valid_to": DAY}, {"valid_from": NULLABLE_DAY}), most=4),
        **_VALIDITY,
    },
)

SENTENCES = MapOf(Either(TEXT, TEXTS))

DECLINE = RecordOf({**GUIDE.required, "office": TEXT}, dict(GUIDE.optional))

INTENT = RecordOf(
    {"intent": TEXT, "says": TEXTS},
    {
        "kind": OneOf(("chat", "emergency")),
        "not_when": ListOf(TEXT),
        "numbers": ListOf(TEXT),
        "title": TEXT,
        "sentences": SENTENCES,
    },
)

ARTICLE = RecordOf(
    {"title": TEXT, "summary": TEXT, "published": DAY},
    {
        "id": TEXT,
        "url": NULLABLE_TEXT,
        "image": NULLABLE_TEXT,
        "text": TEXT,
        "source": TEXT,
        "says": ListOf(TEXT),
        "sample": FLAG,
        "checked": DAY,
        "review_due": DAY,
    },
)

_OFFICE = RecordOf({"name": TEXT}, {"address": NULLABLE_TEXT, "phone": NULLABLE_TEXT, "map_url": NULLABLE_TEXT})
_SPAN = ListOf(TEXT, least=2, most=2)

WARD = RecordOf(
    {
        "name": TEXT,
        "assistant_name": TEXT,
        "called": TEXT,
        "province": TEXT,
        "old_province": NULLABLE_TEXT,
        "old_city": NULLABLE_TEXT,
        "merged_on": DAY,
        "merger_notice": TEXT,
        "merger_source": TEXT,
        "old_names": TEXTS,
        "ambiguous_names": ListOf(
            RecordOf({"name": TEXT, "question": TEXT, "choices": ListOf(_BUTTON, least=2, most=4)})
        ),
        "neighbours": ListOf(RecordOf({"name": TEXT, "old": TEXTS, "certain": FLAG})),
        "counter": _OFFICE,
        "police": _OFFICE,
        "military": _OFFICE,
        "hotline": NULLABLE_TEXT,
        "website": NULLABLE_TEXT,
        "data_protection_contact": NULLABLE_TEXT,
        "hours": RecordOf(
            {
                "confirmed": FLAG,
                "days": ListOf(NUMBER, least=1, most=7),
                "morning": _SPAN,
                "afternoon": _SPAN,
                "saturday_morning": FLAG,
            }
        ),
        "source": TEXT,
        "checked": DAY,
    },
    {
        "review_due": DAY,
        "coastal": FLAG,
        "land_office": TEXT,
        "post_office": NULLABLE_TEXT,
        "fee_account": NULLABLE_TEXT,
    },
)

HOLIDAYS = ListOf(RecordOf({"date": DAY, "name": TEXT, "kind": OneOf(("off", "makeup")), "certain": FLAG}))

MOST_ASKED = ListOf(TEXT, least=1)
"""Codes of procedures, most asked first."""

IMPORT_DECISIONS = MapOf(MapOf(TEXT))
"""By code and field what officials decided (bot.content.importing)."""

TEXT_BY_WORD = MapOf(TEXT)
TEXTS_BY_WORD = MapOf(Either(TEXT, TEXTS))
CLARIFY = ListOf(
    RecordOf(
        {
            "id": TEXT,
            "says": TEXTS,
            "question": TEXT,
            "choices": ListOf(RecordOf({"code": TEXT, "label": TEXT}), least=2, most=4),
        }
    )
)
LEXICON: dict[str, ValueKind] = {
    "teencode": TEXT_BY_WORD,
    "abbreviations": TEXTS_BY_WORD,
    "everyday": TEXT_BY_WORD,
    "sections": TEXTS_BY_WORD,
    "courtesy": TEXTS,
    "slots": TEXTS_BY_WORD,
    "told": TEXTS_BY_WORD,
    "acts": TEXTS_BY_WORD,
    "variants": TEXTS_BY_WORD,
    "clarify": CLARIFY,
    "plain-words": TEXT_BY_WORD,
}
"""Shapes of content/lexicon/NAME.yaml by NAME."""
