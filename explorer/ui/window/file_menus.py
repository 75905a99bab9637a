"""What stands in the two menus whose entries are files: the recent ones and the examples?"""

from functools import partial
from itertools import groupby

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from explorer.files.example import Example, read_examples
from explorer.resources import resource
from explorer.ui.commands.document_files import DocumentFiles
from explorer.ui.session.notation_model import NotationModel
from explorer.ui.widgets.plain_text import without_mnemonic


def fill_examples(menu: QMenu, files: DocumentFiles, notation: NotationModel) -> None:
    """Append an entry for each example, below the title of its group. Their tips follow the notation."""
    entries: list[tuple[QAction, Example]] = []

    def write() -> None:
        for action, example in entries:
            action.setStatusTip(notation.write(example.look_for))

    for group, examples in groupby(read_examples(resource("examples")), key=lambda example: example.group):
        heading = menu.addAction(group)
        heading.setEnabled(False)
        menu.insertSeparator(heading)
        for example in examples:
            action = menu.addAction(example.title)
            entries.append((action, example))
            action.triggered.connect(partial(files.open_example, example))
    notation.changed.connect(write)
    write()


def follow_recent(menu: QMenu, files: DocumentFiles) -> None:
    """Let the menu have an entry for each file that was opened or saved lately."""

    def fill() -> None:
        menu.clear()
        for path in files.recent:
            menu.addAction(without_mnemonic(path.name)).triggered.connect(partial(files.open_path, path))
        menu.setEnabled(not menu.isEmpty())

    files.recent_changed.connect(fill)
    fill()
