"""`descend`: what does gradient descent do on a function of one variable?"""

import argparse
from typing import Any

from explorer.cli.argument_types import count, number
from explorer.cli.kernel_note import load_kernels, note_kernels
from explorer.cli.progress import with_bar
from explorer.cli.report import print_json, print_table
from explorer.cli.verb import Option, Positional, Verb
from explorer.descent.function import Function, parse_function
from explorer.descent.orbit import orbit, orbit_without_bounds
from explorer.descent.search import judge
from explorer.descent.settings import LARGEST_MOMENTUM
from explorer.descent.verdict import OrbitVerdict
from explorer.kernels import warm_up
from explorer.network.training_rules import NegativeLearningRate
from explorer.number import exact
from explorer.refusal import Refusal
from explorer.symbol import Symbol

MOST_LISTED_STEPS = 1_000_000


class TooManySteps(Refusal):
    """An orbit is listed step by step, so it must fit into memory and patience."""


class MomentumOutOfRange(Refusal):
    """A ball that keeps all of its speed, or gains some, never comes to rest."""


def check_momentum(momentum: float) -> None:
    """Raises MomentumOutOfRange."""
    if not 0 <= momentum <= LARGEST_MOMENTUM:
        given, largest = exact(momentum), exact(LARGEST_MOMENTUM)
        raise MomentumOutOfRange(f"the momentum is {given}: make it 0 or more, and {largest} or less")


def _run(options: argparse.Namespace) -> int:
    if options.learning_rate < 0:
        raise NegativeLearningRate(f"the learning rate is {exact(options.learning_rate)}: make it 0 or more")
    if options.steps > MOST_LISTED_STEPS:
        raise TooManySteps(f"{options.steps} steps are too many to list: make it {MOST_LISTED_STEPS} or less")
    check_momentum(options.momentum)
    f = parse_function(options.formula)
    if options.momentum:  # whose orbits are followed for a long time
        note_kernels()
        load_kernels(warm_up.load_orbits)
    setting, momentum = (f, options.start, options.learning_rate), options.momentum
    (fate,) = with_bar(judge(*setting, momentum))
    if options.json:
        print_json(_as_json(f, orbit_without_bounds(*setting, options.steps, momentum), fate))
    else:
        _print_orbit(f, orbit(*setting, options.steps, momentum).tolist(), fate)
    return 0


def _as_json(f: Function, x: list[float], fate: OrbitVerdict) -> dict[str, Any]:
    return {
        "x": x,
        "f": [f(each) for each in x],
        "verdict": fate.kind,
        "period": fate.period,
        "lyapunov": fate.lyapunov,
        "diverged_at": fate.diverged_at,
    }


def _print_orbit(f: Function, x: list[float], fate: OrbitVerdict) -> None:
    print(f"f(x) = {f.formula}")
    print(f"f′(x) = {f.derivative().formula}")
    if f.kink_note:
        print(f.kink_note)
    rows = [(str(step), exact(here), exact(f(here))) for step, here in enumerate(x)]
    print_table(("step", "x", "f(x)"), rows)
    print(fate.sentence)


DESCEND = Verb(
    "descend",
    "gradient descent on a function of one variable, and its fate",
    (Positional("formula", "FORMULA", 'f(x), like "x^3 + 3x^2"', is_formula=True),),
    (
        Option("--start", "x at step 0", "X", number, is_required=True),
        Option("--learning-rate", f"{Symbol.ALPHA}", "A", number, is_required=True),
        Option("--steps", "how many steps to list", "N", count, is_required=True),
        Option("--momentum", "β of the heavy ball, 0 unless told", "B", number, 0.0),
        Option("--json", "as JSON"),
    ),
    _run,
)
