"""What stands in the two menus whose entries are files: the recent ones and the examples?"""

from functools import partial
from itertools import groupby

from PySide6.QtWidgets import QMenu

from explorer.files.example import read_examples
from explorer.resources import resource
from explorer.ui.commands.document_files import DocumentFiles
from explorer.ui.widgets.plain_text import without_mnemonic


def fill_examples(menu: QMenu, files: DocumentFiles) -> None:
    """Append an entry for each example, below the title of its group."""
    for group, examples in groupby(read_examples(resource("examples")), key=lambda example: example.group):
        heading = menu.addAction(group)
        heading.setEnabled(False)
        menu.insertSeparator(heading)
        for example in examples:
            action = menu.addAction(example.title)
            action.setStatusTip(example.look_for)
            action.triggered.connect(partial(files.open_example, example))


def follow_recent(menu: QMenu, files: DocumentFiles) -> None:
    """Let the menu have an entry for each file that was opened or saved lately."""

    def fill() -> None:
        menu.clear()
        for path in files.recent:
            menu.addAction(without_mnemonic(path.name)).triggered.connect(partial(files.open_path, path))
        menu.setEnabled(not menu.isEmpty())

    files.recent_changed.connect(fill)
    fill()
