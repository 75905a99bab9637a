"""How is something painted once, kept as an image, and then shown sharply at every frame?"""

import math
from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap, QTransform

_ROUNDING = 1e-6
"""Of a pixel: so far may whole pixels be off whole numbers."""

IDENTITY = QTransform()
_SMOOTH = QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing


class Picture(Struct, frozen=True):
    """An image of the part `rect` of the plane, `scale` device-independent pixels to the unit."""

    pixmap: QPixmap
    rect: QRectF
    scale: float
    ratio: float
    """Device pixels per device-independent one."""

    def aligned(self, part: QRectF) -> QRectF:
        """The smallest rectangle of whole pixels of the image around `part`."""
        pixels = self.scale * self.ratio
        shift = self.rect.topLeft()
        left, top = part.left() - shift.x(), part.top() - shift.y()
        right, bottom = part.right() - shift.x(), part.bottom() - shift.y()
        corner = QPointF(math.floor(left * pixels) / pixels, math.floor(top * pixels) / pixels)
        end = QPointF(math.ceil(right * pixels) / pixels, math.ceil(bottom * pixels) / pixels)
        return QRectF(corner + shift, end + shift)

    def copied(self) -> "Picture":
        """Another image of the same."""
        return replace(self, pixmap=QPixmap(self.pixmap))

    def blank_part(self, part: QRectF) -> "Picture":
        """A transparent image of `part` alone, which is `aligned`, pixel for pixel as it lies in this one."""
        pixels = self.scale * self.ratio
        size = QSize(
            *(max(1, math.ceil(side * pixels - _ROUNDING)) for side in (part.width(), part.height()))
        )
        pixmap = QPixmap(size)
        pixmap.setDevicePixelRatio(self.ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        return replace(self, pixmap=pixmap, rect=part)

    def lay(self, patch: "Picture") -> None:
        """Let this image show `patch`, one of its parts, in place of what it showed there."""
        pixels = self.scale * self.ratio
        corner = (patch.rect.topLeft() - self.rect.topLeft()) * pixels
        painter = QPainter(self.pixmap)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        place = QPointF(round(corner.x()) / self.ratio, round(corner.y()) / self.ratio)
        painter.drawPixmap(place, patch.pixmap)
        painter.end()

    def painted_over(self, paint: Callable[[QPainter], None]) -> "Picture":
        """A copy with what `paint` paints on top, in the units of `rect`."""
        copy = self.copied()
        painter = copy.painter()
        painter.setRenderHints(_SMOOTH)
        paint(painter)
        painter.end()
        return copy

    def painter(self) -> QPainter:
        """Paints on the image in the units of `rect`. To be ended."""
        painter = QPainter(self.pixmap)
        painter.scale(self.scale, self.scale)  # the pixmap's own ratio comes on top
        painter.translate(-self.rect.topLeft())
        return painter

    @property
    def size(self) -> int:
        """In bytes."""
        return self.pixmap.width() * self.pixmap.height() * self.pixmap.depth() // 8

    def fits(self, scale: float, ratio: float) -> bool:
        """Whether it is as sharp as the screen at this scale."""
        return math.isclose(self.scale, scale, rel_tol=1e-6) and self.ratio == ratio


def paint_picture(rect: QRectF, scale: float, ratio: float, paint: Callable[[QPainter], None]) -> Picture:
    """What `paint` paints inside `rect`, in the units of `rect`, on a transparent image."""
    width = max(1, math.ceil(rect.width() * scale * ratio))
    height = max(1, math.ceil(rect.height() * scale * ratio))
    pixmap = QPixmap(width, height)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    picture = Picture(pixmap, rect, scale, ratio)
    painter = picture.painter()
    painter.setRenderHints(_SMOOTH)
    paint(painter)
    painter.end()
    return picture


def draw_picture(painter: QPainter, picture: Picture, offset: QPointF | None = None) -> None:
    """Show `picture`, moved by `offset`, pixel by pixel where it fits the painter's scale, else stretched."""
    transform = painter.worldTransform()
    place = picture.rect.topLeft() if offset is None else picture.rect.topLeft() + offset
    if not picture.fits(transform.m11(), picture.ratio):
        units = 1 / (picture.scale * picture.ratio)
        width, height = picture.pixmap.width() * units, picture.pixmap.height() * units
        target = QRectF(place.x(), place.y(), width, height)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(target, picture.pixmap, QRectF(picture.pixmap.rect()))
        return
    painter.setWorldTransform(IDENTITY)
    painter.drawPixmap(on_pixels(transform.map(place), picture.ratio), picture.pixmap)
    painter.setWorldTransform(transform)


def on_pixels(corner: QPointF, ratio: float) -> QPointF:
    """The nearest corner of a pixel, both in device-independent pixels."""
    return QPointF(round(corner.x() * ratio) / ratio, round(corner.y() * ratio) / ratio)


def painted_at(painter: QPainter) -> tuple[float, float]:
    """The scale and the device pixel ratio at which `painter` paints now."""
    return painter.worldTransform().m11(), painter.device().devicePixelRatio()
