"""Which values may an argument have, and what does it say of others?"""

import argparse
import re
from pathlib import Path

import numpy as np

from explorer.array import Array
from explorer.backprop.notation import NOTATIONS
from explorer.number import NotANumber, exact, parse_number
from explorer.resources import examples

LARGEST_SIDE = 8192
"""Pixels: the largest width or height of a picture."""

MOST_LEARNING_RATES = 1_000_000

_RANGE = re.compile(r"([^:]+):([^:]+):([^:]+?)(log)?")
_SIZE = re.compile(r"(\d{1,5})[x×](\d{1,5})")


def experiment_file(text: str) -> Path:
    """The file at this path; where there is none, the example of that name: xor, e-worked-iteration."""
    path = Path(text)
    named = [] if path.exists() else [example for example in examples() if example.stem == text]
    return named[0] if named else path


def notation(text: str) -> str:
    """The name of a notation: explorer, bishop …"""
    if text not in NOTATIONS:
        raise argparse.ArgumentTypeError(f"there is no notation {text}: choose one of {', '.join(NOTATIONS)}")
    return text


def number(text: str) -> float:
    """A finite number: 0.1, -1e-3, 1/3."""
    try:
        return parse_number(text)
    except NotANumber as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def positive(text: str) -> float:
    """A finite number above 0."""
    value = number(text)
    if value <= 0:
        raise argparse.ArgumentTypeError(f"{text} is not above 0")
    return value


def point(text: str) -> tuple[float, float]:
    """A place in the plane, from X,Y."""
    pieces = text.split(",")
    if len(pieces) != 2:
        raise argparse.ArgumentTypeError(f"{text} is no place X,Y: write it like -1.2,1")
    return number(pieces[0]), number(pieces[1])


def whole_number(text: str) -> int:
    """A whole number, also written like 1e6."""
    value = number(text)
    if not value.is_integer():
        raise argparse.ArgumentTypeError(f"{text} is not a whole number")
    return int(value)


def count(text: str) -> int:
    """A whole number from 0 on."""
    value = whole_number(text)
    if value < 0:
        raise argparse.ArgumentTypeError(f"{text} is less than 0")
    return value


def at_least_one(text: str) -> int:
    """A whole number from 1 on."""
    value = count(text)
    if value == 0:
        raise argparse.ArgumentTypeError("0 is less than 1")
    return value


def learning_rates(text: str) -> Array:
    """START:STOP:COUNT, evenly spaced or, with `log` behind, by equal ratios; in ascending order."""
    match = _RANGE.fullmatch(text)
    if match is None:
        raise argparse.ArgumentTypeError(
            f"{text} is no START:STOP:COUNT: write it like 0.1:1:10 or 1e-3:10:200log"
        )
    low, high = sorted((number(match[1]), number(match[2])))
    rates, is_log = at_least_one(match[3]), match[4] is not None
    if low < 0:
        raise argparse.ArgumentTypeError(f"a learning rate of {exact(low)} is less than 0")
    if is_log and low == 0:
        raise argparse.ArgumentTypeError("no ratio leads on from a learning rate of 0: leave out log")
    if rates > MOST_LEARNING_RATES:
        raise argparse.ArgumentTypeError(f"{rates} learning rates are more than {MOST_LEARNING_RATES}")
    spaced: Array = (np.geomspace if is_log else np.linspace)(low, high, rates)
    return spaced


def size(text: str) -> tuple[int, int]:
    """Width and height in pixels, from WxH."""
    match = _SIZE.fullmatch(text)
    width, height = (int(match[1]), int(match[2])) if match else (0, 0)
    if not (1 <= width <= LARGEST_SIDE and 1 <= height <= LARGEST_SIDE):
        raise argparse.ArgumentTypeError(
            f"{text} is no size of a picture: write it like 1440x900, each side up to {LARGEST_SIDE}"
        )
    return width, height


def theme(text: str) -> str:
    """The name of a theme."""
    if text not in ("light", "dark"):
        raise argparse.ArgumentTypeError(f"{text} is neither light nor dark")
    return text
