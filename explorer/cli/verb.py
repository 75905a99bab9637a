"""What is a verb of the command line, and how are its arguments read?

A verb is data: its places, its options, and the function that does it. argparse reads them, after one
repair: it takes anything that begins with a minus for an option, and here numbers and formulas may begin
with one.
"""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

PROGRAM = "backprop-explorer"


@dataclass(frozen=True)
class Positional:
    """An argument that is known by its place. `read` makes a value of its text.

    `is_formula`: it may begin with a minus, so that whatever is no option stands here.
    """

    name: str
    metavar: str
    help: str
    read: Callable[[str], Any] = str
    is_optional: bool = False
    is_formula: bool = False


@dataclass(frozen=True)
class Option:
    """An argument that is known by its name. `read` makes a value of its text; a flag has none.

    Of the options with the same `group` only one may be given; one that `repeats` gives a list.
    """

    name: str
    help: str
    metavar: str = ""
    read: Callable[[str], Any] | None = None
    default: Any = None
    is_required: bool = False
    repeats: bool = False
    group: str = ""


@dataclass(frozen=True)
class Verb:
    """A word of the command line and what it does: `run` returns the exit status."""

    name: str
    summary: str
    places: tuple[Positional, ...]
    options: tuple[Option, ...]
    run: Callable[[argparse.Namespace], int]

    @property
    def usage(self) -> str:
        """The verb with all its arguments, as --help shows it."""
        groups = groupby(self.options, key=lambda option: option.group or option.name)
        options = [_written(list(group)) for _, group in groups]
        return " ".join([self.name, *(_place(place) for place in self.places), *options])


def read_arguments(verb: Verb, arguments: Sequence[str]) -> argparse.Namespace:
    """The values of all places and options. Raises SystemExit: 2 where they are wrong, 0 for --help."""
    parser = argparse.ArgumentParser(
        prog=f"{PROGRAM} {verb.name}",
        usage=f"{PROGRAM} {verb.usage}",
        description=verb.summary,
        allow_abbrev=False,
    )
    for place in verb.places:
        nargs = "?" if place.is_optional else None
        parser.add_argument(place.name, metavar=place.metavar, type=place.read, nargs=nargs, help=place.help)
    groups: dict[str, Any] = {"": parser}
    for option in verb.options:
        if option.group not in groups:
            groups[option.group] = parser.add_mutually_exclusive_group()
        _add(groups[option.group], option)
    return parser.parse_args(_options_first(verb, arguments))


def _add(parser: Any, option: Option) -> None:
    if option.read is None:
        parser.add_argument(option.name, action="store_true", help=option.help)
    else:
        parser.add_argument(
            option.name,
            action="append" if option.repeats else "store",
            type=option.read,
            default=[] if option.repeats else option.default,
            required=option.is_required,
            metavar=option.metavar,
            help=option.help,
        )


def _options_first(verb: Verb, arguments: Sequence[str]) -> list[str]:
    """The same arguments as argparse understands them: `--option=value` each, then `--`, then the places."""
    names = {option.name for option in verb.options} | {"--help", "-h"}
    with_value = {option.name for option in verb.options if option.read is not None}
    takes_formula = any(place.is_formula for place in verb.places)
    options: list[str] = []
    places: list[str] = []
    waiting = list(arguments)
    while waiting:
        argument = waiting.pop(0)
        if argument == "--":
            places += waiting
            break
        name, _, given = argument.partition("=")
        if argument in with_value and waiting and waiting[0] not in names | {"--"}:
            options.append(f"{argument}={waiting.pop(0)}")
        elif name in names:
            options.append(name if given == "--" else argument)  # argparse loses a value that is --
        elif argument.startswith("-") and argument != "-" and not takes_formula:
            options.append(argument)  # argparse says that it knows no such option
        else:
            places.append(argument)
    return [*options, "--", *places]


def _place(place: Positional) -> str:
    return f"[{place.metavar}]" if place.is_optional else place.metavar


def _written(group: Sequence[Option]) -> str:
    """One option, or those of which only one may be given."""
    text = " | ".join(f"{option.name} {option.metavar}".strip() for option in group)
    return text if group[0].is_required else f"[{text}]" + "..." * group[0].repeats
