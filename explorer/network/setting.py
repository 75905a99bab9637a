"""What is a setting: one number by which an optimiser, a schedule, an initialiser or all training is set?"""

from collections.abc import Iterable

from msgspec import Struct

from explorer.number import rounded


class Setting(Struct, frozen=True):
    """A number, under its `name` in `explorer.network.model`, with all that people are told of it.

    `word` and `symbol` name it on screen, `sentence` says what it does, `source` who described it. `default`:
    what it is where nobody has chosen.
    """

    name: str
    word: str
    symbol: str
    sentence: str
    default: float = 0.0
    source: str = ""

    @property
    def label(self) -> str:
        """“Momentum β”."""
        return f"{self.word} {self.symbol}"

    @property
    def tip(self) -> str:
        """The sentence, and its source on a line of its own."""
        return f"{self.sentence}\n{self.source}" if self.source else self.sentence

    def with_value(self, value: float) -> str:
        """“β 0.9”, on one line."""
        return f"{self.symbol}\u00a0{rounded(value)}"


def values_of(choice: object, settings: Iterable[Setting]) -> dict[str, float]:
    """Each of the `settings` by its name: what the `choice` gives, or the default where it gives None."""
    return {
        setting.name: setting.default if (given := getattr(choice, setting.name)) is None else given
        for setting in settings
    }


def defaults_of(settings: Iterable[Setting]) -> dict[str, float]:
    """The default of each of the `settings`, by its name."""
    return {setting.name: setting.default for setting in settings}
