"""Where do the iterates end, in one sentence? The picture of end states said in words."""

from itertools import pairwise

import numpy as np

from explorer.descent.bifurcation.end_states import EndStates
from explorer.descent.checkpoint import LEAST_CHAOS
from explorer.number import rounded
from explorer.symbol import Symbol

_MOST_PARTS = 5
_ESCAPES, _WANDERS, _UNSETTLED = -1, 0, -2
"""Kinds of columns beside the periods; the last is neither on a cycle nor shown to be chaotic."""
_OTHERWISE = {
    _ESCAPES: "escapes",
    _WANDERS: "wanders without settling",
    _UNSETTLED: "has not settled yet",
}
_LONGEST_TOLD = 8
"""More values than that are not told from what wanders."""


def answer(states: EndStates) -> str:
    """ "Settles on one value up to α ≈ 0.333, on 2 up to 0.408, …, then wanders; escapes from 0.5 on."

    Read off the columns that are seen: a stretch that is narrower than 2 % of them is not told.
    """
    stretches = _stretches(states)
    if not stretches:
        return ""
    parts: list[str] = []
    for kind, end in stretches[:_MOST_PARTS]:
        is_last = end == len(states.columns)
        until = "" if is_last else f" up to {Symbol.ALPHA} ≈ {rounded(float(states.rates[end - 1]), 3)}"
        parts.append(f"{_words(kind)}{until}")
    if len(stretches) > _MOST_PARTS:
        parts.append("and so on")
    text = ", then ".join(parts)
    return text[0].upper() + text[1:]


def _stretches(states: EndStates) -> list[tuple[int, int]]:
    """(kind, the column after its last) of what is told: kind is a period or one of those above."""
    kinds = np.where(states.period > _LONGEST_TOLD, _WANDERS, states.period)
    with np.errstate(invalid="ignore"):
        kinds[(states.period == 0) & (np.abs(states.lyapunov) < LEAST_CHAOS)] = _UNSETTLED
    kinds[states.escaped_at >= 0] = _ESCAPES
    edges = [0, *(np.flatnonzero(np.diff(kinds)) + 1).tolist(), len(kinds)]
    least = max(1, len(kinds) // 50)
    told: list[tuple[int, int]] = []
    for low, high in pairwise(edges):
        kind = int(kinds[low])
        if high - low < least:  # too narrow: part of what wanders, or of what it is in
            if told and told[-1][0] in (_WANDERS, _ESCAPES):
                told[-1] = (told[-1][0], high)
            continue
        if told and told[-1][0] == kind:
            told[-1] = (kind, high)
        else:
            told.append((kind, high))
    return told


def _words(kind: int) -> str:
    if kind <= 0:
        return _OTHERWISE[kind]
    return "settles on one value" if kind == 1 else f"settles into {kind} values"
