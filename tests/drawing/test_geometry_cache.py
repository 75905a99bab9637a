"""Is a geometry found again by what it follows from, and are only so many kept?"""

from dataclasses import replace

from explorer.drawing.geometry_cache import GeometryCache
from explorer.drawing.network_geometry import compute_geometry
from explorer.network.edits.position_edits import move
from tests.drawing.networks import dense_experiment, with_weight, worked_example


def test_other_numbers_have_the_same_geometry() -> None:
    cache = GeometryCache()
    geometry = cache.geometry_of(worked_example())
    assert cache.geometry_of(with_weight(worked_example(), "i0", "a0", 7.0)) is geometry


def test_after_undo_the_geometry_is_the_one_of_before() -> None:
    cache, before = GeometryCache(), worked_example()
    geometry = cache.geometry_of(before)
    moved = cache.geometry_of(move(before, {"a0": (250.0, 170.0)}))
    assert moved.positions["a0"] == (250.0, 170.0)
    assert cache.geometry_of(worked_example()) is geometry


def test_without_samples_there_is_no_loss_to_draw() -> None:
    cache = GeometryCache()
    assert cache.geometry_of(worked_example()).loss is not None
    assert cache.geometry_of(replace(worked_example(), samples=())).loss is None


def test_a_geometry_that_was_kept_equals_one_that_is_computed() -> None:
    cache = GeometryCache()
    cache.geometry_of(worked_example())
    assert cache.geometry_of(worked_example()) == compute_geometry(worked_example())


def test_the_oldest_go_when_too_much_is_kept() -> None:
    one = 2_300 * (60 + 800)
    cache, experiment = GeometryCache(most_bytes=2 * one), dense_experiment()
    first = cache.geometry_of(experiment)
    for x in range(1, 4):
        last = cache.geometry_of(move(experiment, {"a0": (10.0 * x, 0.0)}))
        assert cache.size <= 2 * one
    assert cache.geometry_of(move(experiment, {"a0": (30.0, 0.0)})) is last
    assert cache.geometry_of(experiment) is not first


def test_the_geometry_that_is_shown_is_kept_however_large() -> None:
    cache = GeometryCache(most_bytes=1)
    assert cache.geometry_of(worked_example()) is cache.geometry_of(worked_example())


def test_other_labels_are_laid_out_along_the_same_curves() -> None:
    cache = GeometryCache()
    geometry = cache.geometry_of(worked_example())
    larger = cache.geometry_of(worked_example(), 1.5)
    assert larger.curves is geometry.curves
    assert {place.magnification for place in larger.label_places.values()} == {1.5}
    assert cache.geometry_of(worked_example(), 1.5) is larger
    assert larger == compute_geometry(worked_example(), 1.5)
