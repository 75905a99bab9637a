"""Are changed neurons painted anew in the order in which they changed, and none twice?"""

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from explorer.frame_budget import FrameBudget
from explorer.network.model import Kind, Neuron
from explorer.ui.canvas.neuron_item import NeuronItem
from explorer.ui.canvas.picture_cache import PictureCache
from explorer.ui.canvas.refresh_queue import RefreshQueue


class Watched(NeuronItem):
    """Notes when it is painted anew."""

    def __init__(self, name: str, order: list[str]) -> None:
        super().__init__(Neuron(name, Kind.HIDDEN, "tanh"), PictureCache(1000), PictureCache(1000))
        self._name = name
        self._order = order

    def refresh(self) -> None:
        super().refresh()
        self._order.append(self._name)


@pytest.fixture
def owner(qapp: object) -> QObject:
    return QObject()


def test_first_come_first_served_and_each_once(owner: QObject, qtbot: QtBot) -> None:
    queue, order = RefreshQueue(owner, FrameBudget()), []
    a, b, c = (Watched(name, order) for name in "abc")
    for item in (b, a, c, b):
        queue.add(item)
    qtbot.waitUntil(lambda: len(order) == 3)
    assert order == ["b", "a", "c"]


def test_what_has_left_is_not_painted(owner: QObject) -> None:
    queue, order = RefreshQueue(owner, FrameBudget()), []
    a, b = (Watched(name, order) for name in "ab")
    queue.add(a)
    queue.add(b)
    queue.remove(a)
    queue.remove(a)
    queue.flush()
    assert order == ["b"]
    queue.flush()
    assert order == ["b"]
