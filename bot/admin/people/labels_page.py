"""Labels of people: every label, topic and neighbourhood with its people; giving and taking labels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule, me
from bot.admin.broadcasts import previews as looks
from bot.admin.people import texts
from bot.admin.people.list_page import FILTERS, filter_from, render_people
from bot.admin.route import Route
from bot.admin.shared.paging import Page, by_name, has_words, link, number_in, page_of, words_in
from bot.people.tags import LONGEST_TAG, TagError
from bot.runtime import Runtime

PAGE, FEW = 50, 15
"""Rows of one kind alone, and of each kind where all stand side by side."""
REFUSED = "refused"
LABEL_KINDS = tuple(kind for kind, _, _ in texts.GROUPS)
LabelRow = tuple[str, str, int]
"""(id, name, how many people)."""
Row = TypeVar("Row")
ORDERS: dict[str, Callable[[LabelRow], Any]] = {
    "": lambda row: (-row[2], by_name(row[1])),
    "name": lambda row: by_name(row[1]),
}


def show_labels(runtime: Runtime) -> ResponseReturnValue:
    """Show labels, topics, neighbourhoods and what Zalo refused: all side by side, or one kind in pages."""
    args = request.args
    what, text = args.get("what", ""), words_in(args.get("q", ""))
    what = what if what == REFUSED or what in LABEL_KINDS else ""
    refused = [
        item for item in runtime.labels.refused() if has_words(text, item.name, item.tag, item.reason, item.code)
    ]
    return render_template(
        "admin/people/labels.html",
        texts=texts,
        query=args,
        what=what,
        is_filtered=bool(text),
        link=link(args.to_dict()),
        refused=_page_of_kind(REFUSED, what, refused) if what in ("", REFUSED) else None,
        waiting=runtime.people_directory.waiting_labels(),
        groups=_list_groups(runtime, what, text),
        done=texts.DONE.get(args.get("done", "")),
    )


def _list_groups(runtime: Runtime, what: str, text: str) -> list[tuple[str, str, Page[LabelRow], str]]:
    """Return (heading, kind, one page of its rows, hint while there are none) of each kind that is shown."""
    rows = _rows_by_kind(runtime)
    sort = ORDERS.get(request.args.get("order", ""), ORDERS[""])
    return [
        (
            heading,
            kind,
            _page_of_kind(kind, what, sorted((row for row in rows[kind] if has_words(text, row[1])), key=sort)),
            empty,
        )
        for kind, heading, empty in texts.GROUPS
        if what in ("", kind)
    ]


def _rows_by_kind(runtime: Runtime) -> dict[str, list[LabelRow]]:
    topic_counts = runtime.people_directory.topic_counts()
    return {
        "tag": [(tag, tag, people) for tag, people in runtime.labels.counts()],
        "topic": [
            (topic, label, topic_counts[topic])
            for topic, label in looks.topic_labels(runtime).items()
            if topic_counts.get(topic)
        ],
        "neighbourhood": [(name, name, people) for name, people in runtime.segments.neighbourhoods()],
    }


def _page_of_kind(kind: str, what: str, rows: Sequence[Row]) -> Page[Row]:
    """Return a full page of the kind that is shown alone, else the first few rows."""
    return page_of(rows, number_in(request.args) if what == kind else 1, PAGE if what == kind else FEW)


def change_labels(runtime: Runtime) -> ResponseReturnValue:
    """Give or take a label: of the people ticked at once, of everybody listed after one more look."""
    form = request.form
    act, tag = form.get("act", ""), " ".join(form.get("tag_name", "").split())
    if act not in texts.ACTS or not tag or len(tag) > LONGEST_TAG:
        return render_people(runtime, form, f"Hãy ghi tên nhãn, tới {LONGEST_TAG} chữ.", 422)
    if form.get("scope") != texts.EVERYBODY:
        ids = form.getlist("person")
        if not ids:
            return render_people(
                runtime, form, "Chưa chọn ai. Hãy đánh dấu ở đầu dòng, hoặc chọn “mọi người trong danh sách”.", 422
            )
    elif form.get("sure") != "yes":
        return _ask_before_labelling(runtime, act, tag)
    else:
        ids = runtime.people_directory.list_ids(filter_from(form))
    try:
        changed = runtime.people_directory.change_labels(ids, tag, act == "give", me().id)
    except TagError as error:
        return render_people(runtime, form, str(error), 422)
    notice = "label_same" if not changed else f"label_{'given' if act == 'give' else 'taken'}"
    if form.get("back") == "person" and me().may_answer:
        return redirect(url_for("admin.person", person_id=ids[0], done=notice), 303)
    params: dict[str, Any] = {**_list_params(), "done": notice}
    return redirect(url_for("admin.people", **params), 303)


def _ask_before_labelling(runtime: Runtime, act: str, tag: str) -> ResponseReturnValue:
    """What will happen, before it happens to many."""
    size = runtime.people_directory.count_people(filter_from(request.form))
    return render_template(
        "admin/people/label_many.html",
        act=act,
        tag=tag,
        size=size,
        list_query=_list_params(),
        will=texts.label_sentence(act, tag, size),
        takes=texts.duration_text(size),
    )


def _list_params() -> dict[str, str]:
    return {name: request.form[name] for name in FILTERS if request.form.get(name)}


ROUTES: tuple[Route, ...] = (
    Route("GET", "/people/labels", "people_labels", show_labels, Rule.LISTS_PEOPLE),
    Route("POST", "/people/labels", "people_label", change_labels, Rule.WRITES),
)
