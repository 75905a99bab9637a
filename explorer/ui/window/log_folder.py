"""Which folder has the log of the program's mistakes, and how is it shown to the person?"""

from pathlib import Path

from PySide6.QtCore import QDir, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices


def log_folder() -> Path:
    """`log` in the folder that the system has for what a program keeps on this machine."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)) / "log"


def open_log_folder() -> str:
    """Show the folder in the file manager of the system; says where it is, or why there is none."""
    folder = log_folder()
    if not QDir().mkpath(str(folder)):
        return f"The log folder cannot be made: {folder}. Mistakes are written to standard error"
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
    return f"Mistakes of the program are written down in {folder}"
