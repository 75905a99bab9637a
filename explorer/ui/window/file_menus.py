"""What stands in the two menus whose entries are files: the recent ones and the examples?"""

from functools import partial

from PySide6.QtWidgets import QMenu

from explorer.files.example import read_examples
from explorer.resources import resource
from explorer.ui.commands.document_files import DocumentFiles


def fill_examples(menu: QMenu, files: DocumentFiles) -> None:
    """Append an entry for each example."""
    for example in read_examples(resource("examples")):
        action = menu.addAction(example.title)
        action.setStatusTip(example.hint)
        action.triggered.connect(partial(files.open_example, example))


def follow_recent(menu: QMenu, files: DocumentFiles) -> None:
    """Let the menu have an entry for each file that was opened or saved lately."""

    def fill() -> None:
        menu.clear()
        for path in files.recent:
            menu.addAction(path.name).triggered.connect(partial(files.open_path, path))
        menu.setEnabled(not menu.isEmpty())

    files.recent_changed.connect(fill)
    fill()
