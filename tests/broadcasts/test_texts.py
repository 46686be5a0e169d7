"""Nothing happens to a broadcast without a Vietnamese sentence for it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import yaml

from bot.articles import texts as articles_texts
from bot.broadcasts import texts as broadcasts_texts
from bot.broadcasts.kinds import all_kinds
from bot.broadcasts.states import TRANSITIONS, Act, State
from bot.store import deliveries, eligibility
from bot.zalo.errors import Outcome
from tools import broadcast_glossary

ROOM = Path(broadcasts_texts.__file__).parent
REPOSITORY = ROOM.parents[1]
SOURCES = [*ROOM.rglob("*.py"), ROOM.parent / "installation" / "restore_guard.py"]


def first_arguments(name: str, module: str = "") -> set[str]:
    """The literal first argument of every call of a function in the room, or of `module`'s function of that name."""
    return {
        node.args[0].value
        for file in SOURCES
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
        and (getattr(node.func, "id", None) == name or getattr(node.func, "attr", None) == name)
        and (getattr(getattr(node.func, "value", None), "id", "") == "articles_texts") == (module == "articles_texts")
    }


def test_every_state_act_and_kind_has_its_words() -> None:
    assert set(broadcasts_texts.STATES) == set(State)
    assert set(Act) <= set(broadcasts_texts.ACTS)
    assert all(kind.title and kind.label and kind.report_label for kind in all_kinds())
    assert set(broadcasts_texts.DELIVERIES) == set(deliveries.STATES)


def test_every_state_can_be_reached_and_left_by_the_table_alone() -> None:
    reached = set(TRANSITIONS.values()) | {State.DRAFT}
    assert reached == set(State)
    ends = set(State) - {state for state, _ in TRANSITIONS}
    assert ends == {State.REJECTED, State.STOPPED, State.EXPIRED}


def test_every_reason_of_the_one_expression_has_its_sentence() -> None:
    reasons = set(re.findall(r"THEN '(\w+)'", eligibility.WHY_OUT))
    assert len(reasons) >= 7
    assert reasons | {"free", "paid"} == set(broadcasts_texts.REASONS)


def test_every_outcome_of_zalo_has_its_sentence_for_broadcasts_and_for_answers() -> None:
    """One outcome has two sentences because it asks for two things: a broadcast waits or goes on by itself, an answer to one person
    waits for an official, who sends it again, rewrites it or calls. What only one of them can end in is named here.
    """
    for_answers = set(yaml.safe_load((REPOSITORY / "content/sentences/outcomes.yaml").read_text(encoding="utf-8")))
    for_broadcasts = set(broadcasts_texts.OUTCOMES)
    assert for_broadcasts & for_answers == set(Outcome)
    assert for_broadcasts - for_answers == {"too_late", "stopped"}
    assert for_answers - for_broadcasts == {"not_found", "no_record", "interrupted", "stale"}


def test_every_refusal_is_used_and_every_use_has_its_sentence() -> None:
    from bot import cli

    used = first_arguments("refusal") | first_arguments("moment_refusal")
    for file in Path(cli.__file__).parent.glob("broadcast*.py"):
        used |= set(re.findall(r'refusal\("(\w+)"', file.read_text(encoding="utf-8")))
    assert used == set(broadcasts_texts.REFUSALS)
    assert first_arguments("refusal", "articles_texts") <= set(articles_texts.REFUSALS)


def test_every_warning_of_a_forecast_is_used_and_every_use_has_its_sentence() -> None:
    assert first_arguments("warning_text") == set(broadcasts_texts.WARNINGS)
    kinds = {kind.name for kind in all_kinds() if kind.has_period_quota}
    assert kinds | {f"{kind}_unknown" for kind in kinds} == set(broadcasts_texts.ALLOWANCES)


def test_every_reason_to_stand_still_or_wait_has_its_sentence() -> None:
    text = "".join(file.read_text(encoding="utf-8") for file in SOURCES if file.name not in ("words.py", "glossary.py"))
    for name in (*broadcasts_texts.PAUSES, *broadcasts_texts.HOLDS):
        assert f'"{name}"' in text, f"{name} is never said"


def test_the_page_of_sentences_is_the_programs_own() -> None:
    page = (REPOSITORY / "docs/ket-qua-ban-tin.md").read_text(encoding="utf-8")
    assert page == broadcast_glossary.render_page()
