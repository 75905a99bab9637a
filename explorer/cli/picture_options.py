"""How is a verb asked for a picture? --picture, its size and its theme, alike for all that draw one."""

import argparse
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from explorer.cli.argument_types import size, theme
from explorer.cli.verb import Option
from explorer.picture_subject import PictureSubject

SavePicture = Callable[[Path, PictureSubject, tuple[int, int], str, str | None], int]
"""(picture, of what, size, theme, notation; None: the program's own) -> status."""

Item = TypeVar("Item")

USUAL_SIZE = (1200, 900)


def picture_options(
    what: str, usual: tuple[int, int] = USUAL_SIZE, size_name: str = "--size"
) -> tuple[Option, ...]:
    """The three options. `what` is drawn; `usual`: the size unless told, which `size_name` tells."""
    width, height = usual
    told = f"width and height of the picture in pixels, {width}x{height} unless told"
    return (
        Option("--picture", f"{what}, as the window draws it", "OUT.png", Path),
        Option(size_name, told, "WxH", size, default=usual),
        Option("--theme", "of the picture: light or dark", "light|dark", theme, default="light"),
    )


def save_asked_picture(
    save: SavePicture, subject: PictureSubject, options: argparse.Namespace, is_told: bool = True
) -> int:
    """Draw `subject` where a picture is asked for, and tell so if `is_told`; the exit status."""
    if options.picture is None:
        return 0
    notation = options.notation if "notation" in options else None
    picture_size = options.picture_size if "picture_size" in options else options.size
    status = save(options.picture, subject, picture_size, options.theme, notation)
    if status == 0 and is_told:
        print(f"picture written to {options.picture}")
    return status


def kept(items: Iterable[Item], into: list[Item], options: argparse.Namespace) -> Iterator[Item]:
    """The same items, each also put `into` where a picture is asked for, which needs them all at once."""
    for item in items:
        if options.picture is not None:
            into.append(item)
        yield item
