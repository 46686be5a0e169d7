"""The shape of each kind of file in content/; docs/noi-dung.md says the same to officials."""

from __future__ import annotations

from bot.content.shapes import (
    DAY,
    FLAG,
    NULLABLE_DAY,
    NULLABLE_TEXT,
    NUMBER,
    TEXT,
    Either,
    Kind,
    ListOf,
    MapOf,
    OneOf,
    Shape,
)

TEXTS = ListOf(TEXT, least=1)
SAYS = ListOf(TEXT, least=6)
OFFICES = ("ubnd_xa", "cong_an_xa", "quan_su_xa", "bao_hiem_xa_hoi", "khac")
FEE_KINDS = ("amount", "free", "province", "not_published")

_PAPER = Shape({"text": TEXT}, {"copies": TEXT, "note_only": FLAG})
_AMOUNT = Shape({"label": TEXT, "amount": NUMBER}, {"per": TEXT})
_VALIDITY = {"valid_from": NULLABLE_DAY, "valid_to": NULLABLE_DAY}
_BUTTON = Shape({"label": TEXT}, {"say": TEXT, "url": TEXT, "phone": TEXT})

PROCEDURE = Shape(
    {
        "code": TEXT,
        "name": TEXT,
        "title": TEXT,
        "field": TEXT,
        "office": OneOf(OFFICES),
        "says": SAYS,
        "source": Shape({"name": TEXT}, {"url": TEXT}),
        "checked": DAY,
        "review_due": DAY,
        "fee": Shape(
            {"kind": OneOf(FEE_KINDS)},
            {"text": TEXT, "amounts": ListOf(_AMOUNT), "source": TEXT, "after": TEXT, **_VALIDITY},
        ),
    },
    {
        "former_codes": ListOf(TEXT),
        "variant_of": TEXT,
        "variant_words": TEXTS,
        "who": TEXT,
        "papers": ListOf(Shape({"items": ListOf(_PAPER, least=1)}, {"case": NULLABLE_TEXT})),
        "notes": ListOf(TEXT, most=6),
        "form": ListOf(Shape({"name": TEXT}, {"url": TEXT})),
        "steps": ListOf(TEXT, most=8),
        "time": Shape({"text": TEXT}),
        "where": TEXT,
        "online": Shape({"level": OneOf(("full", "part", "no", "unknown"))}, {"text": TEXT, "url": TEXT}),
        "post": Shape({"level": OneOf(("yes", "no", "result_only", "unknown"))}, {"text": TEXT}),
        "result": TEXT,
        "law": ListOf(TEXT),
        "decision": TEXT,
        "partial": FLAG,
        "gaps": ListOf(TEXT),
        **_VALIDITY,
    },
)

GUIDE = Shape(
    {"id": TEXT, "intent": TEXT, "title": TEXT, "says": SAYS, "text": TEXT, "source": TEXT, "checked": DAY,
     "review_due": DAY},
    {"buttons": ListOf(_BUTTON, most=5), "gaps": ListOf(TEXT), "partial": FLAG, **_VALIDITY},
)  # fmt: skip

DECLINE = Shape(
    {**GUIDE.required, "office": TEXT},
    dict(GUIDE.optional),
)

INTENT = Shape(
    {"intent": TEXT, "says": TEXTS},
    {"kind": OneOf(("chat", "emergency")), "not_when": ListOf(TEXT), "numbers": ListOf(TEXT), "title": TEXT},
)

ARTICLE = Shape(
    {"title": TEXT, "summary": TEXT, "published": DAY},
    {"id": TEXT, "url": NULLABLE_TEXT, "image": NULLABLE_TEXT, "text": TEXT,
     "source": TEXT, "says": ListOf(TEXT), "sample": FLAG, "checked": DAY, "review_due": DAY},
)  # fmt: skip

_OFFICE = Shape({"name": TEXT}, {"address": NULLABLE_TEXT, "phone": NULLABLE_TEXT, "map_url": NULLABLE_TEXT})
_SPAN = ListOf(TEXT, least=2, most=2)

WARD = Shape(
    {
        "name": TEXT,
        "assistant_name": TEXT,
        "called": TEXT,
        "province": TEXT,
        "old_province": TEXT,
        "old_city": TEXT,
        "merged_on": DAY,
        "merger_notice": TEXT,
        "merger_source": TEXT,
        "old_names": TEXTS,
        "ambiguous_names": ListOf(Shape({"name": TEXT, "question": TEXT, "choices": ListOf(_BUTTON, least=2, most=4)})),
        "neighbours": ListOf(Shape({"name": TEXT, "old": TEXTS, "certain": FLAG})),
        "counter": _OFFICE,
        "police": _OFFICE,
        "military": _OFFICE,
        "hotline": NULLABLE_TEXT,
        "website": NULLABLE_TEXT,
        "data_protection_contact": NULLABLE_TEXT,
        "hours": Shape(
            {"confirmed": FLAG, "days": ListOf(NUMBER, least=1, most=7), "morning": _SPAN, "afternoon": _SPAN,
             "saturday_morning": FLAG}
        ),
        "source": TEXT,
        "checked": DAY,
    },
    {"review_due": DAY},
)  # fmt: skip

HOLIDAYS = ListOf(Shape({"date": DAY, "name": TEXT, "kind": OneOf(("off", "makeup")), "certain": FLAG}))

IMPORT_DECISIONS = MapOf(MapOf(TEXT))
"""By code and field what officials decided (bot.content.importing)."""

SENTENCES = MapOf(Either(TEXT, TEXTS))

TEXT_BY_WORD = MapOf(TEXT)
TEXTS_BY_WORD = MapOf(Either(TEXT, TEXTS))
CLARIFY = ListOf(
    Shape(
        {"id": TEXT, "says": TEXTS, "question": TEXT,
         "choices": ListOf(Shape({"code": TEXT, "label": TEXT}), least=2, most=4)}
    )
)  # fmt: skip
LEXICON: dict[str, Kind] = {
    "teencode": TEXT_BY_WORD,
    "abbreviations": TEXTS_BY_WORD,
    "everyday": TEXT_BY_WORD,
    "sections": TEXTS_BY_WORD,
    "courtesy": TEXTS,
    "clarify": CLARIFY,
    "plain-words": TEXT_BY_WORD,
}
"""Shapes of content/lexicon/NAME.yaml by NAME."""
