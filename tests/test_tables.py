"""Does every table that stands beside one of `explorer.network` have exactly its names?

A row of `explorer.network` says everything that can be said without Qt, numba and notations. What is written
elsewhere is looked up by the row's name: the same mathematics for speed, and the words of a notation.
"""

import pytest

from explorer.backprop import notation
from explorer.backprop.notation import load_notation
from explorer.network.activation import ACTIVATIONS, SOFTMAX
from explorer.network.initialiser import INITIALISERS
from explorer.network.loss import LOSSES
from explorer.network.optimiser import OPTIMISERS
from explorer.network.regularisation import REGULARISATION
from explorer.network.schedule import SCHEDULES
from explorer.resources import resource
from explorer.training.kernel import activation as kernel_activation
from explorer.training.kernel import loss as kernel_loss
from explorer.training.kernel import update as kernel_update
from explorer.training.numpy_engine import in_place_formula, objective

TABLES = {
    "activation": ACTIVATIONS,
    "loss": LOSSES,
    "optimiser": OPTIMISERS,
    "schedule": SCHEDULES,
    "initialiser": INITIALISERS,
}
ROWS = [
    pytest.param(row, id=f"{table} {row.name}") for table, rows in TABLES.items() for row in rows.values()
]
NOTATIONS = sorted(file.name.removesuffix(".toml") for file in resource("notations").iterdir())
SENTENCES = [row.values[0].sentence for row in ROWS] + [
    setting.sentence
    for settings in (
        [row.settings for t in ("optimiser", "schedule", "initialiser") for row in TABLES[t].values()]
    )
    for setting in settings
]


def tables_in(table: dict) -> set[str]:
    return {name for name, entry in table.items() if isinstance(entry, dict)}


@pytest.mark.parametrize("table", TABLES)
def test_a_row_stands_under_its_own_name(table: str) -> None:
    assert all(name == row.name for name, row in TABLES[table].items())
    assert len({row.label for row in TABLES[table].values()}) == len(TABLES[table])


def test_every_row_and_setting_is_told_in_one_plain_sentence() -> None:
    for sentence in [*SENTENCES, *(setting.sentence for setting in REGULARISATION.values())]:
        assert sentence
        assert "\n" not in sentence
        assert not sentence.endswith(".")


@pytest.mark.parametrize("row", ROWS)
def test_every_row_has_a_formula_and_says_who_described_it(row) -> None:
    assert row.formula
    assert row.source or row.name in ("zeros", "uniform", "normal")


def test_the_kernels_have_every_activation_loss_and_optimiser_and_no_other() -> None:
    assert kernel_activation.PIECES.keys() == ACTIVATIONS.keys()
    assert kernel_loss.PIECES.keys() == LOSSES.keys()
    assert kernel_update.PIECES.keys() == OPTIMISERS.keys()


def test_the_numpy_engine_has_every_activation_and_every_loss_that_is_not_of_squares() -> None:
    assert in_place_formula.FUNCTIONS.keys() == ACTIVATIONS.keys() - {SOFTMAX}
    assert in_place_formula.DERIVATIVES.keys() == ACTIVATIONS.keys() - {SOFTMAX}
    from_z = {name for name, row in LOSSES.items() if row.square_divisor is None}
    assert objective.MEASURES.keys() == objective.DELTAS.keys() == from_z


def test_every_notation_has_a_file_and_every_file_is_in_the_menu() -> None:
    assert sorted(notation.NOTATIONS) == NOTATIONS


@pytest.mark.parametrize("name", NOTATIONS)
def test_a_notation_has_words_for_every_activation(name: str) -> None:
    tables = load_notation(name).tables
    assert tables_in(tables["activation"]) == ACTIVATIONS.keys()
    assert tables_in(tables["slope"]) == ACTIVATIONS.keys() - {SOFTMAX}
    for row in ACTIVATIONS.values():
        cases = {"on", "off"} if row.is_kinked else {"saturated"} if row.saturates else set()
        for kind in ("activation", "slope"):
            written = tables_in(tables[kind].get(row.name, {}))
            assert written <= cases, (kind, row.name)
        assert not cases or tables_in(tables["activation"][row.name]) == cases


@pytest.mark.parametrize("name", NOTATIONS)
def test_a_notation_has_words_for_every_loss(name: str) -> None:
    tables = load_notation(name).tables
    assert tables_in(tables["loss"]) == LOSSES.keys()
    assert LOSSES.keys() <= tables_in(tables["activation-gradient"])
    for row in LOSSES.values():
        is_said = any(case.startswith(row.name) for case in tables_in(tables["delta"]))
        assert is_said == row.is_from_z, row.name


@pytest.mark.parametrize("name", NOTATIONS)
def test_a_notation_has_words_for_every_optimiser_and_all_that_it_remembers(name: str) -> None:
    update = load_notation(name).tables["update"]
    assert OPTIMISERS.keys() <= tables_in(update)
    for row in OPTIMISERS.values():
        assert tables_in(update[row.name]) - {"bias"} == set(row.memory), row.name


@pytest.mark.parametrize("name", NOTATIONS)
def test_a_notation_has_words_for_every_schedule_that_changes_the_rate(name: str) -> None:
    rates = load_notation(name).tables["update"]["rate"]
    assert tables_in(rates) == SCHEDULES.keys() - {"constant"}
