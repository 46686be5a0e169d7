"""The rules of content/ beyond the schema of each file; every violation is reported with file and line."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from datetime import time

from bot.content.blanks import GENERAL_BLANKS, SENTENCE_BLANKS, unknown_blanks
from bot.content.field_names import name_field
from bot.content.files import Document, Where, YamlMapping, YamlValue
from bot.content.folder_layout import SortedDocuments
from bot.content.laws import check_law_rows
from bot.content.life import check_life_event
from bot.content.portal_links import check_procedure_links
from bot.content.problems import Report
from bot.content.procedure_details import check_details
from bot.content.propaganda import check_propaganda, is_personal
from bot.content.quizzes import check_quiz
from bot.content.sentences import check_repeated
from bot.content.subscriptions import check_subscriptions

MAX_BUBBLE = 900
"""Characters of one message bubble; longer ones are split by the sender, which reads badly."""

MAX_LABEL = 30
MAX_TITLE = 40

_ENTRIES = ("procedure", "guide", "decline", "intent", "life_event", "quiz")
_NAMED = (("guide", "id"), ("decline", "id"), ("life_event", "id"), ("quiz", "id"), ("intent", "intent"))
_LINKS = ("url", "map_url", "image", "website")


def check_rules(documents: SortedDocuments, report: Report) -> None:
    """Report every violation of a rule in these documents."""
    for name, checks in _CHECKS.items():
        for document in documents[name]:
            for check in (*checks, _check_links_in_texts):
                check(document, report)
            _check_blanks(document, GENERAL_BLANKS | SENTENCE_BLANKS if name == "sentences" else GENERAL_BLANKS, report)
    _check_codes(documents, report)
    _check_names(documents, report)
    _check_phrases(documents, report)


def walk_texts(value: YamlValue, where: Where = ()) -> Iterator[tuple[Where, str]]:
    """Every text inside `value` with the path to it."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict):
        for key, entry in value.items():
            yield from walk_texts(entry, (*where, str(key)))
    elif isinstance(value, list):
        for position, entry in enumerate(value):
            yield from walk_texts(entry, (*where, position))


def _check_links(document: Document, report: Report) -> None:
    for where, text in walk_texts(document.data):
        if where and where[-1] in _LINKS and not re.fullmatch(r"https://[^\s]+\.[^\s]+", text):
            report.error(document.file, document.line(where), f"đường dẫn phải bắt đầu bằng https://, đang là «{text}»")


def _check_links_in_texts(document: Document, report: Report) -> None:
    for where, text in walk_texts(document.data):
        if "http://" in text and where[-1] not in _LINKS:
            report.error(document.file, document.line(where), "đường dẫn trong câu phải bắt đầu bằng https://")


def _check_blanks(document: Document, allowed: frozenset[str], report: Report) -> None:
    for where, text in walk_texts(document.data):
        for name in unknown_blanks(text, allowed):
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
                document.file,
                line,
                f"mỗi nút có đúng một trong: {name_field('say')}, {name_field('url')}, {name_field('phone')}",
            )
        if len(button["label"]) > MAX_LABEL:
            report.error(document.file, line, f"chữ trên nút dài quá {MAX_LABEL} ký tự")
        if not re.fullmatch(r"[0-9]{3,12}", button.get("phone", "113")):
            report.error(document.file, line, "số điện thoại chỉ gồm chữ số, không dấu chấm, không khoảng trắng")


def _check_text(document: Document, report: Report) -> None:
    _check_length(document, ("text",), document.data["text"], report)


def _check_emergency(document: Document, report: Report) -> None:
    if document.data.get("kind") == "emergency" and not document.data.get("numbers"):
        report.error(document.file, document.line(), f"việc khẩn cấp phải có {name_field('numbers')}")


def _check_length(document: Document, where: Where, text: str, report: Report) -> None:
    if len(text) > MAX_BUBBLE:
        message = f"đoạn này dài {len(text)} ký tự; một tin nhắn chỉ nên tới {MAX_BUBBLE}"
        report.error(document.file, document.line(where), message)


def _check_sentences(document: Document, report: Report) -> None:
    for where, text in walk_texts(document.data):
        _check_length(document, where, text, report)


def _check_procedure(document: Document, report: Report) -> None:
    data, fee = document.data, document.data["fee"]
    if len(data["title"]) > MAX_TITLE:
        report.error(document.file, document.line(("title",)), f"{name_field('title')} dài quá {MAX_TITLE} ký tự")
    if fee.get("amounts") and not fee.get("source"):
        report.error(
            document.file, document.line(("fee", "amounts")), f"có số tiền thì phải có {name_field('fee', 'source')}"
        )
    if fee["kind"] == "amount" and not fee.get("amounts"):
        report.error(
            document.file, document.line(("fee",)), f"lệ phí là số tiền («amount») thì phải có {name_field('amounts')}"
        )
    if fee["kind"] != "amount" and fee.get("amounts"):
        report.error(
            document.file,
            document.line(("fee", "kind")),
            f"có số tiền thì {name_field('fee', 'kind')} phải là số tiền («amount»)",
        )
    if any(amount["amount"] <= 0 for amount in fee.get("amounts", ())):
        report.error(document.file, document.line(("fee", "amounts")), "số tiền phải lớn hơn 0")
    _check_span(document, ("fee",), fee, report)


def _check_details(document: Document, report: Report) -> None:
    check_details(document.data, _complain_about(document, report))


def _check_dates(document: Document, report: Report) -> None:
    _check_span(document, (), document.data, report)
    checked = document.data.get("checked")
    if checked and document.data["review_due"] < checked:
        report.error(
            document.file,
            document.line(("review_due",)),
            f"{name_field('review_due')} phải sau {name_field('checked')}",
        )


def _check_span(document: Document, where: Where, data: YamlMapping, report: Report) -> None:
    start, end = data.get("valid_from"), data.get("valid_to")
    if start and end and end < start:
        report.error(
            document.file,
            document.line((*where, "valid_to")),
            f"{name_field(*where, 'valid_to')} phải sau {name_field(*where, 'valid_from')}",
        )


def _check_hours(document: Document, report: Report) -> None:
    for span in ("morning", "afternoon"):
        try:
            start, end = (time.fromisoformat(text) for text in document.data["hours"][span])
        except ValueError:
            start = end = time()
        if start >= end:
            report.error(document.file, document.line(("hours", span)), 'giờ viết dạng ["07:30", "11:30"]')


def _check_codes(documents: SortedDocuments, report: Report) -> None:
    """Codes are unique, and every code that is referred to exists (checked once all files can be parsed)."""
    is_some_file_broken = any(problem.file.startswith("procedures/") for problem in report.errors())
    places: dict[str, str] = {}
    for document in documents["procedure"]:
        for where in (("code",), ("former_codes",)):
            value = document.data.get(where[0], [])
            for code in [value] if isinstance(value, str) else value:
                _claim_unique(places, code, f"mã {code}", document, where, report)
    if not is_some_file_broken:
        _check_pointers(documents, places.keys(), report)


def _check_pointers(documents: SortedDocuments, codes: Collection[str], report: Report) -> None:
    for document in documents["procedure"]:
        if document.data.get("variant_of") not in (None, *codes):
            report.error(
                document.file, document.line(("variant_of",)), f"{name_field('variant_of')} là mã chưa có tệp nào"
            )
    listed = {entry["code"] for document in documents["catalogue"] for entry in document.data}
    for document, position, data in _list_clarifications(documents):
        for choice, entry in enumerate(data["choices"]):
            if entry["code"] not in listed.union(codes):
                line = document.line((position, "choices", choice, "code"))
                report.error(document.file, line, f"mã {entry['code']} chưa có tệp nào trong procedures/")
    for document in documents["life_event"]:
        check_life_event(document, codes.__contains__, _complain_about(document, report))


def _check_names(documents: SortedDocuments, report: Report) -> None:
    places: dict[str, str] = {}
    for name, key in _NAMED:
        for document in documents[name]:
            _claim_unique(places, document.data[key], f"«{document.data[key]}»", document, (key,), report)
    for document, position, data in _list_clarifications(documents):
        _claim_unique(places, data["id"], f"«{data['id']}»", document, (position, "id"), report)
    drafts: dict[str, str] = {}
    for document in documents["propaganda"]:
        for position, draft in enumerate(document.data["drafts"]):
            _claim_unique(drafts, draft["id"], f"«{draft['id']}»", document, ("drafts", position, "id"), report)
    check_repeated(documents["sentences"], report)


def _check_quiz(document: Document, report: Report) -> None:
    check_quiz(document, _complain_about(document, report))


def _check_propaganda(document: Document, report: Report) -> None:
    check_propaganda(document, _complain_about(document, report))


def _check_subscriptions(document: Document, report: Report) -> None:
    check_subscriptions(document, _complain_about(document, report))


def _check_listed(document: Document, report: Report) -> None:
    places: dict[str, str] = {}
    for position, row in enumerate(document.data):
        _claim_unique(places, row["code"], f"mã {row['code']}", document, (position, "code"), report)


def _complain_about(document: Document, report: Report) -> Callable[[Where, str], None]:
    return lambda where, message: report.error(document.file, document.line(where), message)


def _check_phrases(documents: SortedDocuments, report: Report) -> None:
    """A phrase of residents belongs to one entry only, or its meaning would be undefined."""
    places: dict[str, str] = {}
    for name in _ENTRIES:
        for document in documents[name]:
            for position, phrase in enumerate(document.data["says"]):
                _claim_unique(places, phrase.casefold(), f"câu «{phrase}»", document, ("says", position), report)
    _check_asks(documents, report)
    for document, position, data in _list_clarifications(documents):
        for number, phrase in enumerate(data["says"]):
            _claim_unique(places, phrase.casefold(), f"câu «{phrase}»", document, (position, "says", number), report)


def _check_asks(documents: SortedDocuments, report: Report) -> None:
    """A question belongs to one procedure only, or its answer would depend on the order of files."""
    places: dict[str, str] = {}
    for document in documents["procedure"]:
        for position, row in enumerate(document.data.get("questions", ())):
            for number, ask in enumerate(row["asks"]):
                where: Where = ("questions", position, "asks", number)
                _claim_unique(places, ask.casefold(), f"câu hỏi «{ask}»", document, where, report)


def _claim_unique(
    places: dict[str, str], key: str, what: str, document: Document, where: Where, report: Report
) -> None:
    line = document.line(where)
    if key in places:
        report.error(document.file, line, f"{what} đã có ở {places[key]}")
    else:
        places[key] = f"{document.file}:{line}"


def _list_clarifications(documents: SortedDocuments) -> Iterator[tuple[Document, int, YamlMapping]]:
    for document in documents["lexicon"]:
        if document.file == "lexicon/clarify.yaml":
            for position, data in enumerate(document.data):
                yield document, position, data


_CHECKS: dict[str, tuple[Callable[[Document, Report], None], ...]] = {
    "procedure": (_check_links, check_procedure_links, _check_procedure, _check_details, _check_dates),
    "guide": (_check_links, _check_buttons, _check_text, _check_dates),
    "decline": (_check_links, _check_buttons, _check_text, _check_dates),
    "intent": (_check_emergency,),
    "article": (_check_links,),
    "life_event": (_check_dates,),
    "english": (_check_dates,),
    "quiz": (_check_dates, _check_quiz),
    "propaganda": (_check_links, _check_dates, _check_propaganda),
    "catalogue": (_check_listed,),
    "other_levels": (),
    "laws": (check_law_rows,),
    "most_asked": (),
    "subscriptions": (_check_subscriptions,),
    "sentences": (_check_sentences,),
    "lexicon": (),
    "ward": (_check_links, _check_hours),
    "holidays": (),
}
"""Which rules hold for which files; those of links in texts and blanks hold for all."""
