"""What can be done without the window, from the command line?

`main` finds the verb, lets it read its arguments, and turns whatever the user can mend into one line on
standard error and status 1. Nothing here imports Qt: opening the window and drawing pictures are handed in.
"""

import argparse
import io
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack, redirect_stderr, redirect_stdout
from pathlib import Path

from explorer import __version__
from explorer.cli.argument_types import experiment_file
from explorer.cli.bifurcation import bifurcation
from explorer.cli.central_flow import central_flow
from explorer.cli.check import CHECK
from explorer.cli.derive import DERIVE
from explorer.cli.descend import DESCEND
from explorer.cli.export import EXPORT
from explorer.cli.interrupted import INTERRUPTED
from explorer.cli.map import map_verb
from explorer.cli.picture_options import SavePicture
from explorer.cli.race import race
from explorer.cli.sharpness import sharpness
from explorer.cli.shot import SaveShot, shot
from explorer.cli.surface import surface
from explorer.cli.sweep import sweep_verb
from explorer.cli.trace import TRACE
from explorer.cli.train import TRAIN
from explorer.cli.verb import PROGRAM, Verb, read_arguments
from explorer.cli.written_output import WrittenOutput
from explorer.files.refused import FileRefused
from explorer.plain_text import shown_sentence
from explorer.refusal import Refusal

_UNREAD = 141  # and what ended because nobody reads its output


def main(
    arguments: Sequence[str],
    open_window: Callable[[Path | None], int],
    save_shot: SaveShot,
    save_picture: SavePicture,
) -> int:
    """Do what `arguments` say; the exit status: 0 done, 1 with one line on standard error, 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # None where the shell closed it
            stream.reconfigure(errors="backslashreplace")  # δ on a terminal that has only ASCII
    try:
        with ExitStack() as outputs:
            if sys.stdout is not None:
                outputs.enter_context(redirect_stdout(WrittenOutput(sys.stdout)))
            if sys.stderr is not None:
                outputs.enter_context(redirect_stderr(WrittenOutput(sys.stderr)))
            status = _run(arguments, open_window, _verbs(save_shot, save_picture))
        if sys.stdout is not None:
            sys.stdout.flush()  # here, where a full disk or a closed pipe is still one line
        return status
    except SystemExit as stop:  # argparse has said what is wrong, or printed its help
        return stop.code if isinstance(stop.code, int) else 2
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _finish_output()
        return _UNREAD
    except Refusal as problem:
        return _fail(str(problem))
    except OSError as problem:  # of standard output: files refuse
        _finish_output()
        where = f"{problem.filename}: " if problem.filename else ""
        return _fail(f"{where}{problem.strerror or problem}")


def _verbs(save_shot: SaveShot, save_picture: SavePicture) -> tuple[Verb, ...]:
    return (
        shot(save_shot),
        TRACE,
        CHECK,
        TRAIN,
        sweep_verb(save_picture),
        map_verb(save_picture),
        sharpness(save_picture),
        central_flow(save_picture),
        surface(save_picture),
        race(save_picture),
        DESCEND,
        bifurcation(save_picture),
        DERIVE,
        EXPORT,
    )


def _run(arguments: Sequence[str], open_window: Callable[[Path | None], int], known: tuple[Verb, ...]) -> int:
    verbs = {verb.name: verb for verb in known}
    if arguments and arguments[0] in verbs:
        verb = verbs[arguments[0]]
        return verb.run(read_arguments(verb, arguments[1:]))
    parser = argparse.ArgumentParser(
        prog=PROGRAM,
        usage=f"{PROGRAM} [FILE]\n       {PROGRAM} VERB ...",
        description="Draw a small network and watch backpropagation happen on it. "
        "Without a verb the window opens, on FILE or on an example.",
        epilog=_overview(verbs),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    parser.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        type=experiment_file,
        help="an experiment, or the name of an example",
    )
    path: Path | None = parser.parse_args(arguments).file
    if path is not None:
        _check_is_no_verb(path, verbs)
    return open_window(path)


def _check_is_no_verb(path: Path, verbs: Iterable[str]) -> None:
    """Refuses a misspelt verb; what is wrong with a file, the window says. Raises FileRefused."""
    if not path.exists() and path.name == str(path) and not path.suffix:
        raise FileRefused(str(path), f"no such file, and no such verb: there are {', '.join(verbs)}")


def _overview(verbs: Mapping[str, Verb]) -> str:
    lines = [f"  {verb.usage}\n      {verb.summary}" for verb in verbs.values()]
    return "verbs:\n" + "\n".join(lines) + f"\n\n{PROGRAM} VERB --help says more."


def _fail(reason: str) -> int:
    print(f"{PROGRAM}: {shown_sentence(reason)}", file=sys.stderr)
    return 1


def _finish_output() -> None:
    """Writes what still waits, or gives up on it, lest the interpreter complain at its end."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
