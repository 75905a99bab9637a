"""Refusals have one root, and whoever shows them catches that root or one of them, and nothing wider."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from explorer.files.refused import FileRefused
from explorer.formula.lexer import FormulaError
from explorer.network.rules import RuleBroken
from explorer.number import NotANumber
from explorer.refusal import Refusal
from tests.test_imports import MODULES, ROOT, name_of, parse, room_of

NO_REFUSALS = {
    "Cancelled": "ends a computation that nobody waits for",
    "MemoryDoesNotFit": "a mistake of the program: nobody chooses a memory",
}
"""Exceptions that say nothing to a person, and why they are there."""

NARROW = {
    ("explorer/cli/__init__.py", "SystemExit"),
    ("explorer/cli/__init__.py", "KeyboardInterrupt"),
    ("explorer/cli/__init__.py", "BrokenPipeError"),
    ("explorer/cli/__init__.py", "OSError"),
    ("explorer/cli/map_runs.py", "KeyboardInterrupt"),
}
"""What the command line catches beside refusals: the ends of a program, and a full standard output.

A map that is interrupted writes what it has come to."""


def exceptions_in(module: Path) -> Iterator[type[BaseException]]:
    """The exception classes that a module defines."""
    classes = [node.name for node in parse(module).body if isinstance(node, ast.ClassDef) and node.bases]
    if classes:
        found = importlib.import_module(".".join(module.relative_to(ROOT).with_suffix("").parts))
        yield from (each for name in classes if issubclass(each := getattr(found, name), BaseException))


def caught_in(tree: ast.AST) -> Iterator[str]:
    """The names of the exceptions that `tree` catches."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None, "a bare except"
            types = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            yield from (ast.unparse(each) for each in types)


@pytest.mark.parametrize("refusal", [RuleBroken, FileRefused, FormulaError, NotANumber])
def test_a_refusal_is_no_error_of_a_value(refusal: type[Exception]) -> None:
    assert issubclass(refusal, Refusal)
    assert not issubclass(refusal, ValueError)


def test_every_exception_of_the_program_that_says_something_to_a_person_is_a_refusal() -> None:
    found = {each.__name__: each for module in MODULES for each in exceptions_in(module)}
    others = {name for name, each in found.items() if not issubclass(each, Refusal)}
    assert others == NO_REFUSALS.keys()


def test_window_and_command_line_catch_refusals_and_nothing_wider() -> None:
    found = (each for module in MODULES for each in exceptions_in(module))
    refusals = {each.__name__ for each in found if issubclass(each, Refusal)}
    caught = {
        (name_of(module), name)
        for module in MODULES
        if room_of(module) in ("ui", "cli")
        for name in caught_in(parse(module))
    }
    assert {each for each in caught if each[1] not in refusals} == NARROW
