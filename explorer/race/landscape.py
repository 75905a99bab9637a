"""Which functions of two variables are worth a race, from where, and where are their minima? A table.

Test functions of optimisation: each shows one thing that makes descending hard.
"""

from dataclasses import dataclass
from functools import cached_property

from explorer.race.plane_function import PlaneFunction, parse_plane_function

Point = tuple[float, float]

OFF_THE_SADDLE = -1.0
"""f of a function without a least value: below it an optimiser has left the saddle."""


@dataclass(frozen=True)
class Landscape:
    """A function with a start; `minima`, some of its global ones, at which it is `least`; ∅ and None: none.

    `seen`: left, right, bottom and top of what is worth seeing. `shows` says what is hard about it, `source`
    who described it.
    """

    name: str
    label: str
    text: str
    start: Point
    minima: tuple[Point, ...]
    least: float | None
    seen: tuple[float, float, float, float]
    shows: str
    source: str = ""

    @cached_property
    def function(self) -> PlaneFunction:
        """What was typed, as a function."""
        return parse_plane_function(self.text)

    def goal(self, tolerance: float) -> float:
        """Below which f an optimiser has arrived: `tolerance` above the least or, where there is none, −1."""
        return OFF_THE_SADDLE if self.least is None else self.least + tolerance


_ROWS = (
    Landscape(
        "bridge",
        "½(xy − 1)²",
        "1/2 (x*y - 1)^2",
        (-0.5, 2.5),
        ((1.0, 1.0), (-1.0, -1.0)),
        0.0,
        (-2.0, 3.0, -2.0, 3.0),
        "Two weights in a row learn xy = 1: a curve of minima, on which the sharpness x² + y² differs",
    ),
    Landscape(
        "bowl",
        "bowl",
        "1/2 (x^2 + y^2)",
        (-1.5, 1.0),
        ((0.0, 0.0),),
        0.0,
        (-2.0, 2.0, -2.0, 2.0),
        "Curved alike in all directions: one step of gradient descent at a rate of 1 is enough",
    ),
    Landscape(
        "ravine",
        "ravine",
        "1/2 (x^2 + 50y^2)",
        (-4.0, 1.0),
        ((0.0, 0.0),),
        0.0,
        (-5.0, 1.0, -1.5, 1.5),
        "Fifty times steeper across than along: the rate must suit the walls, and the floor is far",
    ),
    Landscape(
        "turned-ravine",
        "turned ravine",
        "1/4 ((x + y)^2 + 50(x - y)^2)",
        (-3.5, -2.5),
        ((0.0, 0.0),),
        0.0,
        (-4.0, 1.0, -4.0, 1.0),
        "The same, turned by 45°: what divides each gradient by a size of its own gains nothing here",
    ),
    Landscape(
        "rosenbrock",
        "Rosenbrock",
        "(1 - x)^2 + 100(y - x^2)^2",
        (-1.2, 1.0),
        ((1.0, 1.0),),
        0.0,
        (-2.0, 2.0, -1.0, 3.0),
        "A bent ravine with a floor that hardly falls",
        "Rosenbrock 1960",
    ),
    Landscape(
        "beale",
        "Beale",
        "(1.5 - x + x*y)^2 + (2.25 - x + x*y^2)^2 + (2.625 - x + x*y^3)^2",
        (1.0, 1.0),
        ((3.0, 0.5),),
        0.0,
        (-1.0, 4.5, -2.0, 2.0),
        "Flat planes between steep walls",
        "Beale 1958",
    ),
    Landscape(
        "booth",
        "Booth",
        "(x + 2y - 7)^2 + (2x + y - 5)^2",
        (-5.0, -5.0),
        ((1.0, 3.0),),
        0.0,
        (-8.0, 8.0, -8.0, 8.0),
        "A tilted bowl, nine times steeper across than along",
    ),
    Landscape(
        "himmelblau",
        "Himmelblau",
        "(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
        (0.0, 0.0),
        (
            (3.0, 2.0),
            (-2.805118086952745, 3.131312518250573),
            (-3.779310253377747, -3.283185991286170),
            (3.584428340330492, -1.848126526964404),
        ),
        0.0,
        (-5.0, 5.0, -5.0, 5.0),
        "Four minima: which one is reached depends on the optimiser",
        "Himmelblau 1972",
    ),
    Landscape(
        "saddle",
        "saddle x² − y²",
        "x^2 - y^2",
        (1.0, 1e-6),
        (),
        None,
        (-1.5, 1.5, -1.5, 1.5),
        "The way down begins with a slope of almost nothing: who leaves first?",
    ),
)

LANDSCAPES: dict[str, Landscape] = {row.name: row for row in _ROWS}
"""Every function under the name by which the command line knows it."""


def landscape_of(text: str, start: Point | None = None) -> Landscape:
    """The row of that name, or whose formula was typed; else a row of its own for a typed formula.

    Of that nothing is known: its least value is taken to be 0. Raises FormulaError.
    """
    if text in LANDSCAPES:
        return LANDSCAPES[text]
    function = parse_plane_function(text)
    known = next((row for row in _ROWS if row.function.formula == function.formula), None)
    if known is not None:
        return known
    x, y = start or (1.0, 1.0)
    half = 2.0 * max(1.0, abs(x), abs(y))
    return Landscape("", function.formula, text, (x, y), (), 0.0, (-half, half, -half, half), "")
