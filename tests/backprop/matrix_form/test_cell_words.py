"""What a cell says of itself: where it is, what it is about, all its digits, and what makes it."""

from explorer.backprop.frame import Frame
from explorer.backprop.matrix_form.cell_words import cell_words
from explorer.backprop.matrix_form.equation import MatrixSection
from explorer.backprop.matrix_form.matrix import Content, MatrixCell
from explorer.backprop.matrix_form.shown_matrices import MatrixReading, ShownMatrices
from explorer.backprop.sample_pass import SamplePass
from explorer.backprop.step_grouping import Grain
from explorer.backprop.timeline import Timeline
from explorer.network.edits.parameter_edits import set_fixed
from explorer.network.model import Experiment, Parameter
from tests.worked_examples import article_d, article_e

ROWS = MatrixReading()


def words(
    experiment: Experiment,
    section: MatrixSection,
    level: int,
    content: Content,
    place: tuple[int, int],
    reading: MatrixReading = ROWS,
    at_start: bool = False,
) -> list[str]:
    """The lines of one cell, at the end of the pass or at its start."""
    shown = SamplePass.of(experiment)
    timeline = Timeline(shown.script, Grain.MESSAGE)
    made = ShownMatrices.of(
        Frame(experiment, 0, shown, timeline, 0.0 if at_start else timeline.duration), reading
    )
    assert made is not None
    equations = [e for e in made.equations if (e.section, e.level) == (section, level)]
    matrix = next(m for e in equations for m in e.matrices if m.content is content)
    return cell_words(made, MatrixCell(matrix, *place)).split("\n")


def test_a_weight_says_whose_it_is() -> None:
    experiment = article_e()
    assert words(experiment, MatrixSection.FORWARD, 1, Content.WEIGHT, (2, 0)) == [
        "W^1, row 3, column 1",
        "weight i2 → a0: −0.5",
    ]
    fixed = set_fixed(experiment, [Parameter("i2", "a0")], True)
    assert words(fixed, MatrixSection.FORWARD, 1, Content.WEIGHT, (2, 0))[1] == "weight i2 → a0, fixed: −0.5"


def test_a_sum_says_what_it_comes_from() -> None:
    assert words(article_e(), MatrixSection.FORWARD, 1, Content.Z, (0, 0)) == [
        "z^1, row 1, column 1",
        "a0: 0.5",
        "= 1·0.5 + 0.5·1 + 1·(−0.5) + 0",
    ]


def test_the_transpose_says_that_its_weights_are_those_of_the_forward_pass() -> None:
    rows = words(article_e(), MatrixSection.BACKWARD, 1, Content.WEIGHT, (1, 0))
    columns = words(
        article_e(), MatrixSection.BACKWARD, 1, Content.WEIGHT, (0, 1), MatrixReading(has_columns=True)
    )
    assert rows == [
        "(W^2)^T, row 2, column 1",
        "weight a0 → c1: 1",
        "the same weights as in the forward pass, read by rows",
    ]
    assert columns[-1] == "the same weights as in the forward pass, read by columns"


def test_what_is_not_there_and_what_is_not_reached_says_so() -> None:
    assert words(article_d(), MatrixSection.FORWARD, 3, Content.WEIGHT, (0, 0)) == [
        "W^0,3, row 1, column 1",
        "no connection",
    ]
    assert words(article_e(), MatrixSection.FORWARD, 1, Content.Z, (0, 0), at_start=True) == [
        "z^1, row 1, column 1",
        "a0: not reached yet",
    ]


def test_in_a_batch_a_number_says_of_which_sample_it_is() -> None:
    batch = MatrixReading(is_batch=True)
    assert words(article_d(), MatrixSection.FORWARD, 1, Content.ACTIVATION, (1, 0), batch)[1] == (
        "x0, sample 2: −0.7"
    )
