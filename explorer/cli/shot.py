"""`shot`: how does the window look? Draws it and saves its picture, without a display."""

import argparse
from collections.abc import Callable
from pathlib import Path

from explorer.cli.argument_types import experiment_file, size, theme, whole_number
from explorer.cli.verb import Option, Positional, Verb
from explorer.files.project import read_experiment
from explorer.files.refused import FileRefused

SaveShot = Callable[[Path, Path | None, int | None, tuple[int, int], str, str], int]
"""(picture, experiment or None for an example, message or None for the last, size, theme, workspace) →
status.
"""

WORKSPACES = ("network", "one-variable", "laboratory", "chain-rule")

_SIZE = (1440, 900)


def workspace(text: str) -> str:
    """The name of a workspace."""
    if text not in WORKSPACES:
        raise argparse.ArgumentTypeError(f"{text} is none of {', '.join(WORKSPACES)}")
    return text


def shot(save_shot: SaveShot) -> Verb:
    """The verb, with `save_shot` to do it."""

    def run(options: argparse.Namespace) -> int:
        if options.out.suffix.lower() != ".png":
            raise FileRefused(str(options.out), "a picture's name must end in .png")
        if options.file is not None:
            read_experiment(options.file)  # refuses before there is a window
        step = None if options.step is None else max(0, options.step)
        return save_shot(options.out, options.file, step, options.size, options.theme, options.workspace)

    return Verb(
        "shot",
        "draw the window, save its picture, quit (no display needed)",
        (
            Positional("out", "OUT.png", "the picture", read=Path),
            Positional(
                "file",
                "FILE",
                "an experiment, or the name of an example; without it, the first",
                read=experiment_file,
                is_optional=True,
            ),
        ),
        (
            Option(
                "--step", "the message to stop at, from 0; without it, the last gradient", "N", whole_number
            ),
            Option("--size", "width and height in pixels", "WxH", size, default=_SIZE),
            Option("--theme", "light or dark", "light|dark", theme, default="light"),
            Option(
                "--workspace",
                "which workspace, with all that it computes",
                "|".join(WORKSPACES),
                workspace,
                WORKSPACES[0],
            ),
        ),
        run,
    )
