"""How does a run's history leave as a table?"""

import math
from pathlib import Path

from explorer.files.atomic import write_whole
from explorer.files.table import INTERNATIONAL, TableStyle, table_text
from explorer.training.history import History

HISTORY_COLUMNS = ("step", "loss", "held_out_loss", "gradient_norm", "learning_rate")


def write_history(path: Path, history: History, style: TableStyle = INTERNATIONAL) -> None:
    """Makes the file at `path` hold a row for each step that the history kept. Raises FileRefused."""
    write_whole(path, style.mark + history_text(history, style).encode())


def history_text(history: History, style: TableStyle = INTERNATIONAL) -> str:
    """The history as CSV; `held_out_loss` is empty where no samples are held out."""
    rows = history.rows()
    held_out = [None if math.isnan(loss) else loss for loss in rows.held_out_loss.tolist()]
    columns = (rows.step, rows.loss, held_out, rows.gradient_norm, rows.learning_rate)
    lists = [column if isinstance(column, list) else column.tolist() for column in columns]
    return table_text([HISTORY_COLUMNS, *zip(*lists, strict=True)], style)
