"""How is a person asked for a file to open or to save to? With a QFileDialog that nobody waits for.

The dialog is opened, and once it is answered goes on with what was asked for. It begins in the folder that
was chosen last, and asks before a file is replaced.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

ActOnFile = Callable[[Path], object]
"""What is done with the file that was chosen."""


def ask_to_open(parent: QWidget, title: str, filters: str, then: ActOnFile, folder: str = "") -> None:
    """Ask for a file that exists and go on with `then`; returns at once.

    `filters` are as Qt writes them: “Tables (*.csv);;…”. `folder` is where to begin, if not where the last
    file was chosen.
    """
    dialog = QFileDialog(parent, title, folder or _last_folder(), filters)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    _ask(dialog, then)


def ask_to_save(
    parent: QWidget, title: str, name: str, filters: str, then: ActOnFile, folder: str = ""
) -> None:
    """Ask where to save, suggesting `name`, and go on with `then`; returns at once.

    The suffix of `name` is added where the person writes none. Before a file that exists is replaced, the
    dialog asks.
    """
    dialog = QFileDialog(parent, title, folder or _last_folder(), filters)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.selectFile(name)
    for row in filters.split(";;"):
        if _suffix_of(row) == Path(name).suffix:
            dialog.selectNameFilter(row)
    dialog.setDefaultSuffix(Path(name).suffix)
    dialog.filterSelected.connect(partial(_follow_filter, dialog))
    _ask(dialog, then)


def _ask(dialog: QFileDialog, then: ActOnFile) -> None:
    dialog.fileSelected.connect(lambda name: _go_on(Path(name), then))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def _go_on(path: Path, then: ActOnFile) -> None:
    QSettings().setValue("files/folder", str(path.parent))
    then(path)


def _last_folder() -> str:
    return str(QSettings().value("files/folder", "", type=str))


def _follow_filter(dialog: QFileDialog, chosen: str) -> None:
    """Give the file the suffix of the chosen filter, for it is the suffix that decides the format."""
    dialog.setDefaultSuffix(_suffix_of(chosen))
    dialog.selectFile(Path(dialog.selectedFiles()[0]).with_suffix(_suffix_of(chosen)).name)


def _suffix_of(name_filter: str) -> str:
    """“.npz” of “NumPy (*.npz)”."""
    return name_filter.partition("*")[2].partition(")")[0]
