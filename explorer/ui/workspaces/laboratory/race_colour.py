"""In which colour is an optimiser drawn wherever it races?"""

from explorer.network.optimiser import OPTIMISERS
from explorer.ui.theme.theme import Theme

_PLACES = {name: place for place, name in enumerate(OPTIMISERS)}


def racer_colour(optimiser: str, theme: Theme) -> str:
    """That of the curves whose place is the place of the optimiser in their table."""
    return theme.curves[_PLACES[optimiser] % len(theme.curves)]
