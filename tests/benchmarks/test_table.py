"""Can every row of the table still be measured, while the program beneath it changes?

The shortest possible race of each; those of the window on a small network, in this process.
"""

from collections.abc import Iterator
from importlib.util import find_spec

import pytest
from PySide6.QtWidgets import QApplication

from explorer.ui.window.main_window import MainWindow
from tests.benchmarks import interaction_speed, window_speed
from tests.benchmarks.driven_window import steps_made, window_on
from tests.benchmarks.race import Length
from tests.benchmarks.rows import interaction, training, window
from tests.benchmarks.start_speed import BARE, PROGRAM, first_frames
from tests.benchmarks.table import ROWS
from tests.benchmarks.work import xor

SHORTEST = Length(rounds=1, seconds=0.001, runs=2)
AGAINST_TORCH = {*training.WORKS, "sweep", "map"}
IN_A_WINDOW = {"start", "window", "interaction", "map-frames"}


@pytest.fixture
def opened(qapp: QApplication) -> Iterator[MainWindow]:
    with window_on(xor()) as opened:
        yield opened


@pytest.mark.long
@pytest.mark.parametrize("name", sorted(ROWS.keys() - AGAINST_TORCH - IN_A_WINDOW))
def test_a_row_without_pytorch_has_lines_with_ratios(name: str) -> None:
    ratios = [line.ratio.median for line in ROWS[name](SHORTEST)]
    assert ratios
    assert min(ratios) > 0


@pytest.mark.long
@pytest.mark.skipif(find_spec("torch") is None, reason="PyTorch is there after `make bench` alone")
@pytest.mark.parametrize("name", sorted(AGAINST_TORCH))
def test_a_row_against_pytorch_has_lines_with_ratios(name: str) -> None:
    assert all(line.ratio.median > 0 for line in ROWS[name](SHORTEST))


def test_a_round_of_frames_becomes_four_lines(opened: MainWindow) -> None:
    found = window_speed.one_round(opened, None, seconds=0.1)
    lines = list(window.lines_of("XOR 2-4-1", [found.rates]))
    assert [line.unit for line in lines] == ["frames/s", "steps/s", "steps/s", "steps/s"]
    assert all(line.ratio.median > 0 for line in lines)
    assert steps_made(opened) > 0


@pytest.mark.long
def test_an_edit_and_a_scrub_cost_the_thread_that_draws_something(opened: MainWindow) -> None:
    costs = interaction_speed.edits(opened, 1)
    lines = list(interaction.lines_of("XOR 2-4-1", costs))
    assert [line.aim is None for line in lines] == [False, True, True]
    assert all(line.ratio.median > 0 for line in lines)
    assert costs[interaction_speed.RETURN] < costs[interaction_speed.EDIT]


@pytest.mark.long
def test_the_line_of_alpha_is_dragged_to_where_it_is_let_go_of(opened: MainWindow) -> None:
    costs = interaction_speed.drags(opened, 1)
    (line,) = interaction.lines_of(interaction_speed.ONE_VARIABLE, costs)
    assert line.ratio.median > 0
    assert str(line.aim) == "≤ 12"
    assert opened.document.project.one_variable.learning_rate == pytest.approx(0.44, abs=2e-3)


def test_a_network_with_all_its_connections_is_opened_tidied_and_tidied_no_longer(
    opened: MainWindow,
) -> None:
    dense = interaction_speed.all_connections(60)
    assert len(dense.network.connections) == 1770
    costs = interaction_speed.large(opened, 1, interaction_speed.all_connections(5))
    assert [len(taken) for taken in costs.values()] == [1, 1, 1]


def test_the_first_frames_of_a_bare_window_and_of_the_program_are_timed() -> None:
    frames = first_frames(rounds=1)
    assert 0 < frames[BARE][0].processor < frames[PROGRAM][0].processor
