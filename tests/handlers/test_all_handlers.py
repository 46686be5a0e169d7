"""All handlers together: nothing a person sends or presses ends in silence."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from bot.content.blanks import unknown_blanks
from bot.content.postal_steps import STEPS
from bot.event import Kind
from handlers import HANDLER_GROUPS, sections
from tests.handlers.factories import ask, payloads, text_of, understood, words

HANDLERS = Path(__file__).parents[2] / "handlers"
COMMANDS = sorted({name for group in HANDLER_GROUPS for name in group.commands})
INTENTS = sorted({name for group in HANDLER_GROUPS for name in group.intents})
KEY = re.compile(r"[a-z_]+\.[a-z_]+[a-z0-9_]*")


def literals(*folders: Path) -> set[str]:
    files = (path for folder in folders or (HANDLERS,) for path in folder.rglob("*.py"))
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in files)
    constants = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {node.value for node in constants if isinstance(node.value, str)}


def sentence_files() -> set[str]:
    return {key.partition(".")[0] for key in words().sentences}


def test_every_sentence_a_handler_names_is_there() -> None:
    texts = {text for text in literals() if KEY.fullmatch(text) and text.partition(".")[0] in sentence_files()}
    assert len(texts) > 100
    assert {key for key in texts if not _is_said(key)} == set()


def _is_said(key: str) -> bool:
    """A sentence, or the common beginning of several ("procedures.fee_" of an f-string)."""
    return any(known.startswith(key) if key.endswith("_") else known == key for known in words().sentences)


def test_no_sentence_is_left_over() -> None:
    said = literals(HANDLERS, HANDLERS.parent / "bot") | {str(kind) for kind in Kind}
    beginnings = tuple(text for text in said if "." in text and text.endswith("_"))
    parts = [(key, *key.split(".")) for key in words().sentences]
    left = [
        key
        for key, file, name in parts
        if key not in said and not key.startswith(beginnings) and not (f"{file}." in said and name in said)
    ]
    assert [key for key in left if not _is_told_by_name(key)] == []


def _is_told_by_name(key: str) -> bool:
    """Emergencies are told by intent, parts of a procedure by section, steps by name, address by word, outcomes by code."""
    file, _, name = key.partition(".")
    if file == "post_steps" and name.removesuffix("_title").removesuffix("_words") in STEPS:
        return True
    return (
        file in ("address", "outcomes") or name in words().intents or name.removesuffix("_title") in sections.COMMANDS
    )


def test_every_chat_intent_of_the_content_is_answered() -> None:
    assert words().intents.keys() - set(INTENTS) == set()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_answered_with_and_without_an_argument(command: str) -> None:
    for argument in ("", " 1.001193", " không có"):
        routed = ask(f"#{command}{argument}")
        assert text_of(routed)
        assert not unknown_blanks(text_of(routed), frozenset())


@pytest.mark.parametrize("intent", INTENTS)
def test_every_intent_is_answered(intent: str) -> None:
    assert text_of(ask("…", understood(intent, "chat" if intent in words().intents else "answer")))


def test_every_button_leads_to_a_command_that_exists() -> None:
    pressed = {say for command in COMMANDS for say in payloads(ask(f"#{command} 1.001193"))}
    names = {say[1:].partition(" ")[0] for say in pressed if say.startswith("#")}
    assert len(names) > 15
    assert names - set(COMMANDS) == set()


def test_every_guide_a_button_leads_to_exists() -> None:
    pressed = {say for command in COMMANDS for say in payloads(ask(f"#{command} 1.001193"))}
    guides = {say.partition(" ")[2] for say in pressed if say.startswith("#huong_dan ")}
    assert guides and guides - words().guides.keys() == set()


def test_the_last_topic_is_the_fallback_and_the_first_the_emergency() -> None:
    assert (HANDLER_GROUPS[0].name, HANDLER_GROUPS[-1].name) == ("emergency", "fallback")


@pytest.mark.parametrize("code", sorted(words().procedures))
def test_every_procedure_can_be_told_whole_and_by_part(code: str) -> None:
    procedure = words().procedures[code]
    for command in (
        "thu_tuc",
        "giay_to",
        "le_phi",
        "thoi_gian",
        "noi_nop",
        "truc_tuyen",
        "buu_dien",
        "mau_don",
        "can_cu",
        "ai_lam",
        "ket_qua",
        "cac_buoc",
    ):
        routed = ask(f"#{command} {code}")
        text = text_of(routed)
        assert procedure.title in text
        checked = procedure.origin.checked
        told = f"cập nhật: {checked:%d/%m/%Y}" if checked else "chưa có ngày so với nguồn"
        assert text.endswith(f"Nguồn: {procedure.origin.source} · {told}")
        assert all(len(reply.buttons) <= 5 for reply in routed.replies)
        assert "{" not in text and ".." not in text.replace("…", "")


def test_a_fee_of_the_province_is_never_called_free() -> None:
    provincial = [code for code, procedure in words().procedures.items() if procedure.fee.kind == "province"]
    assert provincial
    for code in provincial:
        assert not text_of(ask(f"#le_phi {code}")).partition("\n")[2].casefold().startswith("miễn phí")
