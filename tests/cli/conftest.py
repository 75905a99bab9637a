"""What do the tests of the command line need? The program without a window."""

from collections.abc import Callable
from pathlib import Path

import pytest

from explorer import cli
from explorer.picture_subject import PictureSubject

Result = tuple[int, str, str]
"""Exit status, standard output, standard error."""


@pytest.fixture
def opened() -> list[object]:
    """What the program asked the window for, in turn."""
    return []


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], opened: list[object]) -> Callable[..., Result]:
    """Run the program with these arguments; a window or a picture is noted in `opened`."""

    def open_window(path: Path | None) -> int:
        opened.append(path)
        return 0

    def save_shot(
        out: Path, path: Path | None, step: int | None, size: tuple[int, int], theme: str, workspace: str
    ) -> int:
        opened.append((out, path, step, size, theme, workspace))
        return 0

    def save_picture(
        out: Path, subject: PictureSubject, size: tuple[int, int], theme: str, notation: str | None = None
    ) -> int:
        opened.append((out, subject, size, theme, *filter(None, [notation])))
        return 0

    def running(*arguments: object) -> Result:
        words = [str(argument) for argument in arguments]
        status = cli.main(words, open_window, save_shot, save_picture)
        output = capsys.readouterr()
        return status, output.out, output.err

    return running


@pytest.fixture
def refused(run: Callable[..., Result]) -> Callable[..., str]:
    """Run the program with arguments that it refuses with status 1; its one line on standard error."""

    def refusing(*arguments: object) -> str:
        status, output, error = run(*arguments)
        assert (status, output) == (1, "")
        assert error.startswith("backprop-explorer: ")
        assert error.endswith("\n")
        assert error.count("\n") == 1
        return error.removeprefix("backprop-explorer: ").rstrip("\n")

    return refusing


@pytest.fixture
def worked() -> Path:
    """The worked iteration: 3-1-2, all ReLU."""
    from explorer.resources import resource

    return resource("examples/e-worked-iteration.json")
