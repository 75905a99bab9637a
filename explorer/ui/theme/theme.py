"""Which colours does the window have, light and dark, and how large is its type?

Blue and orange are the positive and negative of the way forward, purple and green those of δ and the
gradients: two pairs that colour-blind eyes tell apart. Signs are always written too.
"""

import re
from enum import StrEnum
from typing import Protocol, runtime_checkable

from msgspec import Struct
from msgspec.structs import fields, replace
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QColor, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from explorer.resources import resource

_LENGTH = re.compile(r"\b([3-9]|\d\d+)px")
"""What grows with the type in the style sheet."""

_USUAL_POINTS = "usual points"
"""Under this name the application keeps how large the system has its font, once that was changed."""

USUAL_SIZE = 100
TYPE_SIZES = (USUAL_SIZE, 125, 150, 200)
"""How large letters may be, in per cent of what the system has."""


class Appearance(StrEnum):
    """What the person chose: follow the system, or always one of the two."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(Struct, frozen=True):
    """Every colour by its meaning, as #rrggbb, and how many times as large as usual the type is."""

    name: str
    window: str
    surface: str
    canvas: str
    grid: str
    border: str
    strong_border: str
    text: str
    muted: str
    accent: str
    accent_soft: str
    on_accent: str
    positive: str
    negative: str
    positive_soft: str
    negative_soft: str
    delta_positive: str
    delta_negative: str
    delta_positive_soft: str
    delta_negative_soft: str
    zero: str
    zero_soft: str
    target: str
    target_soft: str
    neuron: str
    problem: str
    problem_soft: str
    good: str
    good_soft: str
    primary: str
    on_primary: str
    curves: tuple[str, ...]
    scale: float = 1.0

    def at(self, scale: float) -> "Theme":
        """The same colours with type `scale` times as large as usual."""
        return self if scale == self.scale else replace(self, scale=scale)

    def pixels(self, usual: float) -> int:
        """So many pixels as what is `usual` pixels long takes beside type of this size."""
        return round(usual * self.scale)

    @property
    def is_dark(self) -> bool:
        """Whether text is lighter than the window."""
        return QColor(self.text).lightness() > QColor(self.window).lightness()

    def forward_colour(self, value: float) -> str:
        """Blue for positive, orange for negative, grey for 0: weights, z, a."""
        return self.positive if value > 0 else self.negative if value < 0 else self.zero

    def backward_colour(self, value: float) -> str:
        """Purple for positive, green for negative, grey for 0: δ, gradients and what is carried back."""
        return self.delta_positive if value > 0 else self.delta_negative if value < 0 else self.zero


def _colours(text: str) -> tuple[str, ...]:
    """The colours in a line of them.

    Of curves there are as many as runs are shown at once. The first eight were chosen by hand, each other one
    as far in Oklab (Ottosson 2020) from all before it as there is, of those that can be seen on the surface.
    """
    return tuple(text.split())


LIGHT = Theme(
    name="light",
    window="#f4f5f8",
    surface="#ffffff",
    canvas="#fcfcfd",
    grid="#e4e7ee",
    border="#d5dae5",
    strong_border="#1d2433",
    text="#1d2433",
    muted="#667085",
    accent="#2b6cb0",
    accent_soft="#e6f0fa",
    on_accent="#ffffff",
    positive="#2f6eb5",
    negative="#d2691e",
    positive_soft="#dbe8f6",
    negative_soft="#fbe8da",
    delta_positive="#7b3fa0",
    delta_negative="#23824a",
    delta_positive_soft="#efe4f6",
    delta_negative_soft="#e0f2e7",
    zero="#6b7280",
    zero_soft="#e8eaef",
    target="#b58a14",
    target_soft="#fff8e1",
    neuron="#ffffff",
    problem="#c02626",
    problem_soft="#fdeaea",
    good="#1f7a4a",
    good_soft="#e6f5ec",
    primary="#1d2433",
    on_primary="#ffffff",
    curves=_colours(
        "#2f6eb5 #d2691e #23824a #7b3fa0 #b58a14 #0e8a94 #c02678 #667085 "
        "#48300c #002490 #b478f0 #600054 #785400 #e46c9c #005460 #54a818 "
        "#4890fc #84000c #005400 #9090c0 #6c3c54"
    ),
)

DARK = Theme(
    name="dark",
    window="#15181f",
    surface="#1d212a",
    canvas="#181c24",
    grid="#2a303c",
    border="#363d4b",
    strong_border="#c9d1e0",
    text="#e8ebf2",
    muted="#9aa4b5",
    accent="#6aa9ee",
    accent_soft="#22364d",
    on_accent="#0e1420",
    positive="#6aa9ee",
    negative="#f0965a",
    positive_soft="#22364d",
    negative_soft="#4a3122",
    delta_positive="#c394e6",
    delta_negative="#5fc78a",
    delta_positive_soft="#3a2b48",
    delta_negative_soft="#203c2c",
    zero="#9aa4b5",
    zero_soft="#2e343f",
    target="#e2bb4f",
    target_soft="#3c3418",
    neuron="#232833",
    problem="#ff8080",
    problem_soft="#4a2226",
    good="#5fc78a",
    good_soft="#1f3a2b",
    primary="#e8ebf2",
    on_primary="#15181f",
    curves=_colours(
        "#6aa9ee #f0965a #5fc78a #c394e6 #e2bb4f #58cfd8 #f07ab8 #9aa4b5 "
        "#787800 #c03c48 #7860b4 #a8fc90 #008490 #fcb4d8 #a89c00 #b47854 "
        "#6cfcf0 #2484e4 #009c54 #c0549c #fce484"
    ),
)


@runtime_checkable
class Themed(Protocol):
    """A part of the window that draws in the colours of the theme."""

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of `theme` from now on."""


def give_role(widget: QWidget, role: str) -> None:
    """Let `widget` look as the style sheet says of `role`: title, muted, good, warning, problem, primary."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))  # or its padding stays as it was


def theme_for(appearance: Appearance) -> Theme:
    """The theme that `appearance` means now; asks the system where it is to be followed."""
    if appearance is Appearance.SYSTEM:
        is_dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return DARK if is_dark else LIGHT
    return DARK if appearance is Appearance.DARK else LIGHT


def palette_of(theme: Theme) -> QPalette:
    """The palette from which every standard widget takes its colours."""
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: theme.window,
        QPalette.ColorRole.WindowText: theme.text,
        QPalette.ColorRole.Base: theme.surface,
        QPalette.ColorRole.AlternateBase: theme.window,
        QPalette.ColorRole.Text: theme.text,
        QPalette.ColorRole.PlaceholderText: theme.muted,
        QPalette.ColorRole.Button: theme.surface,
        QPalette.ColorRole.ButtonText: theme.text,
        QPalette.ColorRole.BrightText: theme.problem,
        QPalette.ColorRole.ToolTipBase: theme.surface,
        QPalette.ColorRole.ToolTipText: theme.text,
        QPalette.ColorRole.Highlight: theme.accent,
        QPalette.ColorRole.HighlightedText: theme.on_accent,
        QPalette.ColorRole.Link: theme.accent,
        QPalette.ColorRole.Light: theme.surface,
        QPalette.ColorRole.Midlight: theme.border,
        QPalette.ColorRole.Mid: theme.border,
        QPalette.ColorRole.Dark: theme.border,
        QPalette.ColorRole.Shadow: theme.strong_border,
        QPalette.ColorRole.Accent: theme.accent,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        faded = QColor(theme.muted)
        faded.setAlphaF(0.6)
        palette.setColor(QPalette.ColorGroup.Disabled, role, faded)
    return palette


def stylesheet_of(theme: Theme) -> str:
    """`themes/window.qss` with every $colour of `theme` and the folder $icons filled in.

    Lengths grow with the type; lines of one or two pixels stay as thin as they are.
    """
    text = resource("themes/window.qss").read_text(encoding="utf-8")
    if theme.scale != 1.0:
        text = _LENGTH.sub(lambda found: f"{theme.pixels(int(found[1]))}px", text)
    text = text.replace("$icons", resource("icons").as_posix())
    others = ("name", "curves", "scale")
    colours = {f.name: getattr(theme, f.name) for f in fields(theme) if f.name not in others}
    for name in sorted(colours, key=len, reverse=True):
        text = text.replace(f"${name}", colours[name])
    return text


def apply(theme: Theme) -> None:
    """Give the whole application `theme`: its palette, the size of its type and the window's style sheet.

    Cheapest before there is a window, for every widget that is there is styled anew.
    """
    application, sheet = QApplication.instance(), stylesheet_of(theme)
    if isinstance(application, QApplication) and application.styleSheet() != sheet:
        application.setStyleSheet("")  # one sheet in place of another takes Qt three times as long
        application.setPalette(palette_of(theme))
        _apply_type(application, theme)
        application.setStyleSheet(sheet)


def _apply_type(application: QApplication, theme: Theme) -> None:
    """Let the font of the application be as many times as large as the system has it as `theme` says."""
    usual = application.property(_USUAL_POINTS)
    if usual is None:
        if theme.scale == 1.0:
            return  # it is so already, and to say it takes time before the first frame
        usual = QFontInfo(application.font()).pointSizeF()
        application.setProperty(_USUAL_POINTS, usual)
    font = application.font()
    font.setPointSizeF(usual * theme.scale)
    application.setFont(font)
