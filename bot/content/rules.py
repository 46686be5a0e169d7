"""What must be true of content/ beyond the shape of each file. Every rule complains with file and line."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from datetime import time
from typing import Any

from bot.content.blanks import GENERAL_BLANKS, SENTENCE_BLANKS, unknown_blanks
from bot.content.field_names import called
from bot.content.files import Document, Where
from bot.content.interests import check_interests
from bot.content.layout import Sorted
from bot.content.life import check_life_event
from bot.content.problems import Report
from bot.content.propaganda import check_propaganda, is_personal
from bot.content.quizzes import check_quiz

MAX_BUBBLE = 900
"""Characters of one message bubble; longer ones are split by the sender, which reads badly."""

MAX_LABEL = 30
MAX_TITLE = 40

_ENTRIES = ("procedure", "guide", "decline", "intent", "life_event", "quiz")
_NAMED = (("guide", "id"), ("decline", "id"), ("life_event", "id"), ("quiz", "id"), ("intent", "intent"))
_LINKS = ("url", "map_url", "image", "website")


def check_rules(found: Sorted, report: Report) -> None:
    """Complain about everything in `found` that breaks a rule."""
    for name, checks in _CHECKS.items():
        for document in found[name]:
            for check in (*checks, _check_links_in_texts, _check_blanks):
                check(document, report)
    _check_codes(found, report)
    _check_names(found, report)
    _check_phrases(found, report)


def walk(value: Any, where: Where = ()) -> Iterator[tuple[Where, str]]:
    """Every text inside `value` with the way to it."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict):
        for key, entry in value.items():
            yield from walk(entry, (*where, str(key)))
    elif isinstance(value, list):
        for position, entry in enumerate(value):
            yield from walk(entry, (*where, position))


def _check_links(document: Document, report: Report) -> None:
    for where, text in walk(document.data):
        if where and where[-1] in _LINKS and not re.fullmatch(r"https://[^\s]+\.[^\s]+", text):
            report.error(document.file, document.line(where), f"đường dẫn phải bắt đầu bằng https://, đang là «{text}»")


def _check_links_in_texts(document: Document, report: Report) -> None:
    for where, text in walk(document.data):
        if "http://" in text and where[-1] not in _LINKS:
            report.error(document.file, document.line(where), "đường dẫn trong câu phải bắt đầu bằng https://")


def _check_blanks(document: Document, report: Report) -> None:
    known = GENERAL_BLANKS | SENTENCE_BLANKS if document.file.startswith("sentences/") else GENERAL_BLANKS
    for where, text in walk(document.data):
        for name in unknown_blanks(text, known):
            if document.file.startswith("propaganda/") and is_personal(name):
                continue
            report.error(document.file, document.line(where), f"không có chỗ trống nào tên {{{name}}}")
        if text.count("{") != text.count("}"):
            report.error(document.file, document.line(where), "dấu ngoặc {…} mở mà không đóng, hoặc ngược lại")


def _check_buttons(document: Document, report: Report) -> None:
    for position, button in enumerate(document.data.get("buttons", ())):
        line = document.line(("buttons", position))
        if sum(name in button for name in ("say", "url", "phone")) != 1:
            report.error(
                document.file, line, f"mỗi nút có đúng một trong: {called('say')}, {called('url')}, {called('phone')}"
            )
        if len(button["label"]) > MAX_LABEL:
            report.error(document.file, line, f"chữ trên nút dài quá {MAX_LABEL} ký tự")
        if not re.fullmatch(r"[0-9]{3,12}", button.get("phone", "113")):
            report.error(document.file, line, "số điện thoại chỉ gồm chữ số, không dấu chấm, không khoảng trắng")


def _check_text(document: Document, report: Report) -> None:
    _check_length(document, ("text",), document.data["text"], report)


def _check_emergency(document: Document, report: Report) -> None:
    if document.data.get("kind") == "emergency" and not document.data.get("numbers"):
        report.error(document.file, document.line(), f"việc khẩn cấp phải có {called('numbers')}")


def _check_length(document: Document, where: Where, text: str, report: Report) -> None:
    if len(text) > MAX_BUBBLE:
        message = f"đoạn này dài {len(text)} ký tự; một tin nhắn chỉ nên tới {MAX_BUBBLE}"
        report.error(document.file, document.line(where), message)


def _check_sentences(document: Document, report: Report) -> None:
    for where, text in walk(document.data):
        _check_length(document, where, text, report)


def _check_procedure(document: Document, report: Report) -> None:
    data, fee = document.data, document.data["fee"]
    if len(data["title"]) > MAX_TITLE:
        report.error(document.file, document.line(("title",)), f"{called('title')} dài quá {MAX_TITLE} ký tự")
    if fee.get("amounts") and not fee.get("source"):
        report.error(
            document.file, document.line(("fee", "amounts")), f"có số tiền thì phải có {called('fee', 'source')}"
        )
    if fee["kind"] == "amount" and not fee.get("amounts"):
        report.error(
            document.file, document.line(("fee",)), f"lệ phí là số tiền («amount») thì phải có {called('amounts')}"
        )
    if fee["kind"] != "amount" and fee.get("amounts"):
        report.error(
            document.file,
            document.line(("fee", "kind")),
            f"có số tiền thì {called('fee', 'kind')} phải là số tiền («amount»)",
        )
    if any(amount["amount"] <= 0 for amount in fee.get("amounts", ())):
        report.error(document.file, document.line(("fee", "amounts")), "số tiền phải lớn hơn 0")
    _check_span(document, ("fee",), fee, report)


def _check_dates(document: Document, report: Report) -> None:
    _check_span(document, (), document.data, report)
    if document.data["review_due"] < document.data["checked"]:
        report.error(
            document.file, document.line(("review_due",)), f"{called('review_due')} phải sau {called('checked')}"
        )


def _check_span(document: Document, where: Where, data: dict[str, Any], report: Report) -> None:
    start, end = data.get("valid_from"), data.get("valid_to")
    if start and end and end < start:
        report.error(
            document.file,
            document.line((*where, "valid_to")),
            f"{called(*where, 'valid_to')} phải sau {called(*where, 'valid_from')}",
        )


def _check_hours(document: Document, report: Report) -> None:
    for span in ("morning", "afternoon"):
        try:
            start, end = (time.fromisoformat(text) for text in document.data["hours"][span])
        except ValueError:
            start = end = time()
        if start >= end:
            report.error(document.file, document.line(("hours", span)), 'giờ viết dạng ["07:30", "11:30"]')


def _check_codes(found: Sorted, report: Report) -> None:
    """Codes are told apart, and every code somebody points to is there (once all files can be read)."""
    some_left_out = any(problem.file.startswith("procedures/") for problem in report.errors())
    taken: dict[str, str] = {}
    for document in found["procedure"]:
        for where in (("code",), ("former_codes",)):
            value = document.data.get(where[0], [])
            for code in [value] if isinstance(value, str) else value:
                _claim(taken, code, f"mã {code}", document, where, report)
    if not some_left_out:
        _check_pointers(found, taken.keys(), report)


def _check_pointers(found: Sorted, known: Collection[str], report: Report) -> None:
    for document in found["procedure"]:
        if document.data.get("variant_of") not in (None, *known):
            report.error(document.file, document.line(("variant_of",)), f"{called('variant_of')} là mã chưa có tệp nào")
    listed = {entry["code"] for document in found["catalogue"] for entry in document.data}
    for document, position, data in _clarifications(found):
        for choice, entry in enumerate(data["choices"]):
            if entry["code"] not in listed.union(known):
                line = document.line((position, "choices", choice, "code"))
                report.error(document.file, line, f"mã {entry['code']} chưa có tệp nào trong procedures/")
    for document in found["life_event"]:
        check_life_event(document, known.__contains__, _complainer(document, report))


def _check_names(found: Sorted, report: Report) -> None:
    taken: dict[str, str] = {}
    for name, key in _NAMED:
        for document in found[name]:
            _claim(taken, document.data[key], f"«{document.data[key]}»", document, (key,), report)
    for document, position, data in _clarifications(found):
        _claim(taken, data["id"], f"«{data['id']}»", document, (position, "id"), report)
    drafts: dict[str, str] = {}
    for document in found["propaganda"]:
        for position, draft in enumerate(document.data["drafts"]):
            _claim(drafts, draft["id"], f"«{draft['id']}»", document, ("drafts", position, "id"), report)
    keys: dict[str, str] = {}
    for document in found["sentences"]:
        for key in document.data:
            _claim(keys, f"{document.file}.{key}", f"«{key}»", document, (key,), report)


def _check_quiz(document: Document, report: Report) -> None:
    check_quiz(document, _complainer(document, report))


def _check_propaganda(document: Document, report: Report) -> None:
    check_propaganda(document, _complainer(document, report))


def _check_interests(document: Document, report: Report) -> None:
    check_interests(document, _complainer(document, report))


def _check_listed(document: Document, report: Report) -> None:
    taken: dict[str, str] = {}
    for position, row in enumerate(document.data):
        _claim(taken, row["code"], f"mã {row['code']}", document, (position, "code"), report)


def _complainer(document: Document, report: Report) -> Callable[[Where, str], None]:
    return lambda where, message: report.error(document.file, document.line(where), message)


def _check_phrases(found: Sorted, report: Report) -> None:
    """A phrase of residents belongs to one entry only, else nobody can know what they mean."""
    taken: dict[str, str] = {}
    for name in _ENTRIES:
        for document in found[name]:
            for position, phrase in enumerate(document.data["says"]):
                _claim(taken, phrase.casefold(), f"câu «{phrase}»", document, ("says", position), report)
    for document, position, data in _clarifications(found):
        for number, phrase in enumerate(data["says"]):
            _claim(taken, phrase.casefold(), f"câu «{phrase}»", document, (position, "says", number), report)


def _claim(taken: dict[str, str], key: str, what: str, document: Document, where: Where, report: Report) -> None:
    line = document.line(where)
    if key in taken:
        report.error(document.file, line, f"{what} đã có ở {taken[key]}")
    else:
        taken[key] = f"{document.file}:{line}"


def _clarifications(found: Sorted) -> Iterator[tuple[Document, int, dict[str, Any]]]:
    for document in found["lexicon"]:
        if document.file == "lexicon/clarify.yaml":
            for position, data in enumerate(document.data):
                yield document, position, data


_CHECKS: dict[str, tuple[Callable[[Document, Report], None], ...]] = {
    "procedure": (_check_links, _check_procedure, _check_dates),
    "guide": (_check_links, _check_buttons, _check_text, _check_dates),
    "decline": (_check_links, _check_buttons, _check_text, _check_dates),
    "intent": (_check_emergency,),
    "article": (_check_links,),
    "life_event": (_check_dates,),
    "quiz": (_check_dates, _check_quiz),
    "propaganda": (_check_links, _check_dates, _check_propaganda),
    "catalogue": (_check_listed,),
    "interests": (_check_interests,),
    "sentences": (_check_sentences,),
    "lexicon": (),
    "ward": (
        _check_links,
        _check_hours,
    ),
    "holidays": (),
}
"""Which rules hold for which files; those of links in texts and blanks hold for all."""
