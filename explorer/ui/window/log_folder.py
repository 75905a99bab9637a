"""Which folder has the log of the program's mistakes, and how is it shown to the person?"""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices


def log_folder() -> Path:
    """`log` in the folder that the system has for what a program keeps on this machine."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)) / "log"


def open_log_folder() -> str:
    """Show the folder in the file manager of the system; says where it is, or why there is none."""
    folder = log_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        return f"The log folder cannot be made: {problem}"
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
    return f"Mistakes of the program are written down in {folder}"
