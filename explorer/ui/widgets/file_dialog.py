"""How is a person asked for a file to open or to save to? With a QFileDialog that nobody waits for.

The dialog is opened, and once it is answered goes on with what was asked for. It begins in the folder that
was chosen last, and asks before a file is replaced.
"""

from collections.abc import Callable, Collection, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from explorer.plain_text import shown_name
from explorer.ui.widgets.plain_text import plain

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
    """`ask_to_save_as` one of `filters`, as Qt writes them, with whichever it goes on with `then`."""
    ask_to_save_as(parent, title, name, dict.fromkeys(filters.split(";;"), then), folder)


def ask_to_save_as(
    parent: QWidget, title: str, name: str, kinds: Mapping[str, ActOnFile], folder: str = ""
) -> None:
    """Ask where to save and as which kind, suggesting `name`, and go on with what that does; returns at once.

    `kinds`: under each filter, as Qt writes one, what is done with the file.

    A name without a suffix gets that of the chosen filter: “alpha 0.1” is saved as “alpha 0.1.json”. The type
    that was chosen last under the same `title` is chosen again. Before a file that exists is replaced, the
    person is asked.
    """
    suffixes = [_suffix_of(row) for row in kinds]
    last = str(QSettings().value(_type_key(title), "", type=str))
    if last in kinds:
        name = _without(name, suffixes) + _suffix_of(last)
    fitting = [row for row in kinds if name.lower().endswith(_suffix_of(row))]
    dialog = QFileDialog(parent, title, folder or _last_folder(), ";;".join(kinds))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.selectFile(name)
    if last in kinds or fitting:
        dialog.selectNameFilter(last if last in kinds else max(fitting, key=lambda row: len(_suffix_of(row))))
    dialog.setDefaultSuffix(_suffix_of(dialog.selectedNameFilter()))
    dialog.filterSelected.connect(partial(_follow_filter, dialog, suffixes))

    def save(path: Path) -> None:
        row = dialog.selectedNameFilter()
        suffix, then = _suffix_of(row), kinds[row]
        QSettings().setValue(_type_key(title), row)
        if path.suffix[1:2].isalpha():  # a type, also one that is refused; in “alpha 0.1” there is none
            then(path)
        else:
            _unless_kept(parent, path.with_name(path.name + suffix), then)

    _ask(dialog, save)


def _unless_kept(parent: QWidget, path: Path, then: ActOnFile) -> None:
    """Go on with `then`; where there is such a file, which the dialog did not know, once that may go."""
    if not path.exists():
        then(path)
        return
    answers = QMessageBox.StandardButton
    text = plain(f"{shown_name(path.name)} already exists.\nDo you want to replace it?")
    question = QMessageBox(
        QMessageBox.Icon.Warning, "Backprop Explorer", text, answers.Yes | answers.No, parent
    )
    question.button(answers.Yes).clicked.connect(lambda: then(path))
    question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    question.open()


def _ask(dialog: QFileDialog, then: ActOnFile) -> None:
    dialog.fileSelected.connect(lambda name: _go_on(Path(name), then))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def _go_on(path: Path, then: ActOnFile) -> None:
    QSettings().setValue("files/folder", str(path.parent))
    then(path)


def _last_folder() -> str:
    return str(QSettings().value("files/folder", "", type=str))


def _type_key(title: str) -> str:
    return f"files/type/{title}"


def _follow_filter(dialog: QFileDialog, suffixes: Collection[str], chosen: str) -> None:
    """Give the file the suffix of the chosen filter, for it is the suffix that decides the format."""
    dialog.setDefaultSuffix(_suffix_of(chosen))
    dialog.selectFile(_without(Path(dialog.selectedFiles()[0]).name, suffixes) + _suffix_of(chosen))


def _without(name: str, suffixes: Collection[str]) -> str:
    """The name without the one of `suffixes` in which it ends; “alpha 0.1” ends in none."""
    found = next((suffix for suffix in suffixes if suffix and name.lower().endswith(suffix)), "")
    return name[: len(name) - len(found)]


def _suffix_of(name_filter: str) -> str:
    """“.npz” of “NumPy (*.npz)”."""
    return name_filter.partition("*")[2].partition(")")[0]
