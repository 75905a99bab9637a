"""`explorer.project`: what is edited beside the experiment"""

from dataclasses import replace

import pytest

from explorer.descent.function import parse_function
from explorer.descent.kept_descent import KeptDescent
from explorer.descent.shown_descent import Descent
from explorer.kept_run import KeptRun, NamelessRun, free_colour, free_name
from explorer.project import Project, colour_run, drop_run, keep_run, rename_run
from explorer.training.kept_network_run import KeptNetworkRun, kept
from explorer.training.trainer import Trainer
from tests.training.small_experiment import chain

START = chain(["identity"], [1.0], [(1.0, 0.0)])


def network_run(name: str, colour: int = 0) -> KeptNetworkRun:
    trainer = Trainer(START)
    trainer.advance(1)
    return kept(trainer.snapshot(), name, colour)


def descent(name: str) -> KeptDescent:
    return KeptDescent(name, 0, Descent(parse_function("x^2"), 1.0, 0.3, 3), None)


def names(project: Project) -> list[str]:
    return [run.name for run in project.runs]


def test_a_run_that_is_kept_stands_last_and_the_experiment_stays() -> None:
    one, two = network_run("one"), descent("two")
    project = keep_run(keep_run(Project(START), one), two)
    assert project == Project(START, (one, two))
    assert project.runs_of(KeptNetworkRun) == (one,)
    assert project.runs_of(KeptDescent) == (two,)


def test_of_the_network_the_latest_twenty_runs_stay_and_all_descents() -> None:
    project = keep_run(Project(START), descent("d"))
    for number in range(22):
        project = keep_run(project, network_run(str(number)))
    for number in range(22):
        project = keep_run(project, descent(f"d{number}"))
    assert [run.name for run in project.runs_of(KeptNetworkRun)] == [str(number) for number in range(2, 22)]
    assert len(project.runs_of(KeptDescent)) == 23


def test_a_run_that_is_dropped_is_gone_and_no_other() -> None:
    one, two = network_run("one"), network_run("one")
    assert drop_run(Project(START, (one, two)), one).runs == (two,)


def test_a_run_is_renamed_and_coloured_where_it_stands() -> None:
    one, two = network_run("one"), descent("two")
    project = colour_run(rename_run(Project(START, (one, two)), one, " first "), two, 4)
    assert names(project) == ["first", "two"]
    assert [run.colour for run in project.runs] == [0, 4]
    assert project.runs_of(KeptNetworkRun)[0].history is one.history
    assert project.runs_of(KeptDescent)[0].descent is two.descent


@pytest.mark.parametrize("name", ["", "  "])
def test_a_run_without_a_name_is_refused(name: str) -> None:
    one = network_run("one")
    with pytest.raises(NamelessRun, match="needs a name"):
        rename_run(Project(START, (one,)), one, name)


def test_a_name_that_is_taken_is_numbered_and_the_first_free_colour_is_found() -> None:
    runs = [KeptRun("a", 0), KeptRun("a (2)", 2)]
    assert free_name("a", runs) == "a (3)"
    assert free_name("b", runs) == "b"
    assert [free_colour(runs), free_colour([]), free_colour([*runs, replace(runs[0], colour=1)])] == [1, 0, 3]
