"""The tests of the workspace Chain rule share one of it: making it takes a third of a second."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.workspaces.chain_rule.chain_bench import ChainBench


@pytest.fixture(scope="session")
def shared_chain_benches(qapp: QApplication) -> Iterator[list[ChainBench]]:
    """The one that tests share, as soon as one of them has made it."""
    made: list[ChainBench] = []
    yield made
    for bench in made:
        bench.close()


@pytest.fixture
def new_chain_bench(qtbot: QtBot) -> Iterator[ChainBench]:
    """One for one test alone, which takes it apart."""
    made = ChainBench()
    made.renew(qtbot)
    yield made
    made.close()


@pytest.fixture
def chain_bench(
    shared_chain_benches: list[ChainBench], qtbot: QtBot, request: pytest.FixtureRequest
) -> Iterator[ChainBench]:
    """The workspace as in a new window; where a test fails, the next ones get another."""
    if not shared_chain_benches:
        shared_chain_benches.append(ChainBench())
    (made,) = shared_chain_benches
    failed = request.session.testsfailed
    made.renew(qtbot)
    yield made
    made.rest()
    if request.session.testsfailed > failed:
        shared_chain_benches.pop().close()
