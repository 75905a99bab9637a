"""What is copied of matrices: every format is read back, to the last digit."""

import ast
import re
from dataclasses import replace

import numpy as np
import pytest

from explorer.backprop.frame import Frame
from explorer.backprop.matrix_form.copied_text import COPY_FORMATS, cells_of
from explorer.backprop.matrix_form.equation import MatrixEquation, MatrixSection
from explorer.backprop.matrix_form.matrix import Content, Matrix
from explorer.backprop.matrix_form.shown_matrices import MatrixReading, ShownMatrices
from explorer.backprop.notation import NOTATIONS, load_notation
from explorer.backprop.sample_pass import SamplePass
from explorer.backprop.step_grouping import Grain
from explorer.backprop.timeline import Timeline
from explorer.network.model import Experiment
from tests.random_experiment import random_experiment
from tests.worked_examples import article_d, article_e

FORMATS = {row.name: row for row in COPY_FORMATS}


def shown_of(
    experiment: Experiment, time: float | None = None, is_batch: bool = False, notation: str = "explorer"
) -> ShownMatrices:
    """The matrices of the first sample, at the end of its pass or at `time`."""
    shown = SamplePass.of(experiment)
    timeline = Timeline(shown.script, Grain.MESSAGE)
    frame = Frame(
        experiment,
        0,
        shown,
        timeline,
        timeline.duration if time is None else time,
        notation=load_notation(notation),
    )
    made = ShownMatrices.of(frame, MatrixReading(is_batch=is_batch))
    assert made is not None
    return made


def equation_of(shown: ShownMatrices, section: MatrixSection, level: int) -> MatrixEquation:
    return next(each for each in shown.equations if (each.section, each.level) == (section, level))


def matrix_of(shown: ShownMatrices, section: MatrixSection, level: int, content: Content) -> Matrix:
    return next(m for m in equation_of(shown, section, level).matrices if m.content is content)


def read_numpy(text: str) -> dict[str, list[list[float]]]:
    """The arrays of a text of NumPy, by their names; nothing of it is executed."""
    arrays = {}
    for statement in ast.parse(text).body:
        if isinstance(statement, ast.Assign):
            [target], call = statement.targets, statement.value
            assert isinstance(target, ast.Name)
            assert isinstance(call, ast.Call)
            arrays[target.id] = ast.literal_eval(call.args[0])
    return arrays


def expected(shown: ShownMatrices, matrix: Matrix) -> list[list[float | None]]:
    return cells_of(shown, matrix)


@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize("seed", range(4))
def test_every_matrix_of_numpy_reads_back_to_the_last_digit(seed: int, notation: str) -> None:
    shown = shown_of(random_experiment(seed), is_batch=seed % 2 == 0, notation=notation)
    for equation in shown.equations:
        arrays = read_numpy(FORMATS["numpy"].of_equation(shown, equation))
        assert len(arrays) == len(equation.matrices)
        for read, matrix in zip(arrays.values(), equation.matrices, strict=True):
            np.testing.assert_array_equal(read, np.nan_to_num(np.array(expected(shown, matrix), dtype=float)))


@pytest.mark.parametrize("seed", range(12))
def test_tsv_and_markdown_read_back_to_the_last_digit(seed: int) -> None:
    shown = shown_of(random_experiment(seed))
    for equation in shown.equations:
        for matrix in equation.matrices:
            tsv = [line.split("\t") for line in FORMATS["tsv"].of_matrix(shown, matrix).split("\n")]
            markdown = FORMATS["markdown"].of_matrix(shown, matrix).split("\n")[2:]
            rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in markdown]
            numbers = [
                ["·" if cell != cell else repr(cell) for cell in line] for line in expected(shown, matrix)
            ]
            assert tsv == numbers
            assert rows == numbers


def test_numpy_computes_what_the_pass_has_computed() -> None:
    shown = shown_of(article_d())
    arrays = read_numpy(FORMATS["numpy"].of_equation(shown, equation_of(shown, MatrixSection.FORWARD, 1)))
    a, w, z = (np.array(arrays[name]) for name in ("a_0", "W_1", "z_1"))
    np.testing.assert_allclose(a @ w, z, rtol=1e-15)


def test_an_equation_is_also_said_in_a_comment() -> None:
    shown = shown_of(article_e())
    text = FORMATS["numpy"].of_equation(shown, equation_of(shown, MatrixSection.FORWARD, 1))
    assert text.splitlines() == [
        "import numpy as np",
        "",
        "a_0 = np.array([[1.0, 0.5, 1.0]])",
        "W_1 = np.array([[0.5], [1.0], [-0.5]])",
        "b_1 = np.array([[0.0]])",
        "z_1 = np.array([[0.5]])",
        "a_1 = np.array([[0.5]])",
        "# a_0 · W_1 + b_1 = z_1 ReLU → a_1",
    ]


def test_the_latex_of_a_matrix_and_of_an_equation() -> None:
    shown = shown_of(article_e())
    latex = FORMATS["latex"]
    weights = matrix_of(shown, MatrixSection.FORWARD, 1, Content.WEIGHT)
    assert latex.of_matrix(shown, weights) == r"W^{1} = \begin{bmatrix} 0.5 \\ 1 \\ -0.5 \end{bmatrix}"
    assert latex.of_equation(shown, equation_of(shown, MatrixSection.BACKWARD, 1)) == (
        r"\underset{\delta ^{2}}{\begin{bmatrix} 0 & -0.5 \end{bmatrix}} \cdot  "
        r"\underset{(W^{2})^{T}}{\begin{bmatrix} -1 \\ 1 \end{bmatrix}} = "
        r"\underset{\partial E/\partial a^{1}}{\begin{bmatrix} -0.5 \end{bmatrix}}"
    )


@pytest.mark.parametrize("notation", NOTATIONS)
def test_every_brace_and_matrix_of_the_latex_is_closed(notation: str) -> None:
    for seed in range(4):
        shown = shown_of(random_experiment(seed), notation=notation)
        for equation in shown.equations:
            text = FORMATS["latex"].of_equation(shown, equation)
            assert text.count("{") == text.count("}")
            assert text.count(r"\begin{bmatrix}") == text.count(r"\end{bmatrix}")
            assert text.isascii()


def test_the_latex_has_every_digit() -> None:
    shown = shown_of(random_experiment(3))
    for equation in shown.equations:
        for matrix in equation.matrices:
            inner = (
                FORMATS["latex"]
                .of_matrix(shown, matrix)
                .partition(r"\begin{bmatrix} ")[2]
                .partition(" \\end")[0]
            )
            rows = [line.split(" & ") for line in inner.split(r" \\ ")]
            for line, cells in zip(rows, expected(shown, matrix), strict=True):
                for text, cell in zip(line, cells, strict=True):
                    plain = re.sub(r" \\cdot 10\^\{(-?\d+)\}", r"e\1", text)
                    assert cell is not None
                    assert (plain == r"\cdot") if cell != cell else float(plain) == cell


def test_what_is_not_reached_is_nan_in_numpy_and_empty_elsewhere() -> None:
    shown = shown_of(article_e(), time=0.0)
    z = matrix_of(shown, MatrixSection.FORWARD, 1, Content.Z)
    assert FORMATS["numpy"].of_matrix(shown, z) == "z_1 = np.array([[np.nan]])"
    assert FORMATS["tsv"].of_matrix(shown, z) == ""
    assert FORMATS["latex"].of_matrix(shown, z) == r"z^{1} = \begin{bmatrix}  \end{bmatrix}"
    assert FORMATS["markdown"].of_matrix(shown, z) == "| z^1 |\n| ---: |\n|  |"


def test_a_connection_that_is_not_there_is_a_dot_and_in_numpy_adds_nothing() -> None:
    shown = shown_of(article_d())
    weights = matrix_of(shown, MatrixSection.FORWARD, 3, Content.WEIGHT)
    assert FORMATS["tsv"].of_matrix(shown, weights).split("\n") == ["·", "0.7", "·", "1.1", "-0.8"]
    assert (
        FORMATS["numpy"].of_matrix(shown, weights).endswith("np.array([[0.0], [0.7], [0.0], [1.1], [-0.8]])")
    )


def test_numbers_beyond_all_bounds_are_copied_too() -> None:
    experiment = article_e()
    [sample] = experiment.samples
    shown = shown_of(
        replace(experiment, samples=(replace(sample, inputs={"i0": 1e308, "i1": 1e308, "i2": -1e308}),))
    )
    z = matrix_of(shown, MatrixSection.FORWARD, 1, Content.Z)
    assert FORMATS["numpy"].of_matrix(shown, z) == "z_1 = np.array([[np.inf]])"
    assert FORMATS["latex"].of_matrix(shown, z) == r"z^{1} = \begin{bmatrix} \infty \end{bmatrix}"
