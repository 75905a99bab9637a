"""`check`: does backpropagation agree with finite differences?"""

import argparse

from explorer.backprop.gradient_check import Agreement, GradientCheck, checking
from explorer.cli.argument_types import experiment_file
from explorer.cli.progress import with_bar
from explorer.cli.report import print_table
from explorer.cli.verb import Positional, Verb
from explorer.cli.written_output import opened
from explorer.number import counted, exact, rounded
from explorer.refusal import Refusal
from explorer.training.program import check_trainable


class NotConfirmed(Refusal):
    """Backpropagation agrees with finite differences."""


_HEADER = ("parameter", "backpropagation", "central difference", "relative difference", "")


def _run(options: argparse.Namespace) -> int:
    experiment = opened(options, options.file).experiment
    check_trainable(experiment)  # without an E there is nothing to compare
    *_, check = with_bar(checking(experiment))
    print_table(_HEADER, _rows(check))
    forward, backward = check.analytical_passes
    print(f"backpropagation took {counted(forward, 'forward pass', 'es')} and {backward} backward")
    print(f"central differences took {counted(check.numerical_passes, 'forward pass', 'es')}")
    wrong = [each for each in check.checks if not each.agrees]
    if wrong:
        raise NotConfirmed(
            f"{len(wrong)} of {counted(len(check.checks), 'gradient')} cannot be confirmed, "
            f"first that of {wrong[0].parameter.shown}"
        )
    print(_sentence(check))
    return 0


def _sentence(check: GradientCheck) -> str:
    """How many gradients agree, and how many cannot be compared: a difference across a kink tells nothing."""
    agreeing, kinks = check.count(Agreement.AGREES), check.count(Agreement.AT_A_KINK)
    verb = "agrees" if agreeing == 1 else "agree"
    found = f"{counted(agreeing, 'gradient')} {verb} to within {rounded(check.largest_difference)}"
    at_kinks = f"{kinks} {'is' if kinks == 1 else 'are'} at a kink, where a difference tells nothing"
    return found if not kinks else f"{found}; {at_kinks}" if agreeing else f"no gradient compared: {at_kinks}"


def _rows(check: GradientCheck) -> list[tuple[str, ...]]:
    return [
        (
            each.parameter.shown,
            exact(each.analytical),
            exact(each.numerical),
            rounded(each.difference, 2),
            each.verdict,
        )
        for each in check.checks
    ]


CHECK = Verb(
    "check",
    "backpropagation against finite differences; exit 1 where they disagree",
    (Positional("file", "FILE", "an experiment, or the name of an example", read=experiment_file),),
    (),
    _run,
)
