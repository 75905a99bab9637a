"""Do labels keep clear of neurons and of each other?"""

from itertools import combinations

import pytest

from explorer.network.builder import new_experiment
from explorer.ui.canvas.highlights import Highlights
from explorer.ui.canvas.label_place import HEIGHT, MOST_LABELS, place_labels
from explorer.ui.canvas.looks import label_looks
from explorer.ui.canvas.network_geometry import compute_geometry
from tests.ui.canvas.drawn import dense_experiment, worked_example


@pytest.mark.parametrize("sizes", [(3, 1, 2), (2, 4, 1), (6, 2, 1), (3, 4, 3), (1, 12, 1)])
def test_the_weights_of_a_layered_network_are_all_written_and_none_covers_another(
    sizes: tuple[int, ...],
) -> None:
    experiment = new_experiment(sizes)
    drawing = compute_geometry(experiment)
    labels = label_looks(experiment, drawing.spots, None, Highlights())
    assert len(labels) == len(experiment.network.connections)
    for one, other in combinations(labels, 2):
        shared = one.weight_rect.intersected(other.weight_rect)
        assert shared.height() < HEIGHT / 4 or shared.width() < 12


def test_a_label_stands_on_its_curve() -> None:
    drawing = compute_geometry(worked_example())
    for ends, spot in drawing.spots.items():
        assert drawing.curves[ends].at(spot.t) == (spot.x, spot.y)


def test_no_label_covers_a_neuron() -> None:
    experiment = worked_example()
    drawing = compute_geometry(experiment)
    for label in label_looks(experiment, drawing.spots, None, Highlights()):
        for name, position in drawing.positions.items():
            gap = (label.x - position[0]) ** 2 + (label.y - position[1]) ** 2
            assert gap**0.5 > 40, (label.ends, name)


def test_among_too_many_connections_none_is_written() -> None:
    drawing = compute_geometry(dense_experiment())
    assert len(drawing.spots) > MOST_LABELS
    assert not any(spot.is_clear for spot in drawing.spots.values())


def test_no_connections_need_no_spots() -> None:
    assert place_labels({}, []) == {}
