"""Which layers hold the curves? Marks and what is dragged, what stands still, what is lit, the preview."""

from collections.abc import Hashable, Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF
from PySide6.QtWidgets import QGraphicsItem

from explorer.drawing.highlights import Highlights
from explorer.drawing.level_of_detail import DIMMED
from explorer.drawing.network_geometry import EMPTY_GEOMETRY, NetworkGeometry, moving_ends
from explorer.drawing.stroke_width import WIDEST, seen_changes, signed_widths
from explorer.frame_budget import FrameBudget
from explorer.network.model import Ends, Network
from explorer.ui.canvas.connection_layer import ConnectionLayer
from explorer.ui.canvas.live_layer import ConnectionPreview, Live, LiveLayer
from explorer.ui.canvas.picture_cache import PictureCache
from explorer.ui.canvas.qt_shapes import to_part, to_rect
from explorer.ui.canvas.stroke import Stroke, loss_strokes, mark_strokes, weight_strokes
from explorer.ui.theme.theme import LIGHT, Theme

if TYPE_CHECKING:
    from explorer.backprop.path import Paths

_MOST_PARTS = 8
"""With more changed weights than this, everything is drawn anew."""


_MOST_BYTES = 48_000_000
"""Of the images of before."""


class CurveLayers:
    """Draws every curve of one drawing. `owner` owns the timers; images take their turns of `budget`."""

    def __init__(self, owner: QObject, budget: FrameBudget) -> None:
        self._geometry = EMPTY_GEOMETRY
        self._network = Network()
        self._widths = signed_widths(())
        self._dragged: frozenset[str] = frozenset()
        self._theme = LIGHT
        self._highlights = Highlights()
        self._lit: Paths | None = None
        self._connection_preview: ConnectionPreview | None = None
        self._marquee: QRectF | None = None
        self._behind = LiveLayer()
        kept = PictureCache(_MOST_BYTES)
        self._base = ConnectionLayer(owner, self._base_strokes, self._base_subject, kept, budget)
        self._bright = ConnectionLayer(owner, self._bright_strokes, self._bright_subject, kept, budget)
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
            self._widths = signed_widths(network.connections)
            for layer in (self._base, self._bright):
                layer.set_bounds(to_rect(geometry.painted_bounds))
                layer.replace()
        self._refresh()

    def show_numbers(self, network: Network) -> None:
        """The same curves with other weights: those whose look has changed are drawn anew, or all.

        What is compared with is drawn, or about to be: the smallest changes add up until one can see them.
        """
        if network.connections == self._network.connections:
            return
        self._network = network
        widths = signed_widths(network.connections)
        changed = seen_changes(self._widths, widths)
        if len(changed) > _MOST_PARTS:
            self._widths = widths
            self._renew()
        elif len(changed):
            self._widths[changed] = widths[changed]
            self._renew(self._cover([network.connections[number].ends for number in changed]))

    def hurry(self) -> None:
        """Draw some of what has changed now, so that the next frame shows it."""
        self._base.hurry()

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of `theme`."""
        self._theme = theme
        self._renew()

    def show_highlights(self, highlights: Highlights) -> None:
        """Mark what stands out."""
        if highlights != self._highlights:
            self._highlights = highlights
            self._refresh()

    def light(self, lit: "Paths | None") -> None:
        """Dim all but these paths with the dashes of their outputs; None: nothing."""
        self._lit = lit
        self._base.setOpacity(1.0 if lit is None else DIMMED)
        self._bright.setVisible(lit is not None)
        self._bright.replace()

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

    def _cover(self, changed: Sequence[Ends]) -> QRectF:
        """All that these connections cover, however wide they are."""
        return to_rect(self._geometry.cover(changed).adjusted(-WIDEST, -WIDEST, WIDEST, WIDEST))

    def _near(self, part: QRectF) -> frozenset[Ends]:
        """The connections that may be seen in `part`."""
        return self._geometry.curves_in(to_part(part).adjusted(-WIDEST, -WIDEST, WIDEST, WIDEST))

    def _renew(self, part: QRectF | None = None) -> None:
        self._base.renew(part)
        if self._lit is not None:
            self._bright.renew(part)
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

    def _base_subject(self) -> Hashable:
        """What follows from these very objects is drawn: undo brings them back."""
        return (_Same(self._geometry), _Same(self._network), self._theme.name, self._dragged)

    def _bright_subject(self) -> Hashable:
        return (_Same(self._geometry), _Same(self._network), self._theme.name, self._lit)

    def _base_strokes(self, part: QRectF) -> Iterable[Stroke]:
        """Everything that stands still and may be seen in `part`."""
        network, curves = self._network, self._geometry.curves
        near = self._near(part)
        if not self._dragged:
            return chain(weight_strokes(network, curves, self._theme, near), self._dashes())
        still = near - set(moving_ends(network, self._dragged))
        return weight_strokes(network, curves, self._theme, still)

    def _bright_strokes(self, part: QRectF) -> Iterable[Stroke]:
        """Everything that is lit and may be seen in `part`."""
        if self._lit is None:
            return ()
        near = self._near(part) & self._lit.connections
        strokes = weight_strokes(self._network, self._geometry.curves, self._theme, near)
        return chain(strokes, self._dashes(self._lit.neurons))

    def _dashes(self, names: Iterable[str] | None = None) -> list[Stroke]:
        return loss_strokes(self._geometry.loss_curves, self._theme, names)


class _Same:
    """Equal to what holds the very same object, which lives as long as this."""

    def __init__(self, what: object) -> None:
        self._what = what

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self._what is other._what

    def __hash__(self) -> int:
        return id(self._what)
