"""Benefits, questions, special cases and forms of a procedure as the text of a form field, and back.

A `read_…` function returns None for an empty field and raises ValueError with a reason in Vietnamese.
"""

from __future__ import annotations

from bot.content.files import YamlMapping, YamlValue
from bot.content_editing.form_lines import SPLIT, one_line, read_day, read_number, show_day, split_lines
from bot.lib.numbers import format_number

_CONFIRMED = "đã đối chiếu"
_FORM_PARTS = {"số": "number", "văn bản": "decree", "tệp": "file", "mở": "url"}
_QUESTION_PARTS = {"nguồn:": "source", "tới:": "valid_to", "sau đó:": "after"}
"""Words at the beginning of a line below a question, and what the line is."""


def show_benefits(value: YamlValue) -> str:
    """Show amounts as "label | amount | per | who | law | from | to"; empty parts at the end are left out."""
    return "\n".join(map(_show_benefit, value or ()))


def _show_benefit(row: YamlMapping) -> str:
    amount = format_number(row["amount"]) if row.get("amount") is not None else ""
    plain = [one_line(row.get(name) or "") for name in ("per", "who", "law")]
    parts = [row["label"], amount, *plain, show_day(row.get("valid_from")), show_day(row.get("valid_to"))]
    while not parts[-1]:
        parts.pop()
    return SPLIT.join(parts)


def read_benefits(typed_text: str) -> list[YamlMapping] | None:
    """Read amounts that residents receive."""
    return [_read_benefit(row) for row in split_lines(typed_text)] or None


def _read_benefit(row: str) -> YamlMapping:
    parts = [part.strip() for part in row.split("|")]
    label, amount, per, who, law, start, end = [*parts, *[""] * 7][:7]
    number = read_number(amount) if amount else None
    if not label or len(parts) > 7 or (amount and number is None):
        raise ValueError(f"dòng «{row}» cần dạng: Người từ đủ 75 tuổi | 540.000 | tháng | ai nhận | văn bản | từ | đến")
    details = {"amount": number, "per": per, "who": who, "law": law}
    days = {"valid_from": read_day(start), "valid_to": read_day(end)}
    return {"label": label} | {name: value for name, value in (details | days).items() if value}


def show_questions(value: YamlValue) -> str:
    """Show each question as "## one way to ask | another way", its answer, "nguồn: …", "tới: day", "sau đó: …"."""
    rows: list[str] = []
    for question in value or ():
        rows += [f"## {SPLIT.join(question['asks'])}", one_line(question["answer"])]
        parts = {**question, "valid_to": show_day(question.get("valid_to"))}
        rows += [f"{word} {one_line(parts[key])}" for word, key in _QUESTION_PARTS.items() if parts.get(key)]
    return "\n".join(rows)


def read_questions(typed_text: str) -> list[YamlMapping] | None:
    """Read questions with their answers."""
    questions: list[YamlMapping] = []
    for row in split_lines(typed_text):
        if row.startswith("##"):
            asks = [ask.strip() for ask in row.lstrip("#").split("|") if ask.strip()]
            questions.append({"asks": asks, "answer": ""})
        elif not questions:
            raise ValueError("mỗi câu hỏi bắt đầu bằng một dòng ## Cách hỏi | cách hỏi khác")
        else:
            _read_question_line(questions[-1], row)
    if any(not question["asks"] or not question["answer"] for question in questions):
        raise ValueError("mỗi câu hỏi cần cách hỏi (dòng ##) và một dòng trả lời")
    return questions or None


def _read_question_line(question: YamlMapping, row: str) -> None:
    for word, key in _QUESTION_PARTS.items():
        if row.lower().startswith(word):
            text = row[len(word) :].strip()
            question[key] = read_day(text) if key == "valid_to" else text
            return
    question["answer"] = f"{question['answer']} {row}".strip()


def show_cases(value: YamlValue) -> str:
    """Show special cases, each as "when | text"."""
    return "\n".join(SPLIT.join((row["when"], one_line(row["text"]))) for row in value or ())


def read_cases(typed_text: str) -> list[YamlMapping] | None:
    """Read special cases."""
    cases = []
    for row in split_lines(typed_text):
        when, _, text = (part.strip() for part in row.partition("|"))
        if not when or not text:
            raise ValueError(f"dòng «{row}» cần dạng: Bé bị bỏ rơi | Cần biên bản về việc bé bị bỏ rơi.")
        cases.append({"when": when, "text": text})
    return cases or None


def show_forms(value: YamlValue) -> str:
    """Show forms, each as "name | số: … | văn bản: … | tệp: … | mở: address | đã đối chiếu"."""
    return "\n".join(map(_show_form, value or ()))


def _show_form(row: YamlMapping) -> str:
    parts = [f"{word}: {row[key]}" for word, key in _FORM_PARTS.items() if row.get(key)]
    return SPLIT.join((row["name"], *parts, *([_CONFIRMED] if row.get("confirmed") else [])))


def read_forms(typed_text: str) -> list[YamlMapping] | None:
    """Read forms with their number, decree, file and address."""
    return [_read_form(row) for row in split_lines(typed_text)] or None


def _read_form(row: str) -> YamlMapping:
    name, *parts = [part.strip() for part in row.split("|")]
    form: YamlMapping = {"name": name}
    for part in parts:
        if part.lower() == _CONFIRMED:
            form["confirmed"] = True
            continue
        word, _, value = part.partition(":")
        key = "url" if part.startswith("https:") else _FORM_PARTS.get(word.strip().lower())
        if not name or key is None or not value.strip():
            raise ValueError(f"dòng «{row}» cần dạng: Tờ khai khai sinh | văn bản: Thông tư … | tệp: to-khai.docx")
        form[key] = part if part.startswith("https:") else value.strip()
    return form
