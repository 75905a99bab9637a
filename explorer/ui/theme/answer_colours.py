"""In which colour is drawn what a neuron answers? Between orange and blue, alike wherever it is drawn."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage

from explorer.array import Array
from explorer.ui.theme.theme import Theme


def answer_colours(
    a: Array, low: float, high: float, theme: Theme, is_strong: bool = False
) -> NDArray[np.ubyte]:
    """RGBA bytes (…, 4): orange at `low`, the surface half way, blue at `high`; clear where not finite."""
    ends = [theme.negative, theme.surface, theme.positive]
    stops = np.array([QColor(colour).getRgb() for colour in ends], dtype=np.float64)
    if not is_strong:
        stops[[0, 2]] = 0.3 * stops[1] + 0.7 * stops[[0, 2]]
    half = np.nan_to_num(a) / 2 - low / 2  # the difference of two doubles may be too large for one
    width = high / 2 - low / 2
    share = np.clip(half / width, 0.0, 1.0) if width else np.full(half.shape, 0.5)
    channels = [np.interp(share, [0.0, 0.5, 1.0], stops[:, channel]) for channel in range(4)]
    pixels = np.stack(channels, axis=-1)
    pixels[..., 3] = np.where(np.isfinite(a), 255.0, 0.0)
    return pixels.astype(np.ubyte)


def image_of(pixels: NDArray[np.ubyte]) -> QImage:
    """The image with these rows from the top down: RGBA of shape (rows, columns, 4)."""
    rows, columns = pixels.shape[:2]
    data = np.ascontiguousarray(pixels).tobytes()
    return QImage(data, columns, rows, 4 * columns, QImage.Format.Format_RGBA8888).copy()
