"""Are the texts of labels as wide as the room that was kept for them?"""

from itertools import combinations

import pytest

from explorer.drawing.label_place import HEIGHT
from explorer.drawing.network_geometry import compute_geometry
from explorer.network.builder import new_experiment
from explorer.ui.canvas.highlights import Highlights
from explorer.ui.canvas.looks import label_looks
from explorer.ui.canvas.qt_shapes import to_rect


@pytest.mark.parametrize("sizes", [(3, 1, 2), (2, 4, 1), (6, 2, 1), (3, 4, 3), (1, 12, 1)])
def test_the_weights_of_a_layered_network_are_all_written_and_none_covers_another(
    sizes: tuple[int, ...],
) -> None:
    experiment = new_experiment(sizes)
    geometry = compute_geometry(experiment)
    labels = label_looks(experiment, geometry.label_places, None, Highlights())
    assert len(labels) == len(experiment.network.connections)
    for one, other in combinations(labels, 2):
        shared = to_rect(one.weight_rect).intersected(to_rect(other.weight_rect))
        assert shared.height() < HEIGHT / 4 or shared.width() < 12
