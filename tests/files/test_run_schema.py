"""Does a file say which runs were kept, and give them back as they were?"""

import json
import math
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest

from explorer.descent.function import parse_function
from explorer.descent.kept_descent import KeptDescent
from explorer.descent.shown_descent import Descent
from explorer.descent.verdict import OrbitVerdict
from explorer.files.project import from_bytes, read_project, to_bytes, write_project
from explorer.files.refused import FileRefused
from explorer.kept_run import KeptRun
from explorer.network.edits.training_edits import set_learning_rate
from explorer.network.model import OptimiserChoice, Sample, Training
from explorer.project import Project
from explorer.training.history import Columns
from explorer.training.kept_network_run import KeptNetworkRun, kept
from explorer.training.trainer import Trainer
from tests.training.small_experiment import chain, xor

DOUBLING = chain(["identity"], [1.0], [(1.0, 0.0)], training=Training(learning_rate=3.0))
"""E = ½ w², w ← −2 w: above 10⁶ at step 11."""

CUBIC = Descent(parse_function("x^3 + 3x^2"), -1.99, 0.45, 50)


def run_of(experiment: Any, steps: int = 20, name: str = "a run", colour: int = 3) -> KeptNetworkRun:
    trainer = Trainer(experiment)
    trainer.advance(steps)
    return kept(trainer.snapshot(), name, colour)


def read_back(project: Project) -> Project:
    data = to_bytes(project)
    found = from_bytes(data, "net.json")
    assert to_bytes(found) == data
    return found


def assert_same_run(found: KeptRun, run: KeptNetworkRun) -> None:
    assert isinstance(found, KeptNetworkRun)
    for name in ("name", "colour", "start", "learning_rate", "engine", "verdict", "end"):
        assert getattr(found, name) == getattr(run, name), name
    for field in fields(Columns):
        np.testing.assert_array_equal(getattr(found.history, field.name), getattr(run.history, field.name))
        assert getattr(found.history, field.name).dtype == getattr(run.history, field.name).dtype
    np.testing.assert_array_equal(found.curves.step, run.curves.step)
    np.testing.assert_array_equal(found.curves.values, run.curves.values)


@pytest.mark.parametrize("optimiser", ["gradient-descent", "adam"])
def test_a_run_is_read_back_to_the_last_bit(optimiser: str) -> None:
    experiment = xor(training=Training(0.1, optimiser=OptimiserChoice(optimiser), batch_size=1, seed=4))
    run = run_of(experiment, 3000)
    (found,) = read_back(Project(experiment, (run,))).runs
    assert_same_run(found, run)


def test_a_run_that_diverged_is_kept_with_what_is_no_number() -> None:
    wild = set_learning_rate(DOUBLING, 1e300)
    run = run_of(wild)
    assert not np.isfinite(run.history.loss).all()
    assert '"inf"' in to_bytes(Project(wild, (run,))).decode()
    (found,) = read_back(Project(wild, (run,))).runs
    assert_same_run(found, run)


def test_held_out_losses_and_samples_of_another_task_are_read_back() -> None:
    experiment = xor()
    held_out = (*experiment.samples[:3], replace(experiment.samples[3], held_out=True))
    run = run_of(replace(experiment, samples=held_out))
    (found,) = read_back(Project(experiment, (run,))).runs
    assert_same_run(found, run)


def test_samples_and_loss_stand_in_a_run_only_where_they_are_others_than_those_of_the_file() -> None:
    run = run_of(DOUBLING)
    (entry,) = json.loads(to_bytes(Project(DOUBLING, (run,))))["runs"]
    assert list(entry["start"]) == ["network", "training"]
    other = replace(
        DOUBLING,
        samples=(Sample({"x": 2.0}, {"n0": 0.0}),),
        loss=replace(DOUBLING.loss, name="squared-error"),
    )
    (entry,) = json.loads(to_bytes(Project(other, (run,))))["runs"]
    assert list(entry["start"]) == ["network", "samples", "loss", "training"]
    (found,) = read_back(Project(other, (run,))).runs
    assert_same_run(found, run)


@pytest.mark.parametrize(
    "verdict",
    [
        None,
        OrbitVerdict("chaotic", lyapunov=0.35471),
        OrbitVerdict("converges", limit=0.0, lyapunov=-math.inf, multiplier=0.0, remark="superstable"),
        OrbitVerdict("cycles", period=2, cycle=(-0.25, 1 / 3), lyapunov=-0.1, multiplier=-0.5),
        OrbitVerdict("diverges", diverged_at=7),
    ],
)
def test_a_descent_is_read_back_with_its_verdict(verdict: OrbitVerdict | None) -> None:
    run = KeptDescent("mine", 2, replace(CUBIC, start=-1.99 + 1e-16), verdict)
    (found,) = read_back(Project(DOUBLING, (run,))).runs
    assert isinstance(found, KeptDescent)
    assert (found.name, found.colour, found.verdict) == ("mine", 2, verdict)
    assert found.descent == run.descent


def test_a_file_with_a_descent_says_it_on_lines_of_its_own() -> None:
    run = KeptDescent("α = 0.45 from −1.99", 0, CUBIC, OrbitVerdict("chaotic", lyapunov=0.5))
    assert to_bytes(Project(DOUBLING, (run,))).decode().partition('  "runs": ')[2] == (
        "[\n"
        "    {\n"
        '      "kind": "descent",\n'
        '      "name": "α = 0.45 from −1.99",\n'
        '      "colour": 0,\n'
        '      "formula": "x^3 + 3x^2",\n'
        '      "start": -1.99,\n'
        '      "learning_rate": 0.45,\n'
        '      "steps": 50,\n'
        '      "verdict": {"kind": "chaotic", "lyapunov": 0.5}\n'
        "    }\n"
        "  ]\n"
        "}\n"
    )


def test_only_a_file_with_runs_is_of_version_2() -> None:
    assert json.loads(to_bytes(Project(DOUBLING)))["version"] == 1
    run = KeptDescent("d", 0, CUBIC, None)
    assert json.loads(to_bytes(Project(DOUBLING, (run,))))["version"] == 2


def test_runs_of_both_kinds_keep_their_order_on_the_disk(tmp_path: Any) -> None:
    runs = (run_of(DOUBLING, name="one"), KeptDescent("two", 0, CUBIC, None), run_of(DOUBLING, name="three"))
    write_project(tmp_path / "net.json", Project(DOUBLING, runs))
    assert [run.name for run in read_project(tmp_path / "net.json").runs] == ["one", "two", "three"]


def changed(change: Callable[[Any], object]) -> bytes:
    """A file with a run of the network and a descent, in which something was changed."""
    runs = (run_of(DOUBLING, 3), KeptDescent("d", 0, CUBIC, OrbitVerdict("chaotic", lyapunov=0.5)))
    tree = json.loads(to_bytes(Project(DOUBLING, runs)))
    change(tree)
    return json.dumps(tree).encode()


def _run(**keys: object) -> Callable[[Any], object]:
    return lambda tree: tree["runs"][0].update(keys)


def _descent(**keys: object) -> Callable[[Any], object]:
    return lambda tree: tree["runs"][1].update(keys)


def _history(name: str, *numbers: object) -> Callable[[Any], object]:
    return lambda tree: tree["runs"][0]["history"].update({name: list(numbers)})


@pytest.mark.parametrize(
    ("change", "place", "rule"),
    [
        (lambda t: t.update(version=1), "$.runs", "version 2"),
        (_run(kind="orbit"), "$.runs[0].kind", "orbit"),
        (_run(note="x"), "$.runs[0]", "`note`"),
        (_run(name=" "), "$.runs[0].name", "needs a name"),
        (_run(colour=-1), "$.runs[0].colour", ">= 0"),
        (_run(learning_rate=-1), "$.runs[0].learning_rate", "0 or more"),
        (_run(verdict={"kind": "wins"}), "$.runs[0].verdict.kind", "choose one of diverges"),
        (_run(parameters=[]), "$.runs[0].parameters", "empty"),
        (_run(parameters=[{"step": 1, "values": [1, 2]}]), "$.runs[0].parameters[0].values", "1 weights"),
        (
            _run(parameters=[{"step": 1, "values": ["nan"]}]),
            "$.runs[0].parameters[0].values[0]",
            "finite",
        ),
        (_history("step", 0, 2, 1, 3), "$.runs[0].history.step", "ascend"),
        (_history("loss", 1.0), "$.runs[0].history.loss", "1 numbers where `step` has 4"),
        (_history("loss", 1, 2, "big", 4), "$.runs[0].history.loss[2]", "choose one of nan, inf, -inf"),
        (_history("loss", 1, 2, math.nan, 4), "$.runs[0].history.loss[2]", "finite"),
        (_history("loss", 1, 2, None, 4), "$.runs[0].history.loss[2]", "`null`"),
        (
            lambda t: t["runs"][0]["start"].update(samples=[{"inputs": {"x": "?"}, "targets": {"n0": 0}}]),
            "$.runs[0].start.samples[0].inputs.x",
            "`str`",
        ),
        (
            lambda t: t["runs"][0]["start"].update(samples=[{"inputs": {}, "targets": {"n0": 0}}]),
            "$.runs[0].start.samples[0].inputs",
            "x",
        ),
        (
            lambda t: t["runs"][0]["start"]["network"]["connections"][0].update(weight=math.inf),
            "$.runs[0].start.network.connections[0].weight",
            "finite",
        ),
        (_descent(formula="x +"), "$.runs[1].formula", "x"),
        (_descent(start=math.nan), "$.runs[1].start", "finite"),
        (_descent(steps=0), "$.runs[1].steps", ">= 1"),
        (_descent(verdict={"kind": "chaos"}), "$.runs[1].verdict.kind", "choose one of"),
    ],
)
def test_what_breaks_a_rule_in_a_run_is_refused_with_its_place(
    change: Callable[[Any], object], place: str, rule: str
) -> None:
    with pytest.raises(FileRefused) as caught:
        from_bytes(changed(change), "net.json")
    assert caught.value.place == place
    assert rule in caught.value.rule
    assert "\n" not in str(caught.value)


def test_a_start_without_positions_is_laid_out() -> None:
    def forget(tree: Any) -> None:
        for neuron in tree["runs"][0]["start"]["network"]["neurons"]:
            del neuron["position"]

    run = from_bytes(changed(forget), "net.json").runs_of(KeptNetworkRun)[0]
    x, y = run.start.network.neurons
    assert x.position[0] < y.position[0]
