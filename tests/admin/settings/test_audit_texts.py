"""The audit is read by managers: every act, thing and detail in words, never a field name of the program."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import bot
from bot.admin.settings import audit_texts
from bot.runtime import Runtime
from bot.store import audit
from tests.admin.installation import OfficialAtWork, make_app, new_official

HOME = Path(bot.__file__).parent


def acts() -> set[str]:
    """The literal action of every `audit.write` in the program."""
    found = set()
    for file in HOME.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            is_write = isinstance(node, ast.Call) and ast.unparse(node.func) == "audit.write" and len(node.args) > 3
            if is_write and isinstance(node.args[3], ast.Constant):  # type: ignore[attr-defined]
                found.add(node.args[3].value)  # type: ignore[attr-defined]
    return found


def test_every_act_has_its_words() -> None:
    assert len(acts()) > 20
    assert {name for name in acts() if audit_texts.action_name(name) == name} == set()
    for name in ("question_dismissed", "question_open", "broadcast_export"):
        assert audit_texts.action_name(name) != name


def test_a_change_of_state_is_told_in_words(runtime: Runtime, manager: OfficialAtWork) -> None:
    with runtime.store.write() as db:
        detail = '{"from": "submitted", "to": "returned", "reason": "Sai ngày", "count": 3}'
        audit.write(db, runtime.clock(), None, "broadcast_return", "broadcast:12", detail)
        audit.write(db, runtime.clock(), None, "broadcast_pause", "broadcast:12", '{"to": "paused", "reason": "token"}')
    page = manager.page("/admin/settings/audit")
    assert "Chờ duyệt → Trả lại để sửa. Lý do: Sai ngày. Số lượng: 3" in page
    assert "mất kết nối với Zalo" in page
    assert "Bản tin số 12" in page
    assert "{" not in page.split("<tbody>")[1]


def test_things_and_details_are_told_by_name(runtime: Runtime, manager: OfficialAtWork) -> None:
    officer = new_official(make_app(runtime), runtime, "author")
    number = runtime.store.row("SELECT id FROM officials WHERE email = ?", [officer.email])["id"]
    runtime.officials.set_roles(officer.email, "approver")
    lines = (
        ("article_create", "7", None),
        ("segment_add", "3", None),
        ("assign", "7301900000000000022", str(number)),
        ("content_edit", "ward.yaml", "desk 12"),
        ("factor_require", None, "manager,approver"),
    )
    with runtime.store.write() as db:
        for act, subject, phrase in lines:
            audit.write(db, runtime.clock(), None, act, subject, phrase)
    page = manager.page("/admin/settings/audit")
    for words in (
        "Cán bộ author",
        "Soạn bản tin → Duyệt bản tin",
        "Bài viết số 7",
        "Nhóm số 3",
        "Người dân …0022",
        "Giao cho Cán bộ author",
        "Sửa, lần sửa số 12",
        "Quản lý, Duyệt bản tin",
    ):
        assert words in page, words


def test_a_bare_number_finds_the_broadcast_of_that_number(runtime: Runtime, manager: OfficialAtWork) -> None:
    with runtime.store.write() as db:
        audit.write(db, runtime.clock(), None, "broadcast_create", "broadcast:12")
        audit.write(db, runtime.clock(), None, "broadcast_create", "broadcast:123")
    page = manager.page("/admin/settings/audit?subject=12")
    assert "Bản tin số 12<" in page and "Bản tin số 123<" not in page


def test_lines_turn_in_both_orders(runtime: Runtime, manager: OfficialAtWork) -> None:
    with runtime.store.write() as db:
        for number in range(60):
            audit.write(db, runtime.clock(), None, "backup", f"sao-{number:02}")
    for order, first, last in (("", 59, 0), ("oldest", 0, 59)):
        page = manager.page(f"/admin/settings/audit?what=backup&order={order}")
        assert f"sao-{first:02}<" in page and f"sao-{last:02}<" not in page
        onward = re.search(r'href="(/admin/settings/audit\?[^"]*(?:before|after)=[^"]+)"', page)
        assert onward
        page = manager.page(onward[1].replace("&amp;", "&"))
        assert f"sao-{last:02}<" in page and f"sao-{first:02}<" not in page and "Về đầu" in page
