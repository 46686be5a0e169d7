"""From checked YAML values to objects. Nothing is checked here: `bot.content.check` has done it."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from bot.content.models import (
    AmbiguousName,
    Amount,
    Article,
    Channel,
    ChatIntent,
    Choice,
    Clarification,
    Entry,
    Fee,
    Form,
    Holiday,
    Neighbour,
    Office,
    Origin,
    Paper,
    PaperGroup,
    Procedure,
    Validity,
    Ward,
    WorkingHours,
)
from bot.reply import Button

Data = dict[str, Any]


def procedure(data: Data, file: str) -> Procedure:
    """A file of content/procedures."""
    plain: dict[str, Any] = {
        name: data[name].strip() for name in ("who", "where", "result", "decision") if name in data
    }
    plain |= {name: tuple(data[name]) for name in _PROCEDURE_LISTS if name in data}
    return Procedure(
        code=data["code"],
        name=data["name"],
        title=data["title"],
        field_name=data["field"],
        office=data["office"],
        origin=_origin(data, data["source"]["name"], data["source"].get("url"), file),
        fee=_fee(data["fee"]),
        variant_of=data.get("variant_of"),
        papers=tuple(_papers(group) for group in data.get("papers", ())),
        form=tuple(Form(form["name"], form.get("url")) for form in data.get("form", ())),
        time=data.get("time", {}).get("text", "").strip(),
        online=_channel(data.get("online")),
        post=_channel(data.get("post")),
        partial=data.get("partial", False),
        validity=_validity(data),
        **plain,
    )


_PROCEDURE_LISTS = ("says", "former_codes", "variant_words", "notes", "steps", "law", "gaps")


def entry(data: Data, kind: str, file: str) -> Entry:
    """A general answer (`kind` guide) or an answer that names another office (`kind` decline)."""
    return Entry(
        id=data["id"],
        kind=kind,
        intent=data["intent"],
        title=data["title"],
        says=tuple(data["says"]),
        text=data["text"].strip(),
        origin=_origin(data, data["source"], None, file),
        buttons=tuple(Button(**button) for button in data.get("buttons", ())),
        office=data.get("office", ""),
        partial=data.get("partial", False),
        gaps=tuple(data.get("gaps", ())),
        validity=_validity(data),
    )


def intent(data: Data) -> ChatIntent:
    """A file of content/intents."""
    return ChatIntent(
        intent=data["intent"],
        says=tuple(data["says"]),
        kind=data.get("kind", "chat"),
        title=data.get("title", ""),
        not_when=tuple(data.get("not_when", ())),
        numbers=tuple(data.get("numbers", ())),
    )


def clarification(data: Data) -> Clarification:
    """One entry of content/lexicon/clarify.yaml."""
    choices = tuple(Choice(choice["code"], choice["label"]) for choice in data["choices"])
    return Clarification(data["id"], tuple(data["says"]), data["question"], choices)


def article(data: Data) -> Article:
    """A file of content/articles."""
    return Article(data["title"], data["summary"], data["published"], data.get("url"), data.get("image"))


def holidays(rows: list[Data]) -> tuple[Holiday, ...]:
    """The file content/holidays.yaml."""
    return tuple(Holiday(row["date"], row["name"], row["kind"] == "makeup", row["certain"]) for row in rows)


def ward(data: Data) -> Ward:
    """The file content/ward.yaml."""
    plain = {name: data[name] for name in _WARD_PLAIN}
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
        hours=_hours(data["hours"]),
        **plain,
    )


_WARD_PLAIN = (
    "name", "assistant_name", "called", "province", "old_province", "old_city", "merged_on", "merger_notice",
    "merger_source", "hotline", "website", "data_protection_contact", "source", "checked",
)  # fmt: skip


def _hours(data: Data) -> WorkingHours:
    return WorkingHours(
        confirmed=data["confirmed"],
        days=tuple(data["days"]),
        morning=_span(data["morning"]),
        afternoon=_span(data["afternoon"]),
        saturday_morning=data["saturday_morning"],
    )


def _span(pair: list[str]) -> tuple[time, time]:
    return time.fromisoformat(pair[0]), time.fromisoformat(pair[1])


def _origin(data: Data, source: str, url: str | None, file: str) -> Origin:
    return Origin(source, url, data["checked"], data["review_due"], file)


def _validity(data: Data) -> Validity:
    start: date | None = data.get("valid_from")
    return Validity(start, data.get("valid_to"))


def _fee(data: Data) -> Fee:
    return Fee(
        kind=data["kind"],
        text=data.get("text", "").strip(),
        amounts=tuple(Amount(row["label"], row["amount"], row.get("per")) for row in data.get("amounts", ())),
        source=data.get("source"),
        validity=_validity(data),
        after=data.get("after", "").strip(),
    )


def _papers(group: Data) -> PaperGroup:
    items = (Paper(row["text"].strip(), row.get("copies"), row.get("note_only", False)) for row in group["items"])
    return PaperGroup(group.get("case"), tuple(items))


def _channel(data: Data | None) -> Channel:
    return Channel(data["level"], data.get("text", "").strip(), data.get("url")) if data else Channel()
