"""Does the exported module compute the network, by itself and without a warning, whatever its names are?"""

import ast
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from explorer.backprop.propagate import propagate
from explorer.files.export.function_text import function_name
from explorer.files.export.python_module import to_python
from explorer.network.activation import ACTIVATIONS
from explorer.network.edits.transform_edits import original_samples, standardise
from explorer.network.model import Connection, Experiment, Kind, Network, Neuron, Sample
from explorer.network.transform import Scaling
from tests.random_experiment import SQUARED_LOSSES, random_experiment
from tests.worked_examples import article_e

RUNNER = """
import importlib.util, json, pathlib, sys
folder = pathlib.Path(sys.argv[1])
answers = []
for number, inputs in enumerate(json.loads((folder / "inputs.json").read_bytes())):
    spec = importlib.util.spec_from_file_location("net", folder / f"net{number}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    answers.append([module.INPUTS, module.OUTPUTS, module.predict(inputs).tolist()])
assert not [name for name in sys.modules if name.startswith("explorer")]
print(json.dumps(answers))
"""


def predictions(experiments: list[Experiment], folder: Path) -> list[list[list[float]]]:
    """What the modules of all `experiments` predict for their samples, in a Python that has only numpy.

    They are given the numbers of the original table.
    """
    inputs = [
        [[sample.inputs[neuron.name] for neuron in e.network.inputs] for sample in original_samples(e)]
        for e in experiments
    ]
    for number, experiment in enumerate(experiments):
        (folder / f"net{number}.py").write_bytes(to_python(experiment))
    (folder / "inputs.json").write_text(json.dumps(inputs), encoding="utf-8")
    # -I: without the folder it runs in, and without the variables of this process
    command = [sys.executable, "-I", "-B", "-W", "error", "-c", RUNNER, str(folder)]
    ran = subprocess.run(command, capture_output=True, check=True, timeout=60)
    assert ran.stderr == b""
    answers = json.loads(ran.stdout)
    for experiment, (inputs_named, outputs_named, _) in zip(experiments, answers, strict=True):
        assert inputs_named == [neuron.name for neuron in experiment.network.inputs]
        assert outputs_named == [neuron.name for neuron in experiment.network.outputs]
    return [predicted for _, _, predicted in answers]


def in_units(experiment: Experiment) -> list[list[float]]:
    """What the network answers, with the offset and scale of each output undone by hand."""
    scalings = [experiment.transform.get(neuron.name, Scaling()) for neuron in experiment.network.outputs]
    return [
        [a * scaling.scale + scaling.offset for a, scaling in zip(row, scalings, strict=True)]
        for row in propagated(experiment)
    ]


def propagated(experiment: Experiment) -> list[list[float]]:
    traces = [propagate(experiment, sample) for sample in range(len(experiment.samples))]
    return [[trace.neurons[neuron.name].a for neuron in experiment.network.outputs] for trace in traces]


def layered(activations: list[str], output: str, constant: bool) -> Experiment:
    """2-n-2, fully connected, with other numbers for every weight."""
    given = [Neuron("x0", Kind.INPUT), Neuron("x1", Kind.INPUT)]
    given += [Neuron("on", Kind.CONSTANT, value=-0.5)] * constant
    hidden = [Neuron(f"a{n}", Kind.HIDDEN, name, 0.1 * n) for n, name in enumerate(activations)]
    outputs = [Neuron(f"y{n}", Kind.OUTPUT, output, None) for n in range(2)]
    pairs = [(s, d) for s in given for d in hidden] + [(s, d) for s in hidden for d in outputs]
    connections = tuple(Connection(s.name, d.name, np.sin(n).item()) for n, (s, d) in enumerate(pairs))
    samples = tuple(Sample({"x0": n - 1.0, "x1": 0.3 * n}, {"y0": 0.0, "y1": 1.0}) for n in range(4))
    return Experiment(Network((given[1], *outputs, given[0], *given[2:], *hidden), connections), samples)


EXPERIMENTS = (
    [random_experiment(seed) for seed in range(60)]
    + [layered([name] * 3, "identity", constant=False) for name in ACTIVATIONS if name != "softmax"]
    + [layered(["tanh", "relu"], "softmax", constant) for constant in (False, True)]
)


def test_the_module_computes_any_network_alone_and_without_a_warning(tmp_path: Path) -> None:
    predicted = predictions(EXPERIMENTS, tmp_path)
    for experiment, outputs in zip(EXPERIMENTS, predicted, strict=True):
        np.testing.assert_allclose(outputs, propagated(experiment), rtol=1e-12, atol=1e-12)


STANDARDISED = [
    standardise(experiment, [neuron.name for neuron in neurons])
    for experiment in EXPERIMENTS
    for neurons in ((*experiment.network.inputs, *experiment.network.outputs), experiment.network.inputs[:1])
    if experiment.loss.name in SQUARED_LOSSES
]


def test_the_module_takes_and_gives_original_units(tmp_path: Path) -> None:
    predicted = predictions(STANDARDISED, tmp_path)
    for experiment, outputs in zip(STANDARDISED, predicted, strict=True):
        np.testing.assert_allclose(outputs, in_units(experiment), rtol=1e-13, atol=1e-13)


def test_the_scaling_stands_in_the_module_as_two_lines_for_each_side() -> None:
    experiment = layered(["tanh", "tanh"], "identity", constant=False)
    scaled = replace(experiment, transform={"x1": Scaling(100.0, 4.0), "y1": Scaling(-1.0, 0.5)})
    text = to_python(scaled).decode()
    assert (
        "INPUT_OFFSET = np.array([100.0, 0.0])\nINPUT_SCALE = np.array([4.0, 1.0])\n"
        "OUTPUT_OFFSET = np.array([0.0, -1.0])\nOUTPUT_SCALE = np.array([1.0, 0.5])\n"
    ) in text
    assert "both in\nthe units of the samples" in text
    assert "OFFSET" not in to_python(experiment).decode()


def test_a_standardised_module_does_not_stretch_rows_of_another_width(tmp_path: Path) -> None:
    experiment = layered(["tanh", "tanh"], "identity", constant=False)
    path = tmp_path / "net.py"
    path.write_bytes(to_python(replace(experiment, transform={"x1": Scaling(100.0, 4.0)})))
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import net; net.predict([[1.0]])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60)
    assert b"inputs must be of shape (samples, 2), not (1, 1)" in ran.stderr


def test_the_example_of_a_standardised_module_is_in_original_units(tmp_path: Path) -> None:
    experiment = layered(["tanh", "tanh"], "identity", constant=False)
    scaled = replace(experiment, transform={"x1": Scaling(100.0, 4.0), "y1": Scaling(-1.0, 0.5)})
    path = tmp_path / "net.py"
    path.write_bytes(to_python(scaled))
    ran = subprocess.run([sys.executable, "-I", str(path)], capture_output=True, check=True, timeout=60)
    first, second = ran.stdout.decode().splitlines()
    assert first == "inputs  ['x1', 'x0'] [[100.0, -1.0]]"
    np.testing.assert_allclose(ast.literal_eval(second.partition("] ")[2]), in_units(scaled)[:1], rtol=1e-13)


def test_a_layered_network_is_written_as_matrices() -> None:
    text = to_python(layered(["tanh", "tanh"], "logistic", constant=False)).decode()
    assert "h = tanh(h @ W1 + b1)\n    h = logistic(h @ W2 + b2)\n    return h\n" in text


HOSTILE = [
    "'",
    '"',
    '"""',
    "'''",
    "\\",
    "\\'",
    "\n",
    "a\nraise SystemExit(3)",
    "\r\x0c\u2028\u202e",
    "']; raise SystemExit(3); ['",
    "{x}",
    "%s",
    "# comment",
    "ß∂é",
    "\x00",
]


def test_no_name_becomes_code(tmp_path: Path) -> None:
    x, *others = [Neuron(name, Kind.HIDDEN, "tanh", 0.5) for name in HOSTILE]
    neurons = (
        Neuron(x.name, Kind.INPUT),
        *others,
        Neuron("on '", Kind.CONSTANT),
        Neuron('y"""', Kind.OUTPUT, "tanh"),
    )
    connections = tuple(
        Connection(source.name, dest.name, 0.25)
        for n, dest in enumerate(neurons)
        if dest.kind.is_computed
        for source in neurons[:n]
    )
    experiment = Experiment(Network(neurons, connections), (Sample({x.name: 0.7}, {'y"""': 0.0}),))
    for line in to_python(experiment).decode().split("\n"):
        assert line.isprintable()
    (predicted,) = predictions([experiment], tmp_path)
    np.testing.assert_allclose(predicted, propagated(experiment), rtol=1e-12)


def test_a_network_without_outputs_predicts_nothing_for_each_sample(tmp_path: Path) -> None:
    experiment = Experiment(Network((Neuron("x", Kind.INPUT),)), (Sample({"x": 1.0}), Sample({"x": 2.0})))
    assert predictions([experiment], tmp_path) == [[[], []]]


@pytest.mark.parametrize("seed", range(10))
def test_the_module_imports_numpy_and_defines_only_what_it_uses(seed: int) -> None:
    experiment = random_experiment(seed)
    tree = ast.parse(to_python(experiment))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    assert [ast.unparse(node) for node in imports] == ["import numpy as np"]
    defined = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    used = {function_name(n.activation) for n in experiment.network.neurons if n.activation is not None}
    assert defined - {"logistic"} == (used | {"predict"}) - {"logistic"}  # silu needs logistic, too


def test_the_module_run_by_itself_prints_the_first_sample_and_its_outputs(tmp_path: Path) -> None:
    (tmp_path / "net.py").write_bytes(to_python(article_e()))
    command = [sys.executable, "-I", "-B", "-W", "error", str(tmp_path / "net.py")]
    ran = subprocess.run(command, capture_output=True, check=True, timeout=60, text=True)
    assert ran.stderr == ""
    assert ran.stdout.splitlines() == [
        "inputs  ['i0', 'i1', 'i2'] [[1.0, 0.5, 1.0]]",
        "outputs ['c0', 'c1'] [[0.0, 0.5]]",
    ]


def test_without_a_sample_the_example_is_of_zeros(tmp_path: Path) -> None:
    assert b"example = [[0.0, 0.0, 0.0]]" in to_python(replace(article_e(), samples=()))


def test_the_texts_that_numbers_stand_for_stand_in_the_module(tmp_path: Path) -> None:
    network = Network(
        (Neuron("x", Kind.INPUT), Neuron('"""y', Kind.OUTPUT, "identity", 0.0)),
        (Connection("x", '"""y', 1.0),),
    )
    plain = Experiment(network, (Sample({"x": 1.0}, {'"""y': 1.0}),))
    labelled = replace(plain, transform={'"""y': Scaling(labels=("no", 'y"""\nes'))})
    source = to_python(labelled).decode()
    document = ast.get_docstring(ast.parse(source))
    assert document is not None
    assert document.endswith("LABELS tells which texts the numbers 0, 1, ... of a column stand for.")
    (line,) = [line for line in source.splitlines() if line.startswith("LABELS = ")]
    assert ast.literal_eval(line.removeprefix("LABELS = ")) == {'"""y': ("no", 'y"""\nes')}
    assert predictions([labelled], tmp_path) == [[[1.0]]]
    assert "LABELS" not in to_python(plain).decode()
