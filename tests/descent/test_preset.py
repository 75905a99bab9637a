"""Does every preset show what it says?"""

import pytest

from explorer.descent.function import parse_function
from explorer.descent.preset import PRESETS, Preset
from explorer.descent.search import verdict


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.text)
def test_a_preset_can_be_descended_and_says_what_it_shows(preset: Preset) -> None:
    found = verdict(parse_function(preset.text), preset.start, preset.learning_rate)
    assert found.kind in ("converges", "cycles")
    assert preset.shows.endswith(".")


def test_names_tell_the_presets_apart() -> None:
    assert len({preset.name for preset in PRESETS}) == len(PRESETS) == 7


@pytest.mark.parametrize(
    ("text", "start", "alpha", "kind"),
    [
        ("x^3 + 3x^2", -1.99, 0.35, "cycles"),
        ("x^3 + 3x^2", -1.99, 0.45, "chaotic"),
        ("x^2", 1.0, 1.0, "cycles"),
        ("x^4 - 2x^2", 0.1, 0.45, "chaotic"),
        ("(1 - x)^2 + 100(1 - x^2)^2", -0.5, 0.0026, "cycles"),
    ],
)
def test_what_the_presets_promise_at_other_rates_happens(
    text: str, start: float, alpha: float, kind: str
) -> None:
    assert verdict(parse_function(text), start, alpha).kind == kind


def test_the_two_minima_of_the_wave_are_where_the_preset_says() -> None:
    wave = parse_function("sin(x) + 0.1x^2")
    assert verdict(wave, 3.0, 0.5).limit == pytest.approx(3.84, abs=0.005)
    assert verdict(wave, 1.0, 0.5).limit == pytest.approx(-1.31, abs=0.005)
    assert wave(-1.31) < wave(3.84)
