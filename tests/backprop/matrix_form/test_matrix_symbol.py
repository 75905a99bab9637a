"""What stands above matrices and between them, in the letters of each notation."""

import pytest

from explorer.backprop.matrix_form.equation import Entrywise, MatrixEquation
from explorer.backprop.matrix_form.equations import matrix_equations
from explorer.backprop.matrix_form.matrix import Content
from explorer.backprop.matrix_form.matrix_symbol import signs_of, symbol_of
from explorer.backprop.notation import NOTATIONS, load_notation, plain_text
from explorer.backprop.wiring import Wiring
from tests.random_experiment import CASES, random_experiment
from tests.worked_examples import article_d, article_e

WANTED = (
    Content.ACTIVATION,
    Content.WEIGHT,
    Content.BIAS,
    Content.Z,
    Content.TARGET,
    Content.LOSS,
    Content.ACTIVATION_GRADIENT,
    Content.SLOPE,
    Content.DELTA,
    Content.WEIGHT_GRADIENT,
    Content.BIAS_GRADIENT,
    Content.NEW_WEIGHT,
)


def symbols_of(equations: list[MatrixEquation], notation: str) -> dict[str, str]:
    """What stands above the first matrix of each content, and with a T above the first that is transposed."""
    found: dict[str, str] = {}
    for equation in equations:
        for matrix in equation.matrices:
            key = f"{matrix.content}{' T' if matrix.is_written_t else ''}"
            written = (plain_text(symbol_of(matrix, band, load_notation(notation))) for band in matrix.bands)
            found.setdefault(key, " | ".join(written))
    return found


@pytest.mark.parametrize(
    ("notation", "expected"),
    [
        ("explorer", "a^1 W^2 b^2 z^2 t^2 E ∂E/∂a^2 φ′(z^2) δ^2 ∂E/∂W^2 ∂E/∂b^2 new§W^2 (a^1)^T"),
        ("drummyfish", "y W_1 W_1on zs z_desired E ∂E/∂z a′(zs) ∂E/∂zs 'W_1 'W_1on new§W_1 y^T"),
        (
            "mechanism",
            "o^1 W^1,2 W_0^1,2 i^2 e^2 E ∂E/∂o^2 f′(i^2) δ^2 ∂E/∂W^1,2 ∂E/∂W_0^1,2 new§W^1,2 (o^1)^T",
        ),
        ("simply-explained", "h^1 W^2 b^2 z^2 y L ∂E/∂h^2 φ′(z^2) δ^2 ∂E/∂W^2 ∂E/∂b^2 new§W^2 (h^1)^T"),
        (
            "bishop",
            (
                "z^(1) W^(2) w_0^(2) a^(2) t_n Lₙ ∂L/∂y_n h′(a^(2)) δ^(2) ∂L/∂W^(2) ∂L/∂w_0^(2) "
                "new§W^(2) (z^(1))^T"
            ),
        ),
        ("simple-derivatives", "b W_b^c b^c c ŷ E ∂E/∂o σ′(c) ∂E/∂c ∂E/∂W_b^c ∂E/∂b^c new§W_b^c b^T"),
    ],
)
def test_the_matrices_of_the_last_level_in_each_notation(notation: str, expected: str) -> None:
    experiment = article_e()
    equations = matrix_equations(Wiring.of(experiment.network), experiment)
    found = symbols_of([e for e in equations if e.level in (2, None)], notation)
    written = [found[each].replace(" ", "§") for each in (*WANTED, "activation T")]
    assert written == expected.split()


def test_weights_that_leave_out_a_level_name_both() -> None:
    experiment = article_d()
    equations = matrix_equations(Wiring.of(experiment.network), experiment)
    found = symbols_of([e for e in equations if e.level == 2], "explorer")
    assert found["weight"] == "W^0,2 | W^2"
    assert found["weight T"] == "(W^3)^T | (W^2,4)^T"
    assert found["weight-gradient"] == "∂E/∂W^0,2 | ∂E/∂W^2"
    assert (
        symbols_of([e for e in equations if e.level == 2], "simple-derivatives")["weight"] == "W_i^c | W_b^c"
    )


@pytest.mark.parametrize("notation", NOTATIONS)
def test_every_notation_has_a_symbol_for_every_matrix_and_the_signs_of_every_rule(notation: str) -> None:
    contents, rules = set(), set()
    for seed in range(len(CASES)):
        experiment = random_experiment(seed)
        for equation in matrix_equations(Wiring.of(experiment.network), experiment):
            for rule in equation.rules:
                if isinstance(rule, Entrywise):
                    rules.add(rule.rule)
                    assert len(signs_of(rule, load_notation(notation))) == len(rule.operands) + 1
            for matrix in equation.matrices:
                contents.add(matrix.content)
                assert all(symbol_of(matrix, band, load_notation(notation)) for band in matrix.bands)
    assert contents == set(Content)
    assert len(rules) == 11
