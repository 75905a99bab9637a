"""Which painted pictures are kept? Those used last, up to a bound in bytes (least recently used go first)."""

from collections import OrderedDict
from collections.abc import Hashable

from explorer.ui.canvas.picture import Picture


class PictureCache:
    """Pictures by what they show. The last one is kept however large it is."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._pictures: OrderedDict[Hashable, Picture] = OrderedDict()
        self._bytes = 0

    @property
    def size(self) -> int:
        """How many bytes the pictures take."""
        return self._bytes

    def find(self, key: Hashable) -> Picture | None:
        """The picture that was kept as `key`, if it still is."""
        picture = self._pictures.get(key)
        if picture is not None:
            self._pictures.move_to_end(key)
        return picture

    def keep(self, key: Hashable, picture: Picture) -> None:
        """Keep `picture` as `key`, in place of what was there; the oldest go where that is too much."""
        self.forget(key)
        self._pictures[key] = picture
        self._bytes += picture.size
        while self._bytes > self._most_bytes and len(self._pictures) > 1:
            _, oldest = self._pictures.popitem(last=False)
            self._bytes -= oldest.size

    def take(self, key: Hashable) -> Picture | None:
        """The picture that was kept as `key`, which is no longer kept: whoever has it may change it."""
        picture = self.find(key)
        self.forget(key)
        return picture

    def forget(self, key: Hashable) -> None:
        """Keep nothing as `key` any longer."""
        picture = self._pictures.pop(key, None)
        if picture is not None:
            self._bytes -= picture.size
