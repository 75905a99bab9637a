"""The workspace One variable is tested with the kernels, as a window has them after its first second."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from explorer.kernels.warm_up import load_orbits
from tests.ui.workspaces.one_variable.bench import Bench


@pytest.fixture(scope="session", autouse=True)
def kernels() -> None:
    """Load them once."""
    load_orbits()


@pytest.fixture(scope="session")
def shared_benches(qapp: QApplication) -> Iterator[list[Bench]]:
    """The panel that tests share, as soon as one of them has made it: that takes half a second."""
    made: list[Bench] = []
    yield made
    for bench in made:
        bench.close()


@pytest.fixture
def bench(shared_benches: list[Bench], qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[Bench]:
    """A panel as in a new window; where a test fails, the next ones get another."""
    if not shared_benches:
        shared_benches.append(Bench(qtbot))
    (made,) = shared_benches
    failed = request.session.testsfailed
    made.renew(qtbot)
    yield made
    made.rest()
    if request.session.testsfailed > failed:
        shared_benches.pop().close()


@pytest.fixture
def new_bench(qtbot: QtBot) -> Iterator[Bench]:
    """A panel for one test alone, which takes it apart."""
    made = Bench(qtbot)
    yield made
    made.close()
