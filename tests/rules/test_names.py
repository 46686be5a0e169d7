"""Names say what a thing is: values are nouns, and a function's one word is enough only where it is the usual one."""

from __future__ import annotations

import ast
from collections import Counter, defaultdict
from collections.abc import Iterator

from tests.rules.repository import ROOT, python_files, tree_of

_WORDS = """
    found said told known kept shown typed asked wanted given made taken seen sent held gone done brought meant built
    chosen written heard learned matched missed named used put got
"""
PARTICIPLES = frozenset(_WORDS.split())
"""Words that say what happened to a value and not what it is."""

PRODUCT = ("bot", "handlers", "tools", "benchmarks")
MOST_IN_TESTS = 175
ONE_WORD_SHARE, SAME_CLASS_NAMES = 0.25, 2


def variables(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Variables and parameters with their lines; fields of classes are columns, JSON keys or words of a contract."""
    fields = {
        id(field.target)
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for field in node.body
        if isinstance(field, ast.AnnAssign)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and id(node) not in fields:
            yield node.id, node.lineno
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno


def participles(*rooms: str) -> list[str]:
    """Every place in these rooms where a variable is a bare participle."""
    return [
        f"{path.relative_to(ROOT)}:{line} {name}"
        for path in python_files()
        if path.relative_to(ROOT).parts[0] in rooms
        for name, line in variables(tree_of(path))
        if name.strip("_") in PARTICIPLES
    ]


def test_no_variable_of_the_product_is_a_bare_participle() -> None:
    assert participles(*PRODUCT) == []


def test_tests_use_no_more_of_them_than_they_did() -> None:
    assert len(participles("tests")) <= MOST_IN_TESTS


def test_functions_say_what_they_do_and_classes_have_names_of_their_own() -> None:
    functions, classes = Counter[bool](), defaultdict[str, list[str]](list)
    for path in python_files():
        if path.relative_to(ROOT).parts[0] in ("bot", "handlers"):
            for node in ast.walk(tree_of(path)):
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("__"):
                    functions["_" in node.name.strip("_")] += 1
                elif isinstance(node, ast.ClassDef):
                    classes[node.name].append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert functions[False] <= ONE_WORD_SHARE * functions.total()
    assert len({name: places for name, places in classes.items() if len(places) > 1}) <= SAME_CLASS_NAMES
