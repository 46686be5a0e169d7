"""Nothing happens to a broadcast without a Vietnamese sentence for it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from bot import publishing_words
from bot.broadcasts import allowances, glossary, words
from bot.broadcasts.message import KINDS
from bot.broadcasts.states import TRANSITIONS, Act, State
from bot.store import deliveries
from bot.zalo.errors import Outcome

ROOM = Path(words.__file__).parent
SOURCES = [*ROOM.glob("*.py"), ROOM.parent / "lineage.py"]


def first_arguments(name: str, module: str = "") -> set[str]:
    """The literal first argument of every call of a function in the room, or of `module`'s function of that name."""
    return {
        node.args[0].value
        for file in SOURCES
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
        and (getattr(node.func, "id", None) == name or getattr(node.func, "attr", None) == name)
        and (getattr(getattr(node.func, "value", None), "id", "") == "publishing_words") == (module == "publishing_words")
    }  # fmt: skip


def test_every_state_act_and_kind_has_its_words() -> None:
    assert set(words.STATES) == set(State)
    assert set(Act) <= set(words.ACTS)
    assert set(words.KINDS) == set(KINDS)
    assert set(words.DELIVERIES) == set(deliveries.STATES)


def test_every_state_can_be_reached_and_left_by_the_table_alone() -> None:
    reached = set(TRANSITIONS.values()) | {State.DRAFT}
    assert reached == set(State)
    ends = set(State) - {state for state, _ in TRANSITIONS}
    assert ends == {State.REJECTED, State.STOPPED, State.EXPIRED}


def test_every_reason_of_the_one_expression_has_its_sentence() -> None:
    reasons = set(re.findall(r"THEN '(\w+)'", deliveries._OUT))
    assert len(reasons) >= 7
    assert reasons | {"free", "paid"} == set(words.REASONS)


def test_every_outcome_of_zalo_has_its_sentence() -> None:
    assert set(Outcome) <= set(words.OUTCOMES)


def test_every_refusal_is_used_and_every_use_has_its_sentence() -> None:
    from bot import cli

    used = first_arguments("refusal") | first_arguments("said")
    for file in Path(cli.__file__).parent.glob("broadcast*.py"):
        used |= set(re.findall(r'refusal\("(\w+)"', file.read_text(encoding="utf-8")))
    assert used == set(words.REFUSALS)
    assert first_arguments("refusal", "publishing_words") <= set(publishing_words.REFUSALS)


def test_every_warning_of_a_forecast_is_used_and_every_use_has_its_sentence() -> None:
    assert first_arguments("warning") == set(words.WARNINGS)
    kinds = set(allowances.PERIODIC)
    assert kinds | {f"{kind}_unknown" for kind in kinds} == set(words.ALLOWANCES)


def test_every_reason_to_stand_still_or_wait_has_its_sentence() -> None:
    text = "".join(file.read_text(encoding="utf-8") for file in SOURCES if file.name not in ("words.py", "glossary.py"))
    for name in (*words.PAUSES, *words.HOLDS):
        assert f'"{name}"' in text, f"{name} is never said"


def test_the_page_of_sentences_is_the_programs_own() -> None:
    page = (ROOM.parents[1] / "docs/ket-qua-ban-tin.md").read_text(encoding="utf-8")
    assert page == glossary.page()
