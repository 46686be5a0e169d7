"""Templates of new entries: the required lines, with placeholder words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from bot.content.editing import as_yaml
from bot.content_editing.folder import is_name
from bot.understanding.folding import fold

FOLDERS = ("procedures", "office", "postal", "online", "feedback", "reform", "other_offices")
"""Where a new entry may be put."""

INTENTS = {
    "office": "contact",
    "postal": "postal",
    "online": "online",
    "feedback": "complaint",
    "reform": "reform",
    "other_offices": "other_office",
}
"""The intent that entries of a folder have."""

REVIEW_AFTER = timedelta(days=182)
FILL = "cần viết"


def make_file_name(folder: str, title: str, existing: Iterable[str]) -> str:
    """An unused file name made from a title."""
    stem = re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-")[:60].strip("-") or "muc-moi"
    names, number = set(existing), 1
    file = f"{folder}/{stem}.yaml"
    while file in names:
        number += 1
        file = f"{folder}/{stem}-{number}.yaml"
    assert is_name(file)
    return file


def make_entry(file: str, title: str, says: Iterable[str], today: date) -> str:
    """The text of a new file, to be filled in: a procedure, a guide or an entry of another office."""
    folder = file.partition("/")[0]
    phrases = list(dict.fromkeys(" ".join(row.split()).lower() for row in says if row.strip()))
    dates = {"review_due": today + REVIEW_AFTER}
    if folder == "procedures":
        return as_yaml(
            {
                "code": "",
                "name": title,
                "title": title,
                "field": "",
                "office": "ubnd_xa",
                "says": phrases,
                "who": "",
                "papers": [{"items": [{"text": FILL}]}],
                "time": {"text": FILL},
                "fee": {"kind": "not_published"},
                "where": "{trung_tam}",
                "online": {"level": "unknown"},
                "post": {"level": "unknown"},
                "source": {"name": "Cổng Dịch vụ công quốc gia"},
                **dates,
                "gaps": ["Kiểm lại với Cổng Dịch vụ công quốc gia"],
            }
        )
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
