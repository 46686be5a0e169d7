"""Beginnings of new entries: what must be there, with words to replace."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from bot.content.editing import as_yaml
from bot.understanding.folding import fold
from bot.wording.folder import is_name

FOLDERS = ("procedures", "office", "postal", "online", "feedback", "reform", "other_offices")
"""Where a new entry may be put."""

INTENTS = {"office": "contact", "postal": "postal", "online": "online", "feedback": "complaint", "reform": "reform",
           "other_offices": "other_office"}  # fmt: skip
"""The intent that entries of a folder have."""

REVIEW_AFTER = timedelta(days=182)
FILL = "cần viết"


def file_name(folder: str, title: str, taken: Iterable[str]) -> str:
    """A free file name made of a title."""
    stem = re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-")[:60].strip("-") or "muc-moi"
    used, number = set(taken), 1
    file = f"{folder}/{stem}.yaml"
    while file in used:
        number += 1
        file = f"{folder}/{stem}-{number}.yaml"
    assert is_name(file)
    return file


def new_entry(file: str, title: str, says: Iterable[str], today: date) -> str:
    """The text of a new file: a procedure, a general answer or another office, to be filled in."""
    folder = file.partition("/")[0]
    phrases = list(dict.fromkeys(" ".join(row.split()).lower() for row in says if row.strip()))
    dates = {"checked": today, "review_due": today + REVIEW_AFTER}
    if folder == "procedures":
        return as_yaml(
            {"code": "", "name": title, "title": title, "field": "", "office": "ubnd_xa", "says": phrases, "who": "",
             "papers": [{"items": [{"text": FILL}]}], "time": {"text": FILL},
             "fee": {"kind": "not_published"}, "where": "{trung_tam}", "online": {"level": "unknown"},
             "post": {"level": "unknown"}, "source": {"name": "Cổng Dịch vụ công quốc gia"}, **dates,
             "gaps": ["Kiểm lại với Cổng Dịch vụ công quốc gia"]}
        )  # fmt: skip
    name = re.sub(r"[^a-z0-9]+", "_", file.partition("/")[2].removesuffix(".yaml"))
    where = {"office": ""} if folder == "other_offices" else {}
    return as_yaml(
        {
            "id": name,
            "intent": INTENTS[folder],
            "title": title,
            "says": phrases,
            **where,
            "text": "",
            "source": "",
            **dates,
        }
    )
