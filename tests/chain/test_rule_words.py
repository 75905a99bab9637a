"""Does the card say the rule at a variable, in symbols, numbers and one plain sentence?"""

from explorer.chain.rule_words import cost_in_words, rule_at
from explorer.chain.settings import ChainSettings
from explorer.chain.shown_chain import ShownChain
from explorer.chain.sum_rule import Piece

DIAMOND = ("a = 2", "b = a^2", "c = -7a", "d = b*c")


def chain(*lines: str, is_forward: bool = False) -> ShownChain:
    return ShownChain(ChainSettings(lines, is_forward=is_forward))


def text(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in pieces)


def test_where_the_pass_begins_the_derivative_is_1() -> None:
    words = rule_at(chain(*DIAMOND), "d", 4.0)
    assert text(words.symbols) == "∂d/∂d = 1"
    assert words.sentence == "The pass begins at d: a change of d is a change of d itself."


def test_over_one_edge_there_is_one_product() -> None:
    words = rule_at(chain(*DIAMOND), "b", 4.0)
    assert text(words.symbols) == "∂d/∂b = ∂d/∂b · ∂d/∂d = c"
    assert text(words.numbers) == "−14 = (−14) · 1"
    assert words.sentence == (
        "Only one edge leads there, so what comes back is multiplied by its local derivative. "
        "A change of 0.001 in b changes d by about −0.014."
    )


def test_what_is_not_reached_does_not_depend() -> None:
    words = rule_at(chain("a = 2", "t = 1", "u = t", "d = a^2"), "t", 4.0)
    assert text(words.symbols) == "∂d/∂t = 0"
    assert words.sentence == "d does not depend on t: no path leads from t to d."
    forward = rule_at(chain("a = 2", "t = 1", "u = t", "d = a^2", is_forward=True), "u", 4.0)
    assert forward.sentence == "u does not depend on a: no path leads from a to u."


def test_a_kink_is_flagged_with_the_slope_that_is_taken() -> None:
    words = rule_at(chain("x = 0", "y = relu(x)"), "x", 1.0)
    assert words.sentence.endswith("relu has a kink here; its slope is taken as 0, as in the network.")


def test_of_many_products_the_first_are_written() -> None:
    lines = ["x = 1", *(f"y{number} = {number}x" for number in range(1, 10))]
    words = rule_at(chain(*lines, "s = " + " + ".join(f"y{number}" for number in range(1, 10))), "x", 99.0)
    assert text(words.numbers).startswith("45 = 1 · 1 + 2 · 1 + 3 · 1")
    assert text(words.numbers).endswith(" + … (3 more)")


def test_the_cost_of_both_directions_is_counted_and_explained() -> None:
    lines = [f"x{number} = {number}" for number in range(30)]
    short, full = cost_in_words(chain(*lines, "E = " + " + ".join(f"x{number}^2" for number in range(30))))
    assert short == (
        "multiplications: forward 30 (30 passes), reverse 30 (1 pass finds all, so networks are trained)"
    )
    assert "that is why it is trained in reverse" in full
    assert cost_in_words(chain()) == ("", "")
