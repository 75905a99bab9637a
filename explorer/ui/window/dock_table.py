"""Which docks are there? One row each: its title, its workspace, where it stands at first, and its panel."""

from collections.abc import Callable
from enum import Enum

from msgspec import Struct
from PySide6.QtWidgets import QWidget

from explorer.late import late
from explorer.ui.session.session import Session


class DockPlace(Enum):
    """Where a dock stands at first, at the right of the centre."""

    ABOVE = "above"
    BELOW = "below, in tabs with the others there"


class DockRow(Struct, frozen=True):
    """One dock. `panel` makes what stands in it, which is imported and made when the dock is first shown.

    `is_presented`: whether it stays while the window presents. A panel may have `set_theme`, and a signal
    `command_asked` with the name of a command.
    """

    name: str
    title: str
    panel: Callable[[Session], QWidget]
    workspace: str = "network"
    place: DockPlace = DockPlace.BELOW
    is_open: bool = True
    is_presented: bool = False


DOCKS = (
    DockRow(
        "loss",
        "Loss",
        late("explorer.ui.panels.loss.panel.LossPanel"),
        place=DockPlace.ABOVE,
        is_presented=True,
    ),
    DockRow("gradients", "Gradients", late("explorer.ui.panels.gradients_panel.GradientsPanel")),
    DockRow("inspector", "Inspector", late("explorer.ui.panels.inspector.panel.InspectorPanel")),
    DockRow("samples", "Samples", late("explorer.ui.panels.samples_panel.SamplesPanel")),
    DockRow("matrices", "Matrices", late("explorer.ui.panels.matrices.panel.MatricesPanel")),
    DockRow("prediction", "Prediction", late("explorer.ui.panels.prediction_panel.PredictionPanel")),
    DockRow(
        "estimate",
        "Estimate",
        late("explorer.ui.panels.estimate.panel.EstimatePanel"),
        is_open=False,
    ),
    DockRow(
        "network-table",
        "Network table",
        late("explorer.ui.panels.network_table.NetworkTable"),
        is_open=False,
    ),
)
