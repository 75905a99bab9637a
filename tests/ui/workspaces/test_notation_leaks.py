"""Does anything in Laboratory and One variable name a symbol that the notation in force writes otherwise?"""

import pytest
from pytestqt.qtbot import QtBot

from explorer.ui.plot.widget import Plot
from explorer.ui.workspaces.laboratory.card_table import CARDS
from explorer.ui.workspaces.laboratory.list_card import ListCard
from tests.ui.said import leaks, write_with_sentinel
from tests.ui.training_experiment import DIVERGING
from tests.ui.workspaces.laboratory.bench import LaboratoryBench
from tests.ui.workspaces.one_variable.bench import Bench


@pytest.mark.parametrize("is_early", [True, False])
def test_the_laboratory_writes_every_symbol_as_the_notation_does(qtbot: QtBot, is_early: bool) -> None:
    bench = LaboratoryBench(qtbot, DIVERGING)
    if is_early:
        write_with_sentinel(bench.session)
    bench.model.choose(
        "", map_size=16, steps=30, sweep_count=20, over_flow=True, sharpness_over_limit=is_early
    )
    bench.wait_for_runs()
    bench.model.halve_from(bench.model.compared.runs[0], 2)
    found = []
    for row in CARDS:
        setting = row.place.setting
        if setting is not None:
            bench.model.choose("", **{setting: row.name})
        bench.settle()
        if not is_early:
            write_with_sentinel(bench.session)
            bench.settle()
        card = bench.centre.card(row.name)
        assert card.isVisible()
        found += leaks(bench.centre)
        for plot in card.findChildren(Plot):
            plot.crosshair.step(1)
            found += leaks(plot.menu()) + leaks(plot)
        if isinstance(card, ListCard):
            found += leaks(card.menu(bench.model.compared.runs[0]))
    assert "\n".join(dict.fromkeys(map(str, found + leaks(bench.toolbar)))) == ""


def test_one_variable_writes_every_symbol_as_the_notation_does(qtbot: QtBot) -> None:
    bench = Bench(qtbot)
    qtbot.addWidget(bench.panel)
    bench.panel.transport.keep.click()
    bench.panel.rates.why_action.trigger()
    found = []
    for momentum in (0.0, 0.5):
        bench.panel.model.choose("", momentum=momentum, learning_rate=0.42)
        bench.settle()
        bench.wait_for(lambda: not (bench.jobs.running or bench.panel.rates.end_states.is_due), seconds=30)
        write_with_sentinel(bench.session)
        bench.settle()
        found += leaks(bench.panel)
        for plot in bench.panel.findChildren(Plot):
            plot.crosshair.step(1)
            found += leaks(plot.menu()) + leaks(plot)
    (chip,) = bench.panel.kept.chips
    assert found + leaks(bench.panel) + leaks(chip.menu()) == []
