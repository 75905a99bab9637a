"""The themes: every colour is there, legible and in the style sheet."""

import re
from itertools import combinations
from math import dist

import pytest
from msgspec.structs import fields
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from explorer.training.kept_network_run import KeptNetworkRun
from explorer.ui.theme.theme import (
    DARK,
    LIGHT,
    Appearance,
    Theme,
    apply,
    give_role,
    palette_of,
    stylesheet_of,
    theme_for,
)

BOTH = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb (WCAG 2)."""
    channels = QColor(colour).getRgbF()[:3]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """1 (the same) to 21 (black and white), by WCAG 2."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@BOTH
def test_every_colour_is_one(theme: Theme) -> None:
    others = ("name", "curves", "scale")
    colours = [getattr(theme, f.name) for f in fields(theme) if f.name not in others]
    for colour in (*colours, *theme.curves):
        assert re.fullmatch("#[0-9a-f]{6}", colour)


def oklab(colour: str) -> tuple[float, float, float]:
    """Lightness, green to red and blue to yellow of #rrggbb (Ottosson 2020)."""
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in QColor(colour).getRgbF()[:3]
    )
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


@BOTH
def test_the_curves_of_all_runs_can_be_told_apart_and_seen(theme: Theme) -> None:
    assert len(theme.curves) == KeptNetworkRun.most + 1  # the present one
    assert [c for c in theme.curves if contrast(c, theme.surface) < 2.9] == []
    distances = [dist(oklab(one), oklab(other)) for one, other in combinations(theme.curves, 2)]
    assert min(distances) > 0.09  # as far as the first eight are


@BOTH
def test_text_can_be_read_on_everything_it_stands_on(theme: Theme) -> None:
    pairs = [(theme.text, ground) for ground in (theme.window, theme.surface, theme.canvas, theme.neuron)]
    pairs += [(theme.muted, theme.window), (theme.muted, theme.surface), (theme.on_primary, theme.primary)]
    pairs += [(theme.problem, theme.problem_soft), (theme.good, theme.good_soft)]
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []


@BOTH
def test_every_place_in_the_style_sheet_is_filled(theme: Theme) -> None:
    sheet = stylesheet_of(theme)
    rules = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    assert "$" not in rules
    assert theme.border in rules


@BOTH
def test_the_palette_has_the_colours_of_the_theme(theme: Theme) -> None:
    palette = palette_of(theme)
    assert palette.color(QPalette.ColorRole.Window).name() == theme.window
    assert palette.color(QPalette.ColorRole.Text).name() == theme.text


def test_only_the_dark_theme_is_dark() -> None:
    assert (LIGHT.is_dark, DARK.is_dark) == (False, True)


@BOTH
def test_the_colour_of_a_number_says_its_sign_and_whether_it_is_on_the_way_back(theme: Theme) -> None:
    forward = [theme.forward_colour(value) for value in (1.0, -1.0, 0.0, float("nan"))]
    backward = [theme.backward_colour(value) for value in (1.0, -1.0, 0.0, float("nan"))]
    assert forward == [theme.positive, theme.negative, theme.zero, theme.zero]
    assert backward == [theme.delta_positive, theme.delta_negative, theme.zero, theme.zero]


def test_the_choice_of_the_person_comes_before_the_system(qapp: QApplication) -> None:
    assert theme_for(Appearance.LIGHT) is LIGHT
    assert theme_for(Appearance.DARK) is DARK
    assert theme_for(Appearance.SYSTEM) in (LIGHT, DARK)


def test_the_application_takes_on_another_theme(qapp: QApplication) -> None:
    for theme in (DARK, LIGHT):
        apply(theme)
        assert qapp.styleSheet() == stylesheet_of(theme)
        assert qapp.palette().color(QPalette.ColorRole.Window).name() == theme.window


def test_another_role_is_seen_at_once(qapp: QApplication, qtbot: QtBot) -> None:
    apply(LIGHT)
    label = QLabel("α")
    qtbot.addWidget(label)
    label.show()
    give_role(label, "problem")
    assert label.palette().color(QPalette.ColorRole.WindowText).name() == LIGHT.problem
    give_role(label, "good")
    assert label.palette().color(QPalette.ColorRole.WindowText).name() == LIGHT.good


def test_lengths_of_the_style_sheet_grow_with_the_type_and_thin_lines_do_not() -> None:
    usual, large = stylesheet_of(LIGHT), stylesheet_of(LIGHT.at(1.5))
    assert "QPushButton { border: 1px solid #d5dae5; border-radius: 6px; padding: 5px 12px;" in usual
    assert "QPushButton { border: 1px solid #d5dae5; border-radius: 9px; padding: 8px 18px;" in large
    assert stylesheet_of(LIGHT.at(1.0)) == usual


def test_the_type_of_the_application_grows_and_comes_back_to_what_the_system_has(qapp: QApplication) -> None:
    apply(DARK)
    apply(LIGHT)
    usual = qapp.font()
    for theme in (LIGHT.at(2.0), DARK.at(1.25), LIGHT.at(1.5)):
        apply(theme)
        assert qapp.font().pointSizeF() == pytest.approx(usual.pointSizeF() * theme.scale)
    apply(LIGHT)
    assert qapp.font().pointSizeF() == usual.pointSizeF()


def test_what_has_a_size_in_pixels_is_as_many_times_as_large_as_the_type() -> None:
    assert [DARK.at(scale).pixels(18) for scale in (1.0, 1.25, 1.5, 2.0)] == [18, 22, 27, 36]
