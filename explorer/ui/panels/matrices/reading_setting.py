"""How does a person like to read matrices? Kept from one start of the program to the next.

It is a habit of reading, as the theme is, and nothing of an experiment: so it is not saved in its file.
"""

from PySide6.QtCore import QSettings

from explorer.backprop.matrix_form.shown_matrices import MatrixReading

_COLUMNS, _BATCH = "matrices/columns", "matrices/batch"


def kept_reading() -> MatrixReading:
    """What was last chosen; row vectors of one sample at first."""
    settings = QSettings()
    return MatrixReading(
        has_columns=str(settings.value(_COLUMNS, "no", type=str)) == "yes",
        is_batch=str(settings.value(_BATCH, "no", type=str)) == "yes",
    )


def keep_reading(reading: MatrixReading) -> None:
    """Remember this choice."""
    settings = QSettings()
    settings.setValue(_COLUMNS, "yes" if reading.has_columns else "no")
    settings.setValue(_BATCH, "yes" if reading.is_batch else "no")
