"""Is at each moment of a pass just what is known that has been computed?"""

from explorer.chain.graph_look import Progress
from explorer.chain.pass_moment import look_at, moment_of
from explorer.chain.settings import ChainSettings
from explorer.chain.shown_chain import ShownChain


def chain(*lines: str, is_forward: bool = False) -> ShownChain:
    return ShownChain(ChainSettings(lines, is_forward=is_forward))


def test_before_the_first_step_only_the_start_is_known() -> None:
    moment = moment_of(chain("a = 2", "b = a^2", "c = 3b"), 0.0)
    assert (moment.totals, moment.complete, moment.used) == ({"c": 1.0}, {"c"}, set())


def test_each_step_makes_one_product_and_the_last_one_is_exact() -> None:
    shown = chain("a = 2", "b = a^2", "c = 3b")
    assert moment_of(shown, 1.0).totals == {"c": 1.0, "b": 3.0}
    assert moment_of(shown, 1.999).totals == {"c": 1.0, "b": 3.0}
    assert moment_of(shown, 2.0).totals == {"c": 1.0, "b": 3.0, "a": 12.0}
    assert moment_of(shown, 9.0).used == {("a", "b"), ("b", "c")}


def test_a_pulse_goes_backwards_in_reverse_and_onwards_forward() -> None:
    for is_forward in (False, True):
        shown = chain("a = 2", "b = a^2", is_forward=is_forward)
        early, late = (look_at(shown, time, None).pulses[0].part for time in (0.2, 0.8))
        assert (early < late) is is_forward
        assert look_at(shown, 1.0, None).pulses == ()


def test_what_takes_no_part_has_no_derivative_and_its_edges_are_idle() -> None:
    look = look_at(chain("a = 2", "t = 1", "b = a^2", "u = 5t", "d = b + 1"), 9.0, None)
    assert look.variables["u"].derivative == ""
    assert look.edges["t", "u"].is_idle
    assert not look.edges["a", "b"].is_idle
    assert look.variables["d"].is_end
    assert look.variables["a"].progress is Progress.KNOWN


def test_an_edge_of_one_path_has_its_number_and_one_of_several_has_none() -> None:
    look = look_at(chain("x = 1", "a = 2x", "b = a^2", "c = 3a", "d = b*c"), 9.0, None)
    assert look.edges["x", "a"].path is None
    assert {look.edges["a", "b"].path, look.edges["a", "c"].path} == {0, 1}


def test_a_path_that_is_lit_has_its_edges() -> None:
    look = look_at(chain("a = 2", "b = a^2", "c = 3a", "d = b*c"), 9.0, 1)
    assert look.lit == {("a", "c"), ("c", "d")}
    assert look_at(chain("a = 2", "b = a^2"), 9.0, 5).lit == frozenset()
