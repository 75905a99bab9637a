"""Are pictures kept up to so many bytes, those that were used last?"""

import pytest
from PySide6.QtCore import QRectF

from explorer.ui.canvas.picture import Picture, paint_picture
from explorer.ui.canvas.picture_cache import PictureCache


def picture(side: float = 10.0) -> Picture:
    """A square image, 4 bytes to the pixel."""
    return paint_picture(QRectF(0, 0, side, side), 1.0, 1.0, lambda painter: None)


@pytest.fixture
def cache(qapp: object) -> PictureCache:
    """Room for three pictures of 400 bytes."""
    return PictureCache(1200)


def test_a_picture_takes_four_bytes_a_pixel(cache: PictureCache) -> None:
    cache.keep("a", picture())
    assert cache.size == picture().size == 400


def test_the_one_that_was_used_longest_ago_goes(cache: PictureCache) -> None:
    for key in "abc":
        cache.keep(key, picture())
    assert cache.find("a") is not None
    cache.keep("d", picture())
    assert cache.find("b") is None
    assert all(cache.find(key) for key in "acd")
    assert cache.size == 1200


def test_a_picture_takes_the_place_of_the_one_before(cache: PictureCache) -> None:
    cache.keep("a", picture())
    other = picture(5.0)
    cache.keep("a", other)
    assert cache.find("a") is other
    assert cache.size == 100


def test_what_is_forgotten_takes_no_room(cache: PictureCache) -> None:
    cache.keep("a", picture())
    cache.forget("a")
    cache.forget("never there")
    assert cache.find("a") is None
    assert cache.size == 0


def test_a_picture_that_is_too_large_is_kept_alone(cache: PictureCache) -> None:
    cache.keep("a", picture())
    cache.keep("large", picture(100.0))
    assert cache.find("a") is None
    assert cache.find("large") is not None
    cache.keep("b", picture())
    assert cache.find("large") is None
    assert cache.size == 400


def test_what_is_taken_is_kept_no_longer(cache: PictureCache) -> None:
    kept = picture()
    cache.keep("a", kept)
    assert cache.take("a") is kept
    assert cache.take("a") is None
    assert cache.size == 0
