"""In which colour is a run drawn on a trainability map? A fixed function of what happened, with a legend.

Never of ranks or of the picture's own extremes, so that two maps can be compared: the colour of a number of
steps is the same in every picture. Runs that fell to a tenth of E have the colours of viridis, yellow for the
quickest; those that diverged the upper part of inferno, orange for the quickest; both grow dark towards the
border, where all takes long. What does neither is grey.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from explorer.array import Array, Indices, Integers
from explorer.number import rounded
from explorer.symbol import Symbol

Colours = NDArray[np.uint8]
"""RGBA, shape (…, 4)."""

Flags = NDArray[np.bool_]

MOST_STEPS = 10_000
"""From 1 to so many steps the colours change, by equal ratios; beyond that they stay."""

_LOW = (
    "#fde725",
    "#addc30",
    "#5ec962",
    "#28ae80",
    "#21918c",
    "#2c728e",
    "#3b528b",
    "#472d7b",
    "#440154",
)
"""Of viridis (Smith and van der Walt 2015, CC0), reversed."""

_DIVERGING = (
    "#fbb61a",
    "#f98e09",
    "#ed6925",
    "#dd513a",
    "#cf4446",
    "#a52c60",
    "#781c6d",
    "#57106e",
    "#3b0f4f",
)
"""Of inferno, likewise."""

NEITHER = "#8a8f98"

FATES = {"fell to a tenth": "#21918c", "diverged": "#ed6925", "neither": NEITHER}
"""Where a colour tells only what became of a run: from the middles of both scales."""

LAST_BIT = "#ffffff"
"""Of what hangs on the last bit of the start; no scale has it."""
LEAST_LOSS, MOST_LOSS = 1e-6, 1e2
"""Between these the colours of a surface change with log E."""

_SHADES = 256
_PART = 2**16
"""So many pixels are coloured at a time."""


@dataclass(frozen=True)
class LegendScale:
    """What the colours of a scale mean: its caption, `colours` from left to right, and numbers beneath them.

    `ticks` are evenly spaced from the left end to the right one. A single colour has none.
    """

    caption: str
    colours: tuple[str, ...]
    ticks: tuple[str, ...] = ()


def step_colours(low_at: Integers, diverged_at: Integers) -> Colours:
    """Of runs, each by the step at which its E was a tenth of its start and that at which it diverged, or −1.

    Shapes (…,); gives (…, 4). What fell to a tenth and diverged later diverges.
    """
    most = max(int(at.max(initial=0)) for at in (low_at, diverged_at))
    shade = _shade(np.arange(most + 1))
    neither = np.array([_rgba(NEITHER)], dtype=np.uint8)
    table = np.concatenate([neither, _table(_LOW)[shade], _table(_DIVERGING)[shade]])
    words = table.view(np.uint32).reshape(-1)  # one a pixel: a map is drawn between two frames
    whole = np.empty(low_at.shape, dtype=np.uint32)
    low, diverged, drawn = (each.reshape(-1) for each in (low_at, diverged_at, whole))
    for first in range(0, drawn.size, _PART):
        part = slice(first, first + _PART)
        places = np.where(diverged[part] >= 0, diverged[part].astype(np.intp) + most + 2, low[part] + 1)
        drawn[part] = words[places]
    colours: Colours = whole[..., np.newaxis].view(np.uint8)
    return colours


def loss_colours(losses: Array) -> Colours:
    """Of a surface by its E, shape (…,): dark where it is low, yellow where high, grey where not finite.

    log E from `LEAST_LOSS` to `MOST_LOSS`; beyond, the colours stay.
    """
    low, high = np.log10(LEAST_LOSS), np.log10(MOST_LOSS)
    with np.errstate(all="ignore"):
        share = (np.log10(losses) - low) / (high - low)
    table = _table(_LOW)[::-1]
    places = np.clip(np.nan_to_num(share, nan=0.0, posinf=1.0, neginf=0.0), 0.0, 1.0) * (_SHADES - 1)
    colours: Colours = table[np.round(places).astype(np.intp)]
    colours[~np.isfinite(losses)] = _rgba(NEITHER)
    return colours


def hue_colours(numbers: Integers) -> Colours:
    """Of solutions by their numbers from 0 to 255, which stand on a circle of hues; −1 is none: grey."""
    shares = np.arange(_SHADES)[:, np.newaxis] / _SHADES + np.array([0.0, 1 / 3, 2 / 3])
    table = np.full((_SHADES + 1, 4), 255, dtype=np.uint8)
    table[:_SHADES, :3] = np.round(150.0 + 85.0 * np.cos(2.0 * np.pi * shares))
    table[-1] = _rgba(NEITHER)
    colours: Colours = table.view(np.uint32).reshape(-1)[numbers][..., np.newaxis].view(np.uint8)
    return colours


def fate_colours(is_low: Flags, has_diverged: Flags) -> Colours:
    """Of runs by what became of them alone, shapes (…,): E fell to a tenth, or diverged; gives (…, 4)."""
    low, diverged, neither = map(_rgba, FATES.values())
    colours = np.empty((*is_low.shape, 4), dtype=np.uint8)
    colours[:] = neither
    colours[is_low] = low
    colours[has_diverged] = diverged
    return colours


@cache
def step_legend() -> tuple[LegendScale, ...]:
    """That of `step_colours`: the two scales from quick to slow, and what does neither."""
    steps = [10**power for power in range(5)]
    ticks = tuple(f"{count:,}" for count in steps)
    scales = [
        LegendScale(caption, tuple(map(_hex, _table(anchors))), ticks)
        for anchors, caption in (
            (_LOW, f"steps until a tenth of {Symbol.LOSS}"),
            (_DIVERGING, "steps until it diverges"),
        )
    ]
    return (*scales, LegendScale("neither", (NEITHER,)))


def fate_legend() -> tuple[LegendScale, ...]:
    """That of `fate_colours`."""
    return tuple(LegendScale(word, (colour,)) for word, colour in FATES.items())


def loss_legend() -> tuple[LegendScale, ...]:
    """That of `loss_colours`."""
    decades = range(round(np.log10(LEAST_LOSS)), round(np.log10(MOST_LOSS)) + 1)
    ticks = tuple(rounded(10.0**decade, 1) for decade in decades)
    colours = tuple(map(_hex, _table(_LOW)[::-1]))
    return LegendScale(Symbol.LOSS, colours, ticks), LegendScale("not finite", (NEITHER,))


def hue_legend(shares: Sequence[tuple[int, float]]) -> tuple[LegendScale, ...]:
    """That of `hue_colours` for these solutions and their shares of all runs: “41 %”."""
    scales = [
        LegendScale(f"{100 * share:.1f} %", (_hex(hue_colours(np.array([number]))[0]),))
        for number, share in shares
    ]
    return (*scales, LegendScale("none", (NEITHER,)))


def _shade(steps: Indices) -> Indices:
    """The place in a table: log steps, from 1 to `MOST_STEPS`."""
    share = np.log(np.maximum(steps, 1)) / np.log(MOST_STEPS)
    places: Indices = np.minimum(np.round(share * (_SHADES - 1)), _SHADES - 1).astype(np.intp)
    return places


def _table(anchors: tuple[str, ...]) -> Colours:
    """(256, 4): straight lines between the anchors, which stand near enough for that."""
    corners = np.array([_rgba(anchor) for anchor in anchors], dtype=np.float64)
    places = np.linspace(0.0, len(anchors) - 1.0, _SHADES)
    channels = [np.interp(places, np.arange(len(anchors)), corners[:, channel]) for channel in range(4)]
    return np.round(np.stack(channels, axis=1)).astype(np.uint8)


def _rgba(colour: str) -> tuple[int, int, int, int]:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return red, green, blue, 255


def _hex(colour: Colours) -> str:
    return "#" + "".join(f"{channel:02x}" for channel in colour[:3].tolist())
