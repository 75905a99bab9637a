"""Why has an axis no place for any of its numbers? In words: a logarithmic axis has none for 0."""

import numpy as np
from numpy.typing import NDArray

from explorer.array import Array


def has_place(values: Array, is_log: bool) -> NDArray[np.bool_]:
    """For which of the values an axis has a place: finite ones, and above 0 on a logarithmic one."""
    return np.isfinite(values) & (values > 0) if is_log else np.isfinite(values)


def why_blank(values: Array) -> str:
    """What these values, at least one, have in common: an axis has no place for any of them."""
    finite = values[np.isfinite(values)]
    if not len(finite):
        if np.isnan(values).all():
            return "No value is a number"
        is_infinite = bool(np.isinf(values).all())
        return "Every value is infinite" if is_infinite else "Every value is infinite or not a number"
    which = "0 or less" if finite.any() else "0"
    others = "" if len(finite) == len(values) else " that is finite"
    return f"Every value{others} is {which}, for which a logarithmic axis has no place: switch log off"
