"""Lists and tables of a file as lines a person types, and back."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

SPLIT = " | "


def show_plain(value: Any) -> str:
    """A text."""
    return "" if value is None else str(value)


def read_plain(said: str) -> str | None:
    """A text; nothing is None."""
    return said or None


def show_rows(value: Any) -> str:
    """One entry a line."""
    return "\n".join(str(row) for row in value or ())


def read_rows(said: str) -> list[str] | None:
    """Every line that is not empty."""
    return _lines(said) or None


def show_day(value: Any) -> str:
    """As a date field wants it."""
    return value.isoformat() if isinstance(value, date) else ""


def read_day(said: str) -> date | None:
    """A day, also typed as 31/12/2026."""
    if not said:
        return None
    typed = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", said)
    try:
        return date(int(typed[3]), int(typed[2]), int(typed[1])) if typed else date.fromisoformat(said)
    except ValueError:
        raise ValueError("ngày chưa đúng, ví dụ 31/12/2026") from None


def show_flag(value: Any) -> str:
    """What a tick sends."""
    return "yes" if value is True else ""


def read_flag(said: str) -> bool | None:
    """True, or the line is left out."""
    return True if said else None


def read_yes_no(said: str) -> bool:
    """True or false, written either way."""
    return bool(said)


def show_span(value: Any) -> str:
    """Two times."""
    return " - ".join(value or ())


def read_span(said: str) -> list[str]:
    """07:30 - 11:30."""
    found = re.findall(r"\d{1,2}:\d{2}", said)
    if len(found) != 2:
        raise ValueError("giờ viết dạng 07:30 - 11:30")
    return [time.zfill(5) for time in found]


def show_papers(value: Any) -> str:
    """A case as "## name", a paper a line with its copies behind "|", a remark begins with "*"."""
    rows: list[str] = []
    for position, group in enumerate(value or ()):
        if group.get("case") or position:
            rows.append(f"## {group.get('case') or ''}".rstrip())
        for item in group["items"]:
            mark = "* " if item.get("note_only") else ""
            rows.append(f"{mark}{_one_line(item['text'])}{SPLIT + item['copies'] if item.get('copies') else ''}")
    return "\n".join(rows)


def read_papers(said: str) -> list[dict[str, Any]] | None:
    """The groups of papers."""
    groups: list[dict[str, Any]] = []
    for row in _lines(said):
        if row.startswith("##"):
            case = row.lstrip("#").strip()
            groups.append({"case": case, "items": []} if case else {"items": []})
            continue
        if not groups:
            groups.append({"items": []})
        groups[-1]["items"].append(_paper(row))
    if any(not group["items"] for group in groups):
        raise ValueError("mỗi trường hợp (dòng ##) cần ít nhất một giấy tờ ở dòng dưới")
    return groups or None


def _paper(row: str) -> dict[str, Any]:
    text, _, copies = row.removeprefix("*").strip().partition(SPLIT)
    found: dict[str, Any] = {"text": text.strip()}
    if copies.strip():
        found["copies"] = copies.strip()
    return found | ({"note_only": True} if row.startswith("*") else {})


def show_linked(value: Any) -> str:
    """Name | address."""
    return "\n".join(SPLIT.join(filter(None, (row["name"], row.get("url")))) for row in value or ())


def read_linked(said: str) -> list[dict[str, str]] | None:
    """Forms with their addresses."""
    found = []
    for row in _lines(said):
        name, _, url = row.partition(SPLIT)
        found.append({"name": name.strip()} | ({"url": url.strip()} if url.strip() else {}))
    return found or None


def show_amounts(value: Any) -> str:
    """Label | 8.000 | per."""
    return "\n".join(
        SPLIT.join(filter(None, (row["label"], f"{row['amount']:,}".replace(",", "."), row.get("per"))))
        for row in value or ()
    )


def read_amounts(said: str) -> list[dict[str, Any]] | None:
    """Sums in đồng; dots, blanks and "đồng" in the number do not matter."""
    found = []
    for row in _lines(said):
        parts = [part.strip() for part in row.split("|")]
        number = re.sub(r"[.\s]|đồng|đ$", "", parts[1]) if len(parts) in (2, 3) else ""
        if not number.isdecimal() or not parts[0]:
            raise ValueError(f"dòng «{row}» cần dạng: Lệ phí cấp mới | 8.000 | mỗi bản")
        found.append({"label": parts[0], "amount": int(number)} | ({"per": parts[2]} if len(parts) == 3 else {}))
    return found or None


_ACTS = {"say": "nhắn", "url": "mở", "phone": "gọi"}


def show_buttons(value: Any) -> str:
    """Label | nhắn: words, mở: address, or gọi: number."""
    return "\n".join(
        f"{row['label']}{SPLIT}{name}: {row[act]}" for row in value or () for act, name in _ACTS.items() if act in row
    )


def read_buttons(said: str) -> list[dict[str, str]] | None:
    """Buttons with what each does."""
    found = []
    for row in _lines(said):
        label, _, does = row.partition("|")
        name, _, value = does.partition(":")
        act = next((act for act, word in _ACTS.items() if word == name.strip().lower()), None)
        if act is None or not value.strip() or not label.strip():
            raise ValueError(f"dòng «{row}» cần dạng: Chữ trên nút | nhắn: câu hỏi (hoặc mở: https://…, gọi: 0252…)")
        found.append({"label": label.strip(), act: value.strip()})
    return found or None


def show_life_steps(value: Any) -> str:
    """A step as "## title", its text, and "mã: 1.001193, …"."""
    rows: list[str] = []
    for step in value or ():
        rows += [f"## {step['title']}", _one_line(step["text"])]
        if step.get("procedures"):
            rows.append(f"mã: {', '.join(step['procedures'])}")
    return "\n".join(rows)


def read_life_steps(said: str) -> list[dict[str, Any]] | None:
    """The steps of a life event."""
    steps: list[dict[str, Any]] = []
    for row in _lines(said):
        if row.startswith("##"):
            steps.append({"title": row.lstrip("#").strip(), "text": ""})
        elif not steps:
            raise ValueError("mỗi bước bắt đầu bằng một dòng ## Tên bước")
        elif row.lower().startswith("mã:"):
            steps[-1]["procedures"] = [code.strip() for code in row[3:].split(",") if code.strip()]
        else:
            steps[-1]["text"] = f"{steps[-1]['text']} {row}".strip()
    if any(not step["title"] or not step["text"] for step in steps):
        raise ValueError("mỗi bước cần tên (dòng ##) và một dòng nói làm gì")
    return steps or None


def _lines(said: str) -> list[str]:
    return [" ".join(row.split()) for row in said.splitlines() if row.strip()]


def _one_line(text: str) -> str:
    return " ".join(str(text).split())
