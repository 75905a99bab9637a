"""Which layers hold the curves? Marks and what is dragged, what stands still, what is lit, the preview."""

from collections.abc import Iterable
from itertools import chain

from PySide6.QtCore import QObject, QRectF
from PySide6.QtWidgets import QGraphicsItem

from explorer.drawing.level_of_detail import DIMMED
from explorer.drawing.network_geometry import EMPTY_GEOMETRY, NetworkGeometry, moving_ends
from explorer.network.model import Ends, Network
from explorer.ui.canvas.connection_layer import ConnectionLayer
from explorer.ui.canvas.highlights import Highlights
from explorer.ui.canvas.live_layer import ConnectionPreview, Live, LiveLayer
from explorer.ui.canvas.qt_shapes import to_rect
from explorer.ui.canvas.stroke import Stroke, loss_strokes, mark_strokes, weight_strokes
from explorer.ui.theme.theme import LIGHT, Theme


class CurveLayers:
    """Draws every curve of one drawing. `owner` owns the timers."""

    def __init__(self, owner: QObject) -> None:
        self._geometry = EMPTY_GEOMETRY
        self._network = Network()
        self._dragged: frozenset[str] = frozenset()
        self._theme = LIGHT
        self._highlights = Highlights()
        self._lit: tuple[frozenset[Ends], frozenset[str]] | None = None
        self._connection_preview: ConnectionPreview | None = None
        self._marquee: QRectF | None = None
        self._behind = LiveLayer()
        self._base = ConnectionLayer(owner, self._base_strokes)
        self._bright = ConnectionLayer(owner, self._bright_strokes)
        self._bright.setVisible(False)
        self._before = LiveLayer()

    @property
    def behind(self) -> tuple[QGraphicsItem, ...]:
        """The layers that lie behind the neurons, from back to front."""
        return (self._behind, self._base, self._bright)

    @property
    def before(self) -> LiveLayer:
        """The layer that lies before everything."""
        return self._before

    @property
    def connection_preview(self) -> ConnectionPreview | None:
        """The connection that is being drawn."""
        return self._connection_preview

    def show_geometry(
        self, geometry: NetworkGeometry, network: Network, dragged: frozenset[str] = frozenset()
    ) -> None:
        """Draw `network` along `geometry`; what hangs on the neurons `dragged` moves with the mouse."""
        is_still_dragging = bool(dragged) and dragged == self._dragged
        self._geometry, self._network, self._dragged = geometry, network, dragged
        if not is_still_dragging:
            for layer in (self._base, self._bright):
                layer.set_bounds(to_rect(geometry.painted_bounds))
                layer.renew(is_moved=True)
        self._refresh()

    def show_numbers(self, network: Network) -> None:
        """The same curves with other weights."""
        self._network = network
        self._renew()

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of `theme`."""
        self._theme = theme
        self._renew()

    def show_highlights(self, highlights: Highlights) -> None:
        """Mark what stands out."""
        if highlights != self._highlights:
            self._highlights = highlights
            self._refresh()

    def light(self, lit: tuple[frozenset[Ends], frozenset[str]] | None) -> None:
        """Dim all but these connections and the dashes of these outputs; None: nothing."""
        self._lit = lit
        self._base.setOpacity(1.0 if lit is None else DIMMED)
        self._bright.setVisible(lit is not None)
        self._bright.renew(is_moved=True)

    def show_connection_preview(self, connection_preview: ConnectionPreview | None) -> None:
        """Draw a connection that is being drawn."""
        self._connection_preview = connection_preview
        self._refresh()

    def show_marquee(self, marquee: QRectF | None) -> None:
        """Draw the rectangle that selects."""
        self._marquee = marquee
        self._refresh()

    def hold(self, is_held: bool) -> None:
        """While held, images are stretched rather than drawn anew."""
        self._base.is_held = self._bright.is_held = is_held

    def flush(self) -> None:
        """Bring every image up to date at the next painting."""
        self._base.flush()
        self._bright.flush()

    def _renew(self) -> None:
        self._base.renew()
        if self._lit is not None:
            self._bright.renew()
        self._refresh()

    def _refresh(self) -> None:
        """What is drawn anew at every frame."""
        network, curves = self._network, self._geometry.curves
        moving: list[Stroke] = []
        if self._dragged:
            ends = set(moving_ends(network, self._dragged))
            moving = [*weight_strokes(network, curves, self._theme, ends), *self._dashes()]
        marks = mark_strokes(network, curves, self._highlights, self._theme)
        self._behind.show_live(Live(marks, moving), self._theme)
        self._before.show_live(
            Live(connection_preview=self._connection_preview, marquee=self._marquee), self._theme
        )

    def _base_strokes(self) -> Iterable[Stroke]:
        """Everything that stands still."""
        network, curves = self._network, self._geometry.curves
        if not self._dragged:
            return chain(weight_strokes(network, curves, self._theme), self._dashes())
        still = set(curves) - set(moving_ends(network, self._dragged))
        return weight_strokes(network, curves, self._theme, still)

    def _bright_strokes(self) -> Iterable[Stroke]:
        """Everything that is lit."""
        ends, names = self._lit if self._lit is not None else (frozenset(), frozenset())
        strokes = weight_strokes(self._network, self._geometry.curves, self._theme, ends)
        return chain(strokes, self._dashes(names))

    def _dashes(self, names: Iterable[str] | None = None) -> list[Stroke]:
        return loss_strokes(self._geometry.loss_curves, self._theme, names)
