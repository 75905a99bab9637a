"""Does every preset show what it says?"""

from itertools import groupby

import pytest

from explorer.descent.function import parse_function
from explorer.descent.landmark import critical_points
from explorer.descent.orbit import orbit
from explorer.descent.preset import PRESETS, Preset
from explorer.descent.search import verdict


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.text)
def test_a_preset_can_be_descended_and_says_what_it_shows(preset: Preset) -> None:
    found = verdict(parse_function(preset.text), preset.start, preset.learning_rate)
    assert found.kind in ("converges", "cycles")
    assert preset.shows.endswith(".")


def test_names_tell_the_presets_apart() -> None:
    assert len({preset.name for preset in PRESETS}) == len(PRESETS) == 10


@pytest.mark.parametrize(
    ("text", "start", "alpha", "kind"),
    [
        ("x^3 + 3x^2", -1.99, 0.35, "cycles"),
        ("x^3 + 3x^2", -1.99, 0.45, "chaotic"),
        ("x^2", 1.0, 1.0, "cycles"),
        ("x^4 - 2x^2", 0.1, 0.45, "chaotic"),
        ("log(cosh(x))", 3.0, 1.99, "converges"),
        ("log(cosh(x))", 3.0, 2.01, "cycles"),
        ("log(cosh(x))", 3.0, 10.0, "cycles"),
        ("x^2 + 0.1 sin(20x)", 2.0, 0.1, "chaotic"),
        ("x^4", 1.29, 0.3, "converges"),
        ("x^4", 1.2911, 0.3, "diverges"),
        ("(1 - x)^2 + 100(1 - x^2)^2", -0.5, 0.0026, "cycles"),
    ],
)
def test_what_the_presets_promise_at_other_rates_happens(
    text: str, start: float, alpha: float, kind: str
) -> None:
    assert verdict(parse_function(text), start, alpha).kind == kind


def test_the_two_minima_of_the_wave_are_where_the_preset_says() -> None:
    wave = parse_function("sin(x) + x^2/10")
    assert verdict(wave, 3.0, 0.5).limit == pytest.approx(3.84, abs=0.005)
    assert verdict(wave, 1.0, 0.5).limit == pytest.approx(-1.31, abs=0.005)
    assert wave(-1.31) < wave(3.84)


def test_the_descent_on_a_weight_used_twice_is_that_on_the_double_well_at_half_the_rate() -> None:
    twice, well = parse_function("1/2 (x^2 - 1)^2"), parse_function("x^4 - 2x^2")
    assert orbit(twice, 0.1, 0.2, 40) == pytest.approx(orbit(well, 0.1, 0.1, 40), rel=1e-12)


def test_the_ripple_that_catches_is_far_from_the_deepest() -> None:
    rippled = parse_function("x^2 + 0.1 sin(20x)")
    assert verdict(rippled, 2.0, 0.03).limit == pytest.approx(0.816, abs=0.0005)
    minima = [point for point in critical_points(rippled, -2, 2) if point.kind == "minimum"]
    assert min(minima, key=lambda point: point.value).x == pytest.approx(-0.075, abs=0.0005)


def test_presets_of_a_group_follow_one_another() -> None:
    groups = [preset.group for preset in PRESETS]
    assert [group for group, _ in groupby(groups)] == list(dict.fromkeys(groups))
