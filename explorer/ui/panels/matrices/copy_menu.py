"""How does one copy a matrix, or the equation that it stands in? The entries of a menu, a format each."""

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from explorer.backprop.matrix_form.cell_words import matrix_name
from explorer.backprop.matrix_form.copied_text import COPY_FORMATS
from explorer.backprop.matrix_form.equation import MatrixEquation
from explorer.backprop.matrix_form.matrix import Matrix
from explorer.backprop.matrix_form.shown_matrices import ShownMatrices
from explorer.ui.widgets.plain_text import without_mnemonic


def fill_copy_menu(
    menu: QMenu,
    shown: ShownMatrices,
    equation: MatrixEquation,
    matrix: Matrix | None,
    tell: Callable[[str], None],
) -> None:
    """Entries that put the matrix, and the equation, on the clipboard; `tell` is given a sentence then."""
    menu.clear()
    if matrix is not None:
        chosen, name = matrix, matrix_name(shown, matrix)
        menu.addSection(without_mnemonic(f"Matrix {name}"))
        for row in COPY_FORMATS:
            entry = menu.addAction(f"Copy the matrix as {row.label}")
            entry.triggered.connect(
                lambda _=False, row=row: _copy(row.of_matrix(shown, chosen), f"{name} as {row.label}", tell)
            )
    level = "" if equation.level is None else f" of level {equation.level}"
    menu.addSection(f"{equation.section.value}{level}")
    for row in COPY_FORMATS:
        entry = menu.addAction(f"Copy the equation as {row.label}")
        entry.triggered.connect(
            lambda _=False, row=row: _copy(
                row.of_equation(shown, equation), f"the equation as {row.label}", tell
            )
        )


def _copy(text: str, what: str, tell: Callable[[str], None]) -> None:
    QGuiApplication.clipboard().setText(text)
    tell(f"Copied {what}, with all digits")
