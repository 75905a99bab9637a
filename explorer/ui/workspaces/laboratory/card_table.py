"""Which cards has the laboratory? One row each: its tab, its class and its place."""

from collections.abc import Callable
from enum import Enum

from msgspec import Struct
from PySide6.QtWidgets import QWidget

from explorer.late import late
from explorer.ui.workspaces.laboratory.model import LaboratoryModel


class Place(Enum):
    """Where a card stands. Those of one place are tabs, with that in front which the setting names."""

    UPPER_LEFT = "upper left"
    LOWER_LEFT = "front_left"
    UPPER_RIGHT = "upper right"
    LOWER_RIGHT = "front_right"
    CORNER = "corner"

    @property
    def setting(self) -> str | None:
        """The field of `LaboratorySettings` that says which card is in front; None where there is one."""
        return self.value if self.value.startswith("front_") else None


class CardRow(Struct, frozen=True):
    """One card: the word on its tab, and what makes it of the model.

    It is made when it is first seen. It may have `set_theme(theme)`. What it shows follows `model.changed`.
    """

    name: str
    title: str
    card: Callable[[LaboratoryModel], QWidget]
    place: Place


CARDS: tuple[CardRow, ...] = (
    CardRow("runs", "Runs", late("explorer.ui.workspaces.laboratory.runs_card.RunsCard"), Place.UPPER_LEFT),
    CardRow(
        "sweep", "Sweep", late("explorer.ui.workspaces.laboratory.sweep_card.SweepCard"), Place.UPPER_RIGHT
    ),
    CardRow("map", "Map", late("explorer.ui.workspaces.laboratory.map_card.MapCard"), Place.LOWER_RIGHT),
    CardRow(
        "surface",
        "Surface",
        late("explorer.ui.workspaces.laboratory.surface_card.SurfaceCard"),
        Place.LOWER_RIGHT,
    ),
    CardRow("race", "Race", late("explorer.ui.workspaces.laboratory.race_card.RaceCard"), Place.LOWER_RIGHT),
    CardRow(
        "starts",
        "Starts",
        late("explorer.ui.workspaces.laboratory.starts_card.StartsCard"),
        Place.LOWER_RIGHT,
    ),
    CardRow("list", "List", late("explorer.ui.workspaces.laboratory.list_card.ListCard"), Place.CORNER),
    CardRow(
        "sharpness",
        "Sharpness",
        late("explorer.ui.workspaces.laboratory.sharpness_card.SharpnessCard"),
        Place.LOWER_LEFT,
    ),
    CardRow(
        "flow", "Central flow", late("explorer.ui.workspaces.laboratory.flow_card.FlowCard"), Place.LOWER_LEFT
    ),
)
"""In the order of the tabs."""
