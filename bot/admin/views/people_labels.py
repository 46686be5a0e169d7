"""Labels of people: every label, topic and neighbourhood with its people, and giving or taking one for one person or many."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin import broadcast_looks as looks
from bot.admin import words_people as said
from bot.admin.access import Rule, me
from bot.admin.paging import Page, by_name, has_words, link, number_in, page_of, words_in
from bot.admin.route import Route
from bot.admin.views.people import FILTERS, listing, wanted_by
from bot.runtime import Runtime
from bot.tagging import LONGEST_TAG, TagError

PAGE, FEW = 50, 15
"""Rows of one kind alone, and of each kind where all stand side by side."""
REFUSED = "refused"
ORDERS: dict[str, Callable[[tuple[str, str, int]], Any]] = {
    "": lambda row: (-row[2], by_name(row[1])),
    "name": lambda row: by_name(row[1]),
}


def page(runtime: Runtime) -> ResponseReturnValue:
    """What there is, with counts, and what Zalo refused: all side by side, or one kind in pages."""
    chosen = runtime.people_list.topic_counts()
    rows = {
        "tag": [(tag, tag, people) for tag, people in runtime.tagging.counts()],
        "topic": [
            (topic, label, chosen[topic]) for topic, label in looks.topic_labels(runtime).items() if chosen.get(topic)
        ],
        "neighbourhood": [(name, name, people) for name, people in runtime.segments.neighbourhoods()],
    }
    asked = request.args
    what, text = asked.get("what", ""), words_in(asked.get("q", ""))
    what = what if what == REFUSED or what in rows else ""
    sort = ORDERS.get(asked.get("order", ""), ORDERS[""])

    def shown(field: str, found: Iterable[Any]) -> Page[Any]:
        return page_of(list(found), number_in(asked) if what == field else 1, PAGE if what == field else FEW)

    refused = (
        item for item in runtime.tagging.refused() if has_words(text, item.name, item.tag, item.reason, item.code)
    )  # fmt: skip
    return render_template(
        "admin/people/labels.html", said=said, asked=asked, what=what, is_filtered=bool(text), link=link(asked.to_dict()),
        refused=shown(REFUSED, refused) if what in ("", REFUSED) else None, waiting=runtime.people_list.waiting_labels(),
        groups=[
            (heading, field, shown(field, sorted((row for row in rows[field] if has_words(text, row[1])), key=sort)), empty)
            for field, heading, empty in said.GROUPS if what in ("", field)
        ],
    )  # fmt: skip


def change(runtime: Runtime) -> ResponseReturnValue:
    """Give or take a label: of the people ticked at once, of everybody listed after one more look."""
    form = request.form
    act, tag = form.get("act", ""), " ".join(form.get("tag_name", "").split())
    if act not in said.ACTS or not tag or len(tag) > LONGEST_TAG:
        return listing(runtime, form, f"Hãy ghi tên nhãn, tới {LONGEST_TAG} chữ.", 422)
    if form.get("scope") != said.EVERYBODY:
        ids = form.getlist("person")
        if not ids:
            return listing(
                runtime, form, "Chưa chọn ai. Hãy đánh dấu ở đầu dòng, hoặc chọn “mọi người trong danh sách”.", 422
            )
    elif form.get("sure") != "yes":
        return _ask(runtime, act, tag)
    else:
        ids = runtime.people_list.ids(wanted_by(form))
    try:
        changed = runtime.people_list.label(ids, tag, act == "give", me().id)
    except TagError as error:
        return listing(runtime, form, str(error), 422)
    done = "label_same" if not changed else f"label_{'given' if act == 'give' else 'taken'}"
    if form.get("back") == "person" and me().may_answer:
        return redirect(url_for("admin.person", person_id=ids[0], done=done), 303)
    kept: dict[str, Any] = {**_kept(), "done": done}
    return redirect(url_for("admin.people", **kept), 303)


def _ask(runtime: Runtime, act: str, tag: str) -> ResponseReturnValue:
    """What will happen, before it happens to many."""
    size = runtime.people_list.size(wanted_by(request.form))
    return render_template(
        "admin/people/label_many.html", act=act, tag=tag, size=size, kept=_kept(), will=said.labelled(act, tag, size),
        takes=said.minutes(size),
    )  # fmt: skip


def _kept() -> dict[str, str]:
    return {name: request.form[name] for name in FILTERS if request.form.get(name)}


ROUTES: tuple[Route, ...] = (
    Route("GET", "/people/labels", "people_labels", page, Rule.SIGNED_IN),
    Route("POST", "/people/labels", "people_label", change, Rule.WRITES),
)
