"""Does a label that is marked grow to the side that is free, and go on covering what it covered?"""

import numpy as np
import pytest

from explorer.drawing.box_overlap import Boxes, overlap
from explorer.drawing.geometry import DELTA_RECT
from explorer.drawing.label_growth import box_of_label, grown_place
from explorer.drawing.label_place import Detail, LabelPlace
from explorer.drawing.level_of_detail import label_magnification
from explorer.drawing.network_geometry import compute_geometry
from explorer.files.project import read_experiment
from explorer.resources import examples

HERE = LabelPlace(0.0, 0.0, 0.5, Detail.WEIGHT)
NOTHING = np.empty((0, 4))


def box(*edges: float) -> Boxes:
    """Left, top, right and bottom as one of boxes."""
    return np.array([edges])


def covers_what_it_covered(grown: LabelPlace, place: LabelPlace) -> bool:
    """Whether the label in full covers all of the plain one."""
    before, after = box_of_label(place)[0], box_of_label(grown, Detail.FULL)[0]
    return bool((after[:2] <= before[:2] + 1e-9).all() and (after[2:] >= before[2:] - 1e-9).all())


def test_with_room_on_all_sides_it_stays_where_it_is() -> None:
    assert grown_place(HERE, 1.0, NOTHING, NOTHING) == HERE


@pytest.mark.parametrize(
    ("wall", "x", "y"),
    [
        (box(40, -9, 90, 27), -23.0, 0.0),
        (box(-90, -9, -40, 27), 23.0, 0.0),
        (box(-59, 10, 59, 30), 0.0, -18.0),
    ],
)
def test_it_grows_away_from_a_neuron_beside_or_below_it(wall: Boxes, x: float, y: float) -> None:
    grown = grown_place(HERE, 1.0, wall, NOTHING)
    assert (grown.x, grown.y) == (x, y)
    assert covers_what_it_covered(grown, HERE)


def test_it_covers_another_label_rather_than_a_neuron() -> None:
    grown = grown_place(HERE, 1.0, box(40, -9, 90, 27), box(-90, -9, -40, 27))
    assert grown.x == -23


def test_where_nothing_helps_it_stays_over_what_it_covered() -> None:
    grown = grown_place(HERE, 2.0, box(-500, -500, 500, 500), NOTHING)
    assert (grown.x, grown.y, grown.magnification) == (0, 0, 2)


@pytest.mark.parametrize("scale", [1.0, 0.85, 0.6, 0.52, 0.45])
def test_in_the_always_on_example_a_weight_that_is_explained_leaves_the_delta_of_its_neighbour_free(
    scale: float,
) -> None:
    experiment = read_experiment(next(path for path in examples() if path.stem == "a-always-on"))
    geometry = compute_geometry(experiment, label_magnification(scale))
    place = geometry.label_places["on", "y0"]
    grown = grown_place(place, geometry.magnification, geometry.walls, NOTHING)
    delta = DELTA_RECT.translated(*geometry.positions["y1"])
    assert (
        overlap(box_of_label(grown, Detail.FULL), box(delta.left, delta.top, delta.right, delta.bottom)) == 0
    )
    assert covers_what_it_covered(grown, place)
