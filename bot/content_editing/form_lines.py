"""Values of a file as the text of a form field (`show_…`), and the typed text as values (`read_…`).

A `read_…` function returns None for an empty field and raises ValueError with a reason in Vietnamese.
"""

from __future__ import annotations

import re
from datetime import date

from bot.content.files import YamlMapping, YamlValue
from bot.lib.numbers import find_integer, format_number

SPLIT = " | "


def show_plain(value: YamlValue) -> str:
    """Show a text; None is an empty field."""
    return "" if value is None else str(value)


def read_plain(typed_text: str) -> str | None:
    """Read a text; an empty field is None."""
    return typed_text or None


def show_rows(value: YamlValue) -> str:
    """Show a list, one entry a line."""
    return "\n".join(str(row) for row in value or ())


def read_rows(typed_text: str) -> list[str] | None:
    """Read a list: every line that is not empty."""
    return split_lines(typed_text) or None


def show_day(value: YamlValue) -> str:
    """Show a day as YYYY-MM-DD, the format of HTML date fields."""
    return value.isoformat() if isinstance(value, date) else ""


def read_day(typed_text: str) -> date | None:
    """Read a day written as YYYY-MM-DD or as 31/12/2026."""
    if not typed_text:
        return None
    parts = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", typed_text)
    try:
        return date(int(parts[3]), int(parts[2]), int(parts[1])) if parts else date.fromisoformat(typed_text)
    except ValueError:
        raise ValueError("ngày chưa đúng, ví dụ 31/12/2026") from None


def show_flag(value: YamlValue) -> str:
    """Show a check box: "yes" when it is ticked."""
    return "yes" if value is True else ""


def read_flag(typed_text: str) -> bool | None:
    """Read a check box whose line is left out of the file when it is not ticked."""
    return True if typed_text else None


def read_yes_no(typed_text: str) -> bool:
    """Read a check box whose line is written as true or false."""
    return bool(typed_text)


def show_span(value: YamlValue) -> str:
    """Show two times as "07:30 - 11:30"."""
    return " - ".join(value or ())


def read_span(typed_text: str) -> list[str]:
    """Read two times written as "07:30 - 11:30"."""
    times = re.findall(r"\d{1,2}:\d{2}", typed_text)
    if len(times) != 2:
        raise ValueError("giờ viết dạng 07:30 - 11:30")
    return [time.zfill(5) for time in times]


def show_papers(value: YamlValue) -> str:
    """Show papers: a case as "## name", one paper a line with its copies after "|", a remark after "*"."""
    rows: list[str] = []
    for position, group in enumerate(value or ()):
        if group.get("case") or position:
            rows.append(f"## {group.get('case') or ''}".rstrip())
        for item in group["items"]:
            mark = "* " if item.get("note_only") else ""
            rows.append(f"{mark}{one_line(item['text'])}{SPLIT + item['copies'] if item.get('copies') else ''}")
    return "\n".join(rows)


def read_papers(typed_text: str) -> list[YamlMapping] | None:
    """Read papers, as `show_papers` writes them, into groups."""
    groups: list[YamlMapping] = []
    for row in split_lines(typed_text):
        if row.startswith("##"):
            case = row.lstrip("#").strip()
            groups.append({"case": case, "items": []} if case else {"items": []})
            continue
        if not groups:
            groups.append({"items": []})
        groups[-1]["items"].append(_read_paper(row))
    if any(not group["items"] for group in groups):
        raise ValueError("mỗi trường hợp (dòng ##) cần ít nhất một giấy tờ ở dòng dưới")
    return groups or None


def _read_paper(row: str) -> YamlMapping:
    text, _, copies = row.removeprefix("*").strip().partition(SPLIT)
    paper: YamlMapping = {"text": text.strip()}
    if copies.strip():
        paper["copies"] = copies.strip()
    return paper | ({"note_only": True} if row.startswith("*") else {})


def show_amounts(value: YamlValue) -> str:
    """Show amounts, each as "label | 8.000 | per"."""
    return "\n".join(
        SPLIT.join(filter(None, (row["label"], format_number(row["amount"]), row.get("per")))) for row in value or ()
    )


def read_amounts(typed_text: str) -> list[YamlMapping] | None:
    """Read amounts in đồng; dots, spaces and "đồng" in the number are ignored."""
    amounts = []
    for row in split_lines(typed_text):
        parts = [part.strip() for part in row.split("|")]
        number = read_number(parts[1]) if len(parts) in (2, 3) else None
        if number is None or not parts[0]:
            raise ValueError(f"dòng «{row}» cần dạng: Lệ phí cấp mới | 8.000 | mỗi bản")
        amounts.append({"label": parts[0], "amount": number} | ({"per": parts[2]} if len(parts) == 3 else {}))
    return amounts or None


def read_number(typed_text: str) -> int | None:
    """Read an amount with or without dots, blanks and "đồng"; None when it is no number."""
    digits = re.sub(r"[.\s]|đồng|đ$", "", typed_text)
    return find_integer(digits)


_ACTS = {"say": "nhắn", "url": "mở", "phone": "gọi"}


def show_buttons(value: YamlValue) -> str:
    """Show buttons, each as "label | nhắn: words", "label | mở: address" or "label | gọi: number"."""
    return "\n".join(
        f"{row['label']}{SPLIT}{name}: {row[act]}" for row in value or () for act, name in _ACTS.items() if act in row
    )


def read_buttons(typed_text: str) -> list[dict[str, str]] | None:
    """Read buttons with the action of each."""
    buttons = []
    for row in split_lines(typed_text):
        label, _, does = row.partition("|")
        name, _, value = does.partition(":")
        act = next((act for act, word in _ACTS.items() if word == name.strip().lower()), None)
        if act is None or not value.strip() or not label.strip():
            raise ValueError(f"dòng «{row}» cần dạng: Chữ trên nút | nhắn: câu hỏi (hoặc mở: https://…, gọi: 0252…)")
        buttons.append({"label": label.strip(), act: value.strip()})
    return buttons or None


def show_life_steps(value: YamlValue) -> str:
    """Show steps, each as "## title", its text, and "mã: 1.001193, …"."""
    rows: list[str] = []
    for step in value or ():
        rows += [f"## {step['title']}", one_line(step["text"])]
        if step.get("procedures"):
            rows.append(f"mã: {', '.join(step['procedures'])}")
    return "\n".join(rows)


def read_life_steps(typed_text: str) -> list[YamlMapping] | None:
    """Read the steps of a life event."""
    steps: list[YamlMapping] = []
    for row in split_lines(typed_text):
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


def split_lines(typed_text: str) -> list[str]:
    """The lines that are not empty, with single blanks."""
    return [" ".join(row.split()) for row in typed_text.splitlines() if row.strip()]


def one_line(text: str) -> str:
    """A text without line breaks."""
    return " ".join(str(text).split())
