"""What explains the responses on the canvas? A legend of colours, and the one that is pointed at, large."""

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from explorer.backprop.responses import Response, Responses
from explorer.network.model import Experiment
from explorer.number import rounded
from explorer.plain_text import shown_name
from explorer.training.prediction import colour_ends
from explorer.ui.canvas.lettering import plain_font, text_width
from explorer.ui.canvas.response_paint import curve_room, paint_response, sample_columns
from explorer.ui.theme.answer_colours import answer_colours, image_of
from explorer.ui.theme.theme import Theme

_TOP, _LINE = 11.0, 18.0
_MARGIN = 16.0
_RAMP = 56.0
_SIZE = 12.0
_LARGE = (236.0, 224.0)
"""Width and height of the larger response with its texts, at the usual type size."""
_MOST_OF_WIDTH, _MOST_OF_HEIGHT = 0.34, 0.5
"""Of the canvas: a small one is not to be covered by it."""
_MOST_DOTS = 400
_PALE = 0.3
"""So near to the middle of the scale, the colour is about that of the surface: text is written as on that."""
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


def paint_response_overlay(
    painter: QPainter, area: QRectF, responses: Responses, pointed: str | None, is_left: bool, theme: Theme
) -> None:
    """The legend, and where the neuron `pointed` has a response that one large, in the corner at one side."""
    paint_legend(painter, area, responses, theme)
    if pointed in responses.by_neuron:
        paint_large(painter, area, responses, pointed, is_left, theme)


def paint_legend(painter: QPainter, area: QRectF, responses: Responses, theme: Theme) -> None:
    """“response: −1 ▇ 1” at the upper right; words where neurons have different scales."""
    font = plain_font(_SIZE * theme.scale)
    least, most = legend_ends(responses)
    first, line = f"response: {least}", _LINE * theme.scale
    ramp = _RAMP * theme.scale
    end = QRectF(area.left(), area.top() + _TOP, area.width() - _MARGIN, line)
    middle = end.right() - text_width(most, font) - 6 - ramp
    painter.setFont(font)
    painter.setPen(QColor(theme.muted))
    painter.drawText(end, _RIGHT | _MIDDLE, most)
    painter.drawText(QRectF(end.left(), end.top(), middle - 6 - end.left(), line), _RIGHT | _MIDDLE, first)
    colours = image_of(answer_colours(np.linspace(0, 1, 32)[np.newaxis], 0.0, 1.0, theme))
    painter.drawImage(QRectF(middle, end.top() + line / 4, ramp, line / 2), colours)


def legend_ends(responses: Responses) -> tuple[str, str]:
    """What stands at both ends of the scale: numbers, where they are those of all neurons."""
    ends = {(response.low, response.high) for response in responses.by_neuron.values()}
    if len(ends) != 1:
        return "least", "most of each neuron"
    low, high = ends.pop()
    return rounded(low, 3), rounded(high, 3)


def paint_large(
    painter: QPainter, area: QRectF, responses: Responses, name: str, is_left: bool, theme: Theme
) -> None:
    """The response of the neuron `name` with samples, axes and scale, in the upper corner at one side."""
    response, line = responses.by_neuron[name], _LINE * theme.scale
    width = min(_LARGE[0] * theme.scale, _MOST_OF_WIDTH * area.width())
    height = min(_LARGE[1] * theme.scale, _MOST_OF_HEIGHT * area.height())
    left = area.left() + _MARGIN if is_left else area.right() - _MARGIN - width
    card = QRectF(left, area.top() + _TOP + 1.5 * line, width, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.border), 1))
    painter.setBrush(QColor(theme.surface))
    painter.drawRoundedRect(card, 8, 8)
    inner, feet = card.adjusted(10, 6, -10, -6), _feet(responses)
    scale = f"orange {rounded(response.low, 3)} … blue {rounded(response.high, 3)}"
    head = QRectF(inner.left(), inner.top(), inner.width(), line)
    foot = QRectF(inner.left(), inner.bottom() - len(feet) * line, inner.width(), line)
    picture = QRectF(inner.left(), head.bottom() + 4, inner.width(), foot.top() - head.bottom() - 8)
    _write(painter, head, shown_name(name), scale, theme)
    for number, text in enumerate(feet):
        _write(painter, foot.translated(0, number * line), text, "", theme)
    paint_response(painter, picture, response, theme)
    if response.cells.size:
        _write_answers(painter, picture, response, theme)
    else:
        _paint_dots(painter, picture, responses, response, theme)
    painter.setPen(QPen(QColor(theme.border), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(picture)


def _feet(responses: Responses) -> list[str]:
    """“across: i0 from −0.5 to 1.5”, with two inputs also “up: …”; with more inputs, what the rows are."""
    inputs = responses.experiment.network.inputs
    if len(inputs) > 2:
        return [f"{shown_name(inputs[0].name)} … {shown_name(inputs[-1].name)}, strongest samples"]
    reaches = (responses.x, responses.y)[: len(inputs)]
    return [
        f"{direction}: {shown_name(neuron.name)} from {rounded(low, 3)} to {rounded(high, 3)}"
        for direction, neuron, (low, high) in zip(("across", "up"), inputs, reaches, strict=False)
    ]


def _write(painter: QPainter, where: QRectF, left: str, right: str, theme: Theme) -> None:
    """At both sides; what is left of the first where both have no room."""
    font = plain_font(_SIZE * theme.scale)
    painter.setFont(font)
    painter.setPen(QColor(theme.muted))
    painter.drawText(where, _RIGHT | _MIDDLE, right)
    painter.setPen(QColor(theme.text))
    room = where.width() - text_width(right, font) - 8
    shown = painter.fontMetrics().elidedText(left, Qt.TextElideMode.ElideRight, int(room))
    painter.drawText(where, _LEFT | _MIDDLE, shown)


def _write_answers(painter: QPainter, rect: QRectF, response: Response, theme: Theme) -> None:
    """What is answered to each of the strongest samples, on its colour."""
    _, answers = sample_columns(rect)
    painter.setFont(plain_font(_SIZE * theme.scale))
    height = rect.height() / len(response.a)
    for row, (a, share) in enumerate(zip(response.a.tolist(), response.shares.tolist(), strict=True)):
        where = QRectF(answers.left(), rect.top() + row * height, answers.width() - 2, height)
        painter.setPen(QColor(theme.on_accent if abs(share - 0.5) > _PALE else theme.text))
        painter.drawText(where, _RIGHT | _MIDDLE, rounded(a, 2))


def _paint_dots(
    painter: QPainter, rect: QRectF, responses: Responses, response: Response, theme: Theme
) -> None:
    """A dot for each sample, in the colour of its target; on a curve it stands at what is answered to it."""
    given = responses.inputs[:_MOST_DOTS]
    (left, right), (bottom, top) = responses.x, responses.y
    with np.errstate(all="ignore"):
        across = rect.left() + (given[:, 0] - left) / (right - left) * rect.width()
        if responses.is_plane:
            share = (given[:, 1] - bottom) / (top - bottom)
        else:
            places = np.linspace(left, right, len(response.a))
            share, rect = np.interp(given[:, 0], places, response.shares), curve_room(rect)
        down = rect.bottom() - share * rect.height()
    colours = _target_colours(responses.experiment, len(given), theme)
    painter.setPen(QPen(QColor(theme.text), 1))
    for x, y, colour in zip(across.tolist(), down.tolist(), colours.tolist(), strict=True):
        if math.isfinite(x) and math.isfinite(y):
            painter.setBrush(QColor(*colour))
            painter.drawEllipse(QPointF(x, y), 3.5, 3.5)


def _target_colours(experiment: Experiment, count: int, theme: Theme) -> NDArray[np.ubyte]:
    """Those of the targets of the first output, for the first `count` samples; the surface's without one."""
    outputs = experiment.network.outputs
    if not outputs:
        return answer_colours(np.full(count, 0.5), 0.0, 1.0, theme)
    name = outputs[0].name
    given = np.array([sample.targets[name] for sample in experiment.samples[:count]])
    targets = experiment.scaling(name).original(given)
    low, high = colour_ends(experiment, name, targets)
    return answer_colours(targets, low, high, theme, is_strong=True)
