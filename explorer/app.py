"""How does the program start: with a verb of the command line, or with a window?

Qt is imported only where a window, or a picture of one, is asked for, and only after `explorer.display` has
found nothing in its way: the verbs run where Qt cannot.
"""

import gc
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from explorer import display

_BEFORE_QT = (
    "backprop.frame",
    "backprop.playback_speed",
    "backprop.step_grouping",
    "drawing.activation_plot",
    "drawing.geometry_cache",
    "drawing.hit",
    "drawing.neuron_look",
    "drawing.neuron_rooms",
    "drawing.pulse",
    "drawing.stroke_width",
    "drawing.tooltip",
    "drawing.zoom_scale",
    "files.example",
    "files.project",
    "frame_budget",
    "job",
    "late",
    "network.edits.graph_edits",
    "network.edits.position_edits",
    "network.edits.transform_edits",
    "network.size_in_words",
    "resources",
    "training.program",
)
"""What the first frame needs of what needs no Qt, beside what these import themselves."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what `arguments` (those of the process where None) ask for; the exit status.

    A library that is not installed ends in one line on standard error and status 1.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # waking threads costs more than small matrices do
    arguments = sys.argv[1:] if arguments is None else arguments
    try:
        if not arguments:
            return open_window(None)  # the verbs would be imported in vain
        from explorer import cli  # needs numpy and msgspec, which a bare Python has not

        return cli.main(arguments, open_window, save_shot, save_picture)
    except ImportError as error:
        if error.name is None or error.name.partition(".")[0] == "explorer":
            raise  # a mistake of ours
        return _refuse(_missing_piece(error))


def open_window(path: Path | None) -> int:
    """Show the window on the experiment at `path`, or on an example; the exit status once it is closed."""
    obstacle = display.obstacle_to_a_window()
    if obstacle is not None:
        return _refuse(obstacle)
    gc.disable()  # until all is there (`explorer.ui.window.start`): nothing that a start makes is garbage
    import_before_qt()
    from explorer.ui.window.start import run_window

    return run_window(path)


def import_before_qt() -> None:
    """Import what needs no Qt first: PySide reads the source of every module that is imported after it."""
    for name in _BEFORE_QT:
        importlib.import_module(f"explorer.{name}")


def save_shot(
    out: Path, path: Path | None, step: int | None, size: tuple[int, int], theme: str, workspace: str
) -> int:
    """Draw the window without a display and save its picture to `out`; the exit status.

    `step` is the message that the animation has reached (where None, the last of the backward phase), `size`
    is (width, height) in pixels, `theme` is "light" or "dark", `workspace` that which is shown.
    """
    obstacle = _obstacle_off_screen()
    if obstacle is not None:
        return _refuse(obstacle)
    from explorer.ui.window import shot

    return shot.save_shot(out, path, step, size, theme, workspace)


def save_picture(
    out: Path, subject: Any, size: tuple[int, int], theme: str, notation: str | None = None
) -> int:
    """Draw as the window does, without a display, what a verb computed, and save that; the exit status.

    `subject`: one of `explorer.picture_subject.PictureSubject`. `size`, `theme`: as for the window;
    `notation`: of its words, the program's own where None.
    """
    obstacle = _obstacle_off_screen()
    if obstacle is not None:
        return _refuse(obstacle)
    from explorer.ui.window import picture_shot

    return picture_shot.save_picture(out, subject, size, theme, notation)


def _obstacle_off_screen() -> str | None:
    """Why Qt cannot draw into a picture; None where it can, which it then does pixel for pixel."""
    obstacle = display.obstacle_to_drawing()
    if obstacle is None:
        os.environ |= {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "1"}
    return obstacle


def _missing_piece(error: ImportError) -> str:
    if isinstance(error, ModuleNotFoundError):
        return f"{error.name} is not installed; start with `make run`, or install the program with pip"
    return f"{error}; install the library that is named there"


def _refuse(reason: str) -> int:
    print(f"backprop-explorer: {reason}", file=sys.stderr)
    return 1
