"""The labels of runs in a legend: what differs between them, and nothing else."""

from dataclasses import replace

from explorer.network.builder import new_experiment
from explorer.network.edits.training_edits import set_training
from explorer.network.model import Experiment, InitialiserChoice, LossChoice, OptimiserChoice
from explorer.symbol import Symbol
from explorer.training.run_label import NamedStart, labels_of

START = new_experiment((2, 3, 1))
ADAM = set_training(START, optimiser=OptimiserChoice("adam"))


def seeded(experiment: Experiment, seed: int) -> Experiment:
    return set_training(experiment, initialiser=InitialiserChoice(seed=seed))


def labels(*runs: tuple[str, Experiment]) -> list[str]:
    return labels_of([NamedStart(name, start) for name, start in runs])


def test_a_single_run_has_its_name() -> None:
    assert labels((f"{Symbol.ALPHA} = 0.1, Adam", ADAM)) == [f"{Symbol.ALPHA} = 0.1, Adam"]
    assert labels() == []


def test_only_alpha_is_named_where_only_alpha_differs() -> None:
    assert labels(
        ((f"{Symbol.ALPHA} = 0.1, Adam"), ADAM), ((f"{Symbol.ALPHA} = 0.2 … 1e-05, Adam"), ADAM)
    ) == [f"{Symbol.ALPHA} = 0.1", (f"{Symbol.ALPHA} = 0.2 … 1e-05")]


def test_rates_of_levels_are_named_as_alpha_is() -> None:
    first, second = (
        (f"{Symbol.ALPHA} of level 1 = 0.3, of level 2 = 2"),
        f"{Symbol.ALPHA} = 0.1, of level 2 = 4",
    )
    assert labels((f"{first}, Adam (2)", ADAM), (f"{second}, Adam", ADAM)) == [first, second]
    assert labels((f"{first}, Adam", ADAM), (first, START)) == ["Adam", "gradient descent"]


def test_what_all_have_in_common_is_not_named() -> None:
    runs = [
        (f"{Symbol.ALPHA} = 0.1{number}", seeded(START, seed))
        for seed, number in enumerate(("", " (2)", " (3)"))
    ]
    assert labels(*runs) == ["seed 0", "seed 1", "seed 2"]
    cross_entropy = replace(START, loss=LossChoice("binary-cross-entropy"))
    assert labels((f"{Symbol.ALPHA} = 0.1", START), (f"{Symbol.ALPHA} = 0.1 (2)", cross_entropy)) == [
        "half squared error",
        "binary cross-entropy",
    ]


def test_several_differences_are_named_in_one_order() -> None:
    runs = [
        (f"{Symbol.ALPHA} = 0.1", START),
        ((f"{Symbol.ALPHA} = 0.2, Adam"), seeded(ADAM, 3)),
        ((f"{Symbol.ALPHA} = 0.1 (2)"), seeded(START, 3)),
    ]
    assert labels(*runs) == [
        f"{Symbol.ALPHA} = 0.1, gradient descent, seed 0",
        f"{Symbol.ALPHA} = 0.2, Adam, seed 3",
        f"{Symbol.ALPHA} = 0.1, gradient descent, seed 3",
    ]


def test_the_settings_of_an_optimiser_are_named_where_its_name_is_not_enough() -> None:
    runs = [
        (
            (f"{Symbol.ALPHA} = 0.1, momentum{number}"),
            set_training(START, optimiser=OptimiserChoice("momentum", momentum)),
        )
        for number, momentum in (("", 0.5), (" (2)", 0.9))
    ]
    first, second = labels(*runs)
    assert first.startswith("momentum ")
    assert "0.5" in first
    assert "0.9" in second


def test_runs_in_which_nothing_differs_keep_their_numbers() -> None:
    assert labels((f"{Symbol.ALPHA} = 0.1", START), ((f"{Symbol.ALPHA} = 0.1 (2)"), START)) == [
        f"{Symbol.ALPHA} = 0.1",
        f"{Symbol.ALPHA} = 0.1 (2)",
    ]
    assert labels(
        (f"{Symbol.ALPHA} = 0.1", START),
        ((f"{Symbol.ALPHA} = 0.1 (2)"), START),
        (f"{Symbol.ALPHA} = 1", START),
    ) == [
        f"{Symbol.ALPHA} = 0.1",
        f"{Symbol.ALPHA} = 0.1 (2)",
        f"{Symbol.ALPHA} = 1",
    ]


def test_a_name_that_a_person_gave_stays() -> None:
    runs = [("my best (2)", ADAM), (f"{Symbol.ALPHA} = 0.1", START), (f"{Symbol.ALPHA} = 0.2", START)]
    assert labels(*runs) == ["my best (2)", f"{Symbol.ALPHA} = 0.1", f"{Symbol.ALPHA} = 0.2"]


def test_networks_of_other_sizes_and_activations_are_told_apart() -> None:
    other = new_experiment((2, 4, 1), activation="relu")
    first, second = labels((f"{Symbol.ALPHA} = 0.1", START), (f"{Symbol.ALPHA} = 0.1 (2)", other))
    assert first.startswith("2-3-1, ")
    assert second == "2-4-1, ReLU"
