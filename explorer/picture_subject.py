"""Of what can a verb of the command line draw a picture? Of what a view of the window shows."""

from dataclasses import dataclass

from explorer.descent.settings import DescentSettings
from explorer.network.model import Training
from explorer.race.landscape import Landscape
from explorer.race.racer import RaceSoFar
from explorer.training.compared_runs import PlannedRun
from explorer.training.curvature.flow_comparison import FlowComparison
from explorer.training.curvature.sharpness import Readings
from explorer.training.laboratory_settings import MapColour
from explorer.training.many.map_layers import MapLayers
from explorer.training.many.sweep_picture import SweepPicture
from explorer.training.surface.surface_picture import SurfacePicture


@dataclass(frozen=True, eq=False)
class PicturedMap:
    """A trainability map as far as it is known, in the colours of `colour`, the last bit in white."""

    layers: MapLayers
    colour: MapColour


@dataclass(frozen=True, eq=False)
class PicturedRace:
    """A race, run to its end, on `landscape`; None: on a network."""

    race: RaceSoFar
    landscape: Landscape | None


@dataclass(frozen=True, eq=False)
class PicturedSweep:
    """A sweep of a network that is trained like this, all of it made."""

    sweep: SweepPicture
    training: Training


@dataclass(frozen=True, eq=False)
class PicturedSharpness:
    """The curvature along a run. `largest`: so many of the eigenvalues that were read are the largest.

    `diverged_at`: the step at which the run diverged, None where it did not.
    """

    plan: PlannedRun
    readings: Readings
    largest: int
    diverged_at: int | None


PictureSubject = (
    DescentSettings
    | FlowComparison
    | PicturedMap
    | PicturedRace
    | PicturedSharpness
    | PicturedSweep
    | SurfacePicture
)
"""All that is to be drawn is known, but of a descent in one variable: where it ends, in the range seen."""
