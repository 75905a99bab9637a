"""How is a neuron painted? Its centre is the origin, its sizes are those of `geometry`."""

import math
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPen, QPolygonF

from explorer.drawing import geometry
from explorer.drawing.activation_plot import axes_in, curve_in, dot_in
from explorer.drawing.highlights import Halo
from explorer.drawing.level_of_detail import is_far, letter_size
from explorer.drawing.neuron_look import NeuronLook
from explorer.network.layout.sizes import RADIUS
from explorer.network.model import Kind
from explorer.ui.canvas.lettering import (
    draw_fitted,
    draw_name,
    legible_number,
    narrow_font,
    plain_font,
    text_width,
)
from explorer.ui.canvas.pin import PIN, paint_pin
from explorer.ui.canvas.qt_shapes import to_rect
from explorer.ui.theme.theme import Theme

_OUTLINE = 1.7
_FAR = 200.0
"""Farther than anything that a neuron paints."""

_NARROWEST = 0.9
"""To what part narrower letters bring the width of a text."""

Z_TEXT = QRectF(-32, -2, 30.5, 17)
A_TEXT = QRectF(1.5, -2, 30.5, 17)
"""Where z and a are written."""

_LOWER = 19.5
"""How much lower they stand where the neuron shows what it responds to."""

_RESPONSE = QRectF(-RADIUS, -RADIUS, 2 * RADIUS, RADIUS + 17)
_SMALL_RESPONSE = QRectF(-RADIUS, -RADIUS, 2 * RADIUS, 2 * RADIUS)
"""Where that is painted: above z and a, or from afar, where these cannot be read, everywhere."""

_BOX, _DELTA = to_rect(geometry.BOX), to_rect(geometry.DELTA_RECT)


def paint_still(
    painter: QPainter, look: NeuronLook, theme: Theme, scale: float, has_backdrop: bool = False
) -> None:
    """All that is no number: the same while `look.from_afar`, name and activation are.

    As detailed as `scale` allows; from afar that is the whole neuron.
    """
    if has_backdrop:
        _paint_backdrop(painter, look, theme)
    _paint_halo(painter, look, theme)
    if is_far(scale):
        _paint_small(painter, look, theme)
        _paint_badge(painter, look, theme, 2 * geometry.BADGE)
        return
    draw_name(painter, to_rect(geometry.name_rect(look.kind)), _title(look), 16, QColor(theme.text))
    if not look.kind.is_computed:
        _paint_box(painter, look, theme)
        _paint_badge(painter, look, theme, geometry.BADGE)
        return
    _paint_halves(painter, look, theme)
    if look.response is not None:
        return
    _paint_badge(painter, look, theme, geometry.BADGE)
    symbol = QRectF(-RADIUS + 8, -24, RADIUS - 9, 18)
    draw_fitted(painter, symbol, "Σ", plain_font(13), QColor(theme.muted))
    _paint_curve(painter, look, theme)


def paint_answer(painter: QPainter, look: NeuronLook, theme: Theme, scale: float) -> None:
    """What the neuron responds to, on what is still and below the numbers; from afar within the ring of δ."""
    from explorer.ui.canvas.response_paint import paint_response  # which the first frame does without

    assert look.response is not None
    ring = 1.5 if look.delta is None else 4.5
    painter.save()
    painter.setClipPath(_body(look, -ring) if is_far(scale) else _body(look), Qt.ClipOperation.IntersectClip)
    paint_response(painter, _SMALL_RESPONSE if is_far(scale) else _RESPONSE, look.response, theme)
    painter.restore()
    if is_far(scale):
        _paint_badge(painter, look, theme, 2 * geometry.BADGE)
        return
    painter.setPen(QPen(QColor(theme.strong_border), 1))
    painter.drawLine(_RESPONSE.bottomLeft(), _RESPONSE.bottomRight())
    painter.strokePath(_body(look), _outline_pen(look, theme))
    _paint_badge(painter, look, theme, geometry.BADGE)


def paint_numbers(painter: QPainter, look: NeuronLook, theme: Theme, scale: float) -> None:
    """The numbers that stand on and below what is still, and the dot on the curve of φ."""
    if not look.kind.is_computed:
        _paint_value(painter, look, theme, scale)
        return
    lower = 0.0 if look.response is None else _LOWER
    if look.z is not None:
        font = narrow_font(letter_size(14, scale))
        text = legible_number(look.z, Z_TEXT.width(), font, scale)
        draw_fitted(painter, Z_TEXT.translated(0, lower), text, font, _text_colour(look.z, theme))
    _paint_activation(painter, look, theme, scale, lower)
    _paint_bias(painter, look, theme, scale)
    _paint_error(painter, look, theme, scale)
    _paint_target(painter, look, theme, scale)


def _title(look: NeuronLook) -> str:
    """The name, and what its halves are called where they have letters of their own."""
    return look.name if look.halves is None else "{}: {} → {}".format(look.name, *look.halves)


def _outline_pen(look: NeuronLook, theme: Theme) -> QPen:
    if look.is_diverged or not look.is_finite:
        return QPen(QColor(theme.problem), 2.6)
    if look.is_wanted:
        return QPen(QColor(theme.accent), 2.4)
    return QPen(QColor(theme.strong_border), _OUTLINE)


def _body(look: NeuronLook, margin: float = 0.0) -> QPainterPath:
    """The outline, so much farther out; square where it shows a response, as wide and high as the circle."""
    path = QPainterPath()
    rect = to_rect(geometry.outline(look.kind)).adjusted(-margin, -margin, margin, margin)
    if look.kind.is_computed and look.response is None:
        path.addEllipse(rect)
    else:
        path.addRoundedRect(rect, 9 + margin, 9 + margin)
    return path


def _paint_halo(painter: QPainter, look: NeuronLook, theme: Theme) -> None:
    """Two rings around what is explained, one around what is pointed at, dashes around what is selected."""
    if look.halo is not None:
        colour = halo_colour(look, theme)
        soft = QColor(colour)
        soft.setAlphaF(0.3)
        painter.strokePath(_body(look, 6.5), QPen(soft, 4))
        painter.strokePath(_body(look, 3.2), QPen(colour, 2.4))
    elif look.is_wanted or look.is_diverged:
        soft = QColor(theme.problem if look.is_diverged else theme.accent)
        soft.setAlphaF(0.28)
        painter.strokePath(_body(look, 3.5), QPen(soft, 6))
    elif look.is_hovered:
        painter.strokePath(_body(look, 3), QPen(QColor(theme.border), 4))
    if look.is_selected:
        dashes = QPen(QColor(theme.text), 1.5, Qt.PenStyle.CustomDashLine)
        dashes.setDashPattern([4, 3])
        painter.save()
        painter.setClipPath(_around_texts(look), Qt.ClipOperation.IntersectClip)
        painter.strokePath(_body(look, 6 if look.halo is None else 10), dashes)
        painter.restore()


def _around_texts(look: NeuronLook) -> QPainterPath:
    """All but the name and what stands below the body, which a ring is not to cross."""
    path = QPainterPath()
    path.addRect(-_FAR, -_FAR, 2 * _FAR, 2 * _FAR)
    texts = [geometry.name_rect(look.kind).adjusted(0, 0, 0, 2)]
    if look.kind.is_computed and look.bias_text:
        texts.append(geometry.BIAS_RECT)
    elif look.kind is Kind.CONSTANT:
        texts.append(geometry.CAPTION_RECT)
    for rect in texts:
        hole = QPainterPath()
        hole.addRect(to_rect(rect))
        path = path.subtracted(hole)
    return path


def halo_colour(look: NeuronLook, theme: Theme) -> QColor:
    """The colour of the number that is explained."""
    if look.halo is Halo.BACKWARD:
        number = look.delta if look.delta is not None else look.dE_da
        return QColor(theme.delta_positive if number is None else theme.backward_colour(number))
    return QColor(theme.accent)


def _paint_backdrop(painter: QPainter, look: NeuronLook, theme: Theme) -> None:
    """What hides the neighbours of a neuron that is drawn larger."""
    veil = QColor(theme.canvas)
    veil.setAlphaF(0.88)
    painter.setPen(QPen(QColor(theme.border), 1))
    painter.setBrush(veil)
    painter.drawRoundedRect(to_rect(geometry.backdrop_rect(look.kind)), 12, 12)


def _paint_box(painter: QPainter, look: NeuronLook, theme: Theme) -> None:
    """An input's box; a constant's is grey, doubled, and says that it is always on."""
    body = _body(look)
    is_constant = look.kind is Kind.CONSTANT
    painter.fillPath(body, QColor(theme.zero_soft if is_constant else theme.neuron))
    painter.strokePath(body, _outline_pen(look, theme))
    if is_constant:
        painter.strokePath(_body(look, -4), QPen(QColor(theme.muted), 0.9))
        caption = QRectF(-40, _BOX.bottom() + 2, 80, 14)
        draw_fitted(painter, caption, "always on", plain_font(10), QColor(theme.muted))


def _paint_badge(painter: QPainter, look: NeuronLook, theme: Theme, radius: float) -> None:
    """An exclamation mark on a disc, where a diagnosis speaks of the neuron."""
    if not look.is_amiss:
        return
    middle = QPointF(*geometry.badge_centre(look.kind))
    painter.setPen(QPen(QColor(theme.canvas), 1.5))
    painter.setBrush(QColor(theme.problem))
    painter.drawEllipse(middle, radius, radius)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.canvas))
    unit = radius / geometry.BADGE
    painter.drawRoundedRect(
        QRectF(middle.x() - unit, middle.y() - 4.5 * unit, 2 * unit, 5.6 * unit), unit, unit
    )
    painter.drawEllipse(middle + QPointF(0, 3.6 * unit), 1.1 * unit, 1.1 * unit)


def _paint_value(painter: QPainter, look: NeuronLook, theme: Theme, scale: float) -> None:
    """What an input or a constant gives."""
    if look.value is not None:
        room, font = _BOX.adjusted(7, 4, -7, -4), plain_font(letter_size(15, scale), True)
        text = legible_number(look.value, room.width(), font, scale)
        draw_fitted(painter, room, text, font, _text_colour(look.value, theme))


def _paint_halves(painter: QPainter, look: NeuronLook, theme: Theme) -> None:
    """The circle, its right half tinted by the sign of a, the line between Σ and φ."""
    body = _body(look)
    painter.fillPath(body, QColor(theme.neuron))
    right = QPainterPath()
    if look.response is None:
        right.moveTo(0, -RADIUS)
        right.arcTo(to_rect(geometry.outline(look.kind)), 90, -180)
        right.closeSubpath()
    else:
        right.addRect(0, -RADIUS, RADIUS, 2 * RADIUS)
        right = right.intersected(body)
    painter.fillPath(right, tint(look.a, theme))
    painter.setPen(QPen(QColor(theme.strong_border), 1))
    painter.drawLine(QPointF(0, -RADIUS), QPointF(0, RADIUS))
    painter.strokePath(body, _outline_pen(look, theme))


def tint(a: float | None, theme: Theme) -> QColor:
    """The soft colour of an activation's sign."""
    if a is None:
        return QColor(theme.neuron)
    if not math.isfinite(a):
        return QColor(theme.problem_soft)
    return QColor(theme.positive_soft if a > 0 else theme.negative_soft if a < 0 else theme.zero_soft)


def _paint_curve(painter: QPainter, look: NeuronLook, theme: Theme) -> None:
    """The curve of φ and its axes."""
    assert look.activation is not None
    zero_x, zero_y = axes_in(geometry.PLOT, look.activation)
    painter.setPen(QPen(QColor(theme.border), 0.7))
    painter.drawLine(QPointF(zero_x, geometry.PLOT.top), QPointF(zero_x, geometry.PLOT.bottom))
    painter.drawLine(QPointF(geometry.PLOT.left, zero_y), QPointF(geometry.PLOT.right, zero_y))
    painter.fillPath(_plot_curve(look.activation), QColor(theme.muted))


def _paint_activation(
    painter: QPainter, look: NeuronLook, theme: Theme, scale: float, lower: float = 0.0
) -> None:
    """a, `lower` than usual, and once z is known the dot where the neuron stands on the curve of φ."""
    if look.a is None or look.activation is None:
        return
    dot = None if look.z is None else dot_in(geometry.PLOT, look.activation, look.z, look.a)
    if dot is not None and look.response is None:
        painter.setPen(QPen(QColor(theme.neuron), 1))
        painter.setBrush(QColor(theme.forward_colour(look.a)))
        painter.drawEllipse(QPointF(*dot), 3.4, 3.4)
    font = narrow_font(letter_size(14, scale))
    text = legible_number(look.a, A_TEXT.width(), font, scale)
    draw_fitted(painter, A_TEXT.translated(0, lower), text, font, _text_colour(look.a, theme))


@cache
def _plot_curve(activation: str) -> QPainterPath:
    """All that the stroke covers: to fill it takes a tenth of the time of stroking it for every picture."""
    line = QPainterPath()
    line.addPolygon(QPolygonF([QPointF(*point) for point in curve_in(geometry.PLOT, activation)]))
    pen = QPen(Qt.GlobalColor.black, 1.4, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin)
    stroker = QPainterPathStroker(pen)
    stroker.setCurveThreshold(0.05)  # round also at 800 %
    return stroker.createStroke(line).simplified()


def _paint_bias(painter: QPainter, look: NeuronLook, theme: Theme, scale: float) -> None:
    """In the update without the number before, where both would be too small to be read."""
    rect = to_rect(geometry.BIAS_RECT).adjusted(1, 0, -1, 0)
    font = plain_font(letter_size(12, scale))
    is_wide = text_width(look.bias_text, font) * _NARROWEST > rect.width()
    text = look.short_bias_text if is_wide else look.bias_text
    colour = QColor(theme.muted)
    if look.bias is not None and not math.isfinite(look.bias):
        colour = QColor(theme.problem)
    if look.bias is None:
        colour.setAlphaF(0.75)
    draw_fitted(painter, rect, text, font, colour)
    if look.has_fixed_bias:
        beside = max(rect.left(), -text_width(look.bias_text, font) / 2 - PIN.width())
        paint_pin(painter, QPointF(beside, rect.center().y()), theme)


def _paint_error(painter: QPainter, look: NeuronLook, theme: Theme, scale: float) -> None:
    """The badge: outlined while it is ∂E/∂a, filled once it is δ; one below each half that has its own."""
    size = letter_size(11, scale)
    if look.halves is not None:
        below_sum, below_activation = map(to_rect, geometry.HALF_RECTS)
        if look.dE_da is not None:
            paint_pill(painter, below_activation, look.gradient_text, look.dE_da, theme, True, size)
        if look.delta is not None:
            paint_pill(painter, below_sum, look.delta_text, look.delta, theme, True, size)
        return
    number = look.delta if look.delta is not None else look.dE_da
    if number is not None:
        rect, is_filled = _DELTA.adjusted(0, 1, 0, 0), look.delta is not None
        paint_pill(painter, rect, look.error_text, number, theme, is_filled, size)


def paint_pill(
    painter: QPainter,
    rect: QRectF,
    text: str,
    number: float,
    theme: Theme,
    is_filled: bool,
    size: float,
) -> None:
    """A rounded label in the colour of `number` as δ or gradient; 0 is always outlined."""
    colour = QColor(theme.backward_colour(number) if math.isfinite(number) else theme.problem)
    is_filled = is_filled and number != 0
    painter.setPen(QPen(colour, 1.2))
    painter.setBrush(colour if is_filled else QColor(theme.surface))
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    inner = rect.adjusted(6, 0, -6, 0)
    draw_fitted(
        painter, inner, text, plain_font(size, True), QColor(theme.on_accent) if is_filled else colour
    )


def _paint_target(painter: QPainter, look: NeuronLook, theme: Theme, scale: float) -> None:
    if look.target is None:
        return
    rect = to_rect(geometry.target_rect(look.feeds_others))
    painter.setPen(QPen(QColor(theme.target), 1.1))
    painter.setBrush(QColor(theme.target_soft))
    painter.drawRoundedRect(rect, 4, 4)
    font, room = plain_font(letter_size(12, scale), True), rect.adjusted(4, 0, -4, 0)
    text = legible_number(look.target, room.width(), font, scale, f"{look.target_symbol} ")
    draw_fitted(painter, room, text, font, QColor(theme.text))


def _paint_small(painter: QPainter, look: NeuronLook, theme: Theme) -> None:
    """From afar: the body filled with the colour of what the neuron emits, ringed with that of its δ."""
    body = _body(look)
    emitted = look.a if look.kind.is_computed else look.value
    fill = QColor(theme.neuron)
    if emitted is not None:
        fill = QColor(theme.forward_colour(emitted) if math.isfinite(emitted) else theme.problem)
    painter.fillPath(body, fill)
    pen = _outline_pen(look, theme)
    if look.delta is not None:
        pen = QPen(QColor(theme.backward_colour(look.delta)), 9)
    painter.strokePath(body, QPen(pen.color(), max(pen.widthF(), 3)))
    if look.target is not None:
        painter.setPen(QPen(QColor(theme.target), 3))
        painter.setBrush(QColor(theme.target_soft))
        painter.drawRoundedRect(to_rect(geometry.target_rect(look.feeds_others)), 4, 4)


def _text_colour(number: float, theme: Theme) -> QColor:
    return QColor(theme.text if math.isfinite(number) else theme.problem)
