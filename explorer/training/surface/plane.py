"""Which plane through the weights of a network is looked at?

Two chosen parameters; the two sharpest directions, in which E is curved most; or the principal axes of a run,
in which it moved most (Lorch 2016; Li, Xu, Taylor, Studer, Goldstein 2018).
"""

from dataclasses import dataclass

import numpy as np

from explorer.array import Array
from explorer.network.model import Experiment, Network, Parameter
from explorer.network.rules import RuleBroken
from explorer.number import rounded
from explorer.symbol import Symbol
from explorer.training.curvature.eigenvector import leading_eigenvectors
from explorer.training.program import Program, parameters_of

RANDOM_WALK = (6.0 / np.pi**2, 1.5 / np.pi**2)
"""Of the variance of a long random walk in many dimensions its first two principal axes hold 60.8 % and
15.2 % (Antognini, Sohl-Dickstein 2018)."""


class NoPlane(RuleBroken):
    """Two different directions are needed for a plane."""


@dataclass(frozen=True, eq=False)
class ParameterPlane:
    """origin + across · `axes[0]` + up · `axes[1]`.

    `origin`: (parameters,), the weights that it goes through; `axes`: (2, parameters), orthonormal; `labels`:
    what lies along each; `zero`: the number that stands on either axis at the origin. `shares`: of a run's
    variance, what lies along each; None where no run chose them.
    `eigenvalues`: how E is curved along each at the origin, where that chose them.
    """

    origin: Array
    axes: Array
    labels: tuple[str, str]
    zero: tuple[float, float] = (0.0, 0.0)
    shares: tuple[float, float] | None = None
    eigenvalues: tuple[float, float] | None = None

    @property
    def reach(self) -> float:
        """How far to either side one looks unless told otherwise: as far as the weights are from 0, or 1."""
        return max(1.0, float(np.linalg.norm(self.origin)))

    @property
    def sentence(self) -> str:
        """What chose the plane and, of a run, how much of it there is to see."""
        if self.shares is not None:
            first, second = (f"{100 * share:.1f} %" for share in self.shares)
            walk, second_walk = (f"{100 * share:.1f} %" for share in RANDOM_WALK)
            return (
                f"these axes hold {first} and {second} of the run’s variance, "
                f"of a random walk’s {walk} and {second_walk}"
            )
        if self.eigenvalues is not None:
            first, second = (rounded(value) for value in self.eigenvalues)
            return (
                f"{Symbol.LOSS} is curved by λ = {first} across and {second} up, more than in any other "
                "direction"
            )
        return f"across {self.labels[0]}, up {self.labels[1]}; all other parameters stand still"

    def points(self, across: Array, up: Array) -> Array:
        """The parameters at these places of the plane, one beside the other: (places, parameters)."""
        points: Array = self.origin + np.outer(across, self.axes[0]) + np.outer(up, self.axes[1])
        return points


def plane_of_parameters(network: Network, first: Parameter, second: Parameter) -> ParameterPlane:
    """Across one parameter, up another. Raises NoPlane where they are one, or are not there."""
    if first == second:
        raise NoPlane(f"{first.label} cannot lie along both axes: choose another parameter for one")
    missing = [each for each in (first, second) if each not in network.parameters]
    if missing:
        raise NoPlane(f"there is no {missing[0].label}: choose another parameter")
    parameters = parameters_of(network)
    places = [network.parameters.index(each) for each in (first, second)]
    axes = np.zeros((2, len(parameters)))
    axes[(0, 1), places] = 1.0
    across, up = parameters[places].tolist()
    return ParameterPlane(parameters, axes, (first.label, second.label), zero=(across, up))


def sharpest_plane(experiment: Experiment) -> ParameterPlane:
    """Across the direction in which E is curved most at these weights, up the next. Raises NoPlane.

    Those with the two largest eigenvalues of the Hessian, each with its largest component positive.
    """
    program, parameters = Program.of(experiment), parameters_of(experiment.network)
    if program.free_parameters < 2:
        raise NoPlane("a plane needs two parameters that are not fixed")
    values, vectors = leading_eigenvectors(program, parameters, 2)
    if not np.isfinite(vectors).all():
        raise NoPlane(
            "not every number of the network is finite at these weights, so the loss has no curvature"
        )
    eigenvalues = (float(values[0]), float(values[1]))
    return ParameterPlane(
        parameters, _turned(vectors), ("sharpest direction", "second sharpest"), eigenvalues=eigenvalues
    )


def plane_of_run(path: Array, origin: Array) -> ParameterPlane:
    """The plane through `origin` along which the run moved most: (points, parameters) of its `path`.

    The axes of the largest variance about the mean of the path: its first two right singular vectors. Raises
    NoPlane where the path does not leave a line.
    """
    if not np.isfinite(path).all():
        raise NoPlane("not every number of the run is finite: leave out where it diverged")
    centred = path - path.mean(axis=0)
    _, singular, axes = np.linalg.svd(centred, full_matrices=False)
    variances = singular**2
    if len(singular) < 2 or singular[1] <= 1e-12 * singular[0]:
        raise NoPlane("the run moved along one line or not at all: a plane needs two directions")
    shares = variances / variances.sum()
    labels = ("first principal axis", "second principal axis")
    first_two = (float(shares[0]), float(shares[1]))
    return ParameterPlane(origin, _turned(axes[:2]), labels, shares=first_two)


def _turned(axes: Array) -> Array:
    """The same, each with its largest component positive: an eigenvector has no sign of its own."""
    largest = np.abs(axes).argmax(axis=1)
    turned: Array = axes * np.sign(axes[np.arange(len(axes)), largest])[:, np.newaxis]
    return turned
