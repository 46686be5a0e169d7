"""Builds the content objects from YAML values that the schemas and rules have checked before."""

from __future__ import annotations

from datetime import time

from bot.content.files import YamlMapping
from bot.content.models import (
    AmbiguousName,
    Amount,
    Change,
    Channel,
    ChatIntent,
    Clarification,
    ClarificationChoice,
    Fee,
    Guide,
    Holiday,
    Neighbour,
    Office,
    Origin,
    Paper,
    PaperGroup,
    Procedure,
    SampleArticle,
    Ward,
    WorkingHours,
)
from bot.content.procedure_details import build_benefit, build_cases, build_deadline, build_forms, build_questions
from bot.content.validity import build_dated_texts, build_validity
from bot.reply import Button


def build_procedure(data: YamlMapping, file: str) -> Procedure:
    """Build a procedure from a file of content/procedures."""
    plain: YamlMapping = {name: data[name].strip() for name in ("who", "where", "result", "decision") if name in data}
    plain |= {name: tuple(data[name]) for name in _PROCEDURE_LISTS if name in data}
    return Procedure(
        code=data["code"],
        name=data["name"],
        title=data["title"],
        field_name=data["field"],
        office=data["office"],
        origin=_build_origin(data, data["source"]["name"], data["source"].get("url"), file),
        fee=_build_fee(data["fee"]),
        variant_of=data.get("variant_of"),
        papers=tuple(_build_papers(group) for group in data.get("papers", ())),
        deadline=build_deadline(data.get("deadline")),
        benefit=build_benefit(data.get("benefit")),
        questions=build_questions(data.get("questions", [])),
        cases=build_cases(data.get("cases", [])),
        form=build_forms(data.get("form", [])),
        time=data.get("time", {}).get("text", "").strip(),
        online=_build_channel(data.get("online")),
        post=_build_channel(data.get("post")),
        partial=data.get("partial", False),
        validity=build_validity(data),
        changes=_build_changes(data, file),
        **plain,
    )


def _build_changes(data: YamlMapping, file: str) -> tuple[Change, ...]:
    """The changes in the order of their days; their parts are built as those of the procedure itself."""
    now = {name: value for name, value in data.items() if name != "changes"}
    rows = sorted(data.get("changes", ()), key=lambda row: row["from"])
    return tuple(_build_change(row, build_procedure({**now, **row, "source": data["source"]}, file)) for row in rows)


def _build_change(row: YamlMapping, changed: Procedure) -> Change:
    parts = {name: getattr(changed, name) for name in row if name not in ("from", "text", "source")}
    return Change(row["from"], row["text"].strip(), parts)


_PROCEDURE_LISTS = ("says", "former_codes", "variant_words", "notes", "steps", "law", "gaps")


def build_guide(data: YamlMapping, kind: str, file: str) -> Guide:
    """Build a general answer (`kind` guide) or an answer that names another office (`kind` decline)."""
    return Guide(
        id=data["id"],
        kind=kind,
        intent=data["intent"],
        title=data["title"],
        says=tuple(data["says"]),
        text=data["text"].strip(),
        origin=_build_origin(data, data["source"], None, file),
        buttons=tuple(Button(**button) for button in data.get("buttons", ())),
        office=data.get("office", ""),
        partial=data.get("partial", False),
        gaps=tuple(data.get("gaps", ())),
        validity=build_validity(data),
        temporary=build_dated_texts(data.get("temporary", ())),
    )


def build_intent(data: YamlMapping) -> ChatIntent:
    """Build an intent from a file of content/intents."""
    return ChatIntent(
        intent=data["intent"],
        says=tuple(data["says"]),
        kind=data.get("kind", "chat"),
        title=data.get("title", ""),
        not_when=tuple(data.get("not_when", ())),
        numbers=tuple(data.get("numbers", ())),
    )


def build_clarification(data: YamlMapping) -> Clarification:
    """Build a question to ask back from an entry of content/lexicon/clarify.yaml."""
    choices = tuple(ClarificationChoice(choice["code"], choice["label"]) for choice in data["choices"])
    return Clarification(data["id"], tuple(data["says"]), data["question"], choices)


def build_article(data: YamlMapping) -> SampleArticle:
    """Build a sample article from a file of content/articles."""
    return SampleArticle(data["title"], data["summary"], data["published"], data.get("url"), data.get("image"))


def build_holidays(rows: list[YamlMapping]) -> tuple[Holiday, ...]:
    """Build the holidays from the rows of content/holidays.yaml."""
    return tuple(Holiday(row["date"], row["name"], row["kind"] == "makeup", row["certain"]) for row in rows)


def build_ward(data: YamlMapping) -> Ward:
    """Build the ward from content/ward.yaml."""
    plain = {name: data[name] for name in _WARD_PLAIN}
    plain |= {name: data[name] for name in ("land_office", "post_office", "fee_account") if name in data}
    return Ward(
        old_names=tuple(data["old_names"]),
        ambiguous_names=tuple(
            AmbiguousName(row["name"], row["question"], tuple(Button(**choice) for choice in row["choices"]))
            for row in data["ambiguous_names"]
        ),
        neighbours=tuple(Neighbour(row["name"], tuple(row["old"]), row["certain"]) for row in data["neighbours"]),
        counter=Office(**data["counter"]),
        police=Office(**data["police"]),
        military=Office(**data["military"]),
        hours=_build_hours(data["hours"]),
        old_province=data["old_province"] or "",
        old_city=data["old_city"] or "",
        is_coastal=data.get("coastal", True),
        **plain,
    )


_WARD_PLAIN = (
    "name",
    "assistant_name",
    "called",
    "province",
    "merged_on",
    "merger_notice",
    "merger_source",
    "hotline",
    "website",
    "data_protection_contact",
    "source",
    "checked",
)


def _build_hours(data: YamlMapping) -> WorkingHours:
    return WorkingHours(
        confirmed=data["confirmed"],
        days=tuple(data["days"]),
        morning=_parse_span(data["morning"]),
        afternoon=_parse_span(data["afternoon"]),
        saturday_morning=data["saturday_morning"],
    )


def _parse_span(pair: list[str]) -> tuple[time, time]:
    return time.fromisoformat(pair[0]), time.fromisoformat(pair[1])


def _build_origin(data: YamlMapping, source: str, url: str | None, file: str) -> Origin:
    return Origin(source, url, data.get("checked"), data["review_due"], file)


def _build_fee(data: YamlMapping) -> Fee:
    return Fee(
        kind=data["kind"],
        text=data.get("text", "").strip(),
        amounts=tuple(Amount(row["label"], row["amount"], row.get("per")) for row in data.get("amounts", ())),
        source=data.get("source"),
        validity=build_validity(data),
        after=data.get("after", "").strip(),
    )


def _build_papers(group: YamlMapping) -> PaperGroup:
    items = (Paper(row["text"].strip(), row.get("copies"), row.get("note_only", False)) for row in group["items"])
    return PaperGroup(group.get("case"), tuple(items))


def _build_channel(data: YamlMapping | None) -> Channel:
    if not data:
        return Channel()
    return Channel(data["level"], data.get("text", "").strip(), data.get("url"), data.get("must_come", False))
