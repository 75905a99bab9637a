"""Does an arrow key go to the place that a person means?"""

from explorer.drawing.nearest_place import nearest_towards

DIAMOND = {"a": (0.0, 0.0), "b": (330.0, -90.0), "c": (330.0, 90.0), "d": (660.0, 0.0)}


def test_an_arrow_goes_to_the_nearest_on_its_side() -> None:
    assert nearest_towards(DIAMOND, "a", (1, 0)) == "b"
    assert nearest_towards(DIAMOND, "b", (0, 1)) == "c"
    assert nearest_towards(DIAMOND, "d", (-1, 0)) == "b"


def test_where_there_is_nothing_it_goes_nowhere() -> None:
    assert nearest_towards(DIAMOND, "a", (-1, 0)) is None


def test_without_a_start_it_goes_to_the_first() -> None:
    assert nearest_towards(DIAMOND, None, (1, 0)) == "a"
    assert nearest_towards(DIAMOND, "gone", (1, 0)) == "a"
    assert nearest_towards({}, None, (1, 0)) is None
