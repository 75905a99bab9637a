"""What are the matrices of the present pass? The dock with their sheet, and how it is read and copied."""

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from explorer.backprop.matrix_form.matrix import MatrixCell
from explorer.backprop.matrix_form.matrix_numbers import samples_of
from explorer.backprop.matrix_form.shown_matrices import ShownMatrices
from explorer.network.editable_value import FieldKind
from explorer.ui.commands.network_verbs import type_value
from explorer.ui.panels.matrices.copy_menu import fill_copy_menu
from explorer.ui.panels.matrices.matrix_view import MatrixView
from explorer.ui.panels.matrices.reading_setting import keep_reading, kept_reading
from explorer.ui.session.session import Session
from explorer.ui.theme.theme import Theme


class MatricesPanel(QWidget):
    """Every level's matrices, forward, backward and in the update, as far as the animation has come."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._frames, self._selection = session, session.frames, session.selection
        self._reading = kept_reading()
        self._shown: ShownMatrices | None = None
        self._view = MatrixView()
        self._vectors = _choice("Vectors", ("row vectors", "column vectors"), self._reading.has_columns)
        self._samples = _choice("Samples", ("this sample", "batch of 1"), self._reading.is_batch)
        self._copy_menu = QMenu(self)
        self._copy = QToolButton()
        self._copy.setText("Copy as")
        self._copy.setToolTip(
            "The matrix of the cell that was clicked last, or its equation, with all digits"
        )
        self._copy.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._copy.setMenu(self._copy_menu)
        self._empty = QLabel()
        self._empty.setProperty("role", "muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._pages = QStackedWidget()
        self._lay_out()
        self._vectors.activated.connect(lambda n: self._read(has_columns=n == 1))
        self._samples.activated.connect(lambda n: self._read(is_batch=n == 1))
        self._view.pointed.connect(self._on_pointed)
        self._view.typed.connect(self._on_typed)
        self._view.stepped.connect(self._on_stepped)
        self._view.menu_asked.connect(self._open_menu)
        self._copy_menu.aboutToShow.connect(self._fill_copy_menu)
        session.frames.changed.connect(self._refresh)
        self._selection.pointed_changed.connect(self._view.show_pointed)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of `theme`, as large as its type."""
        self._view.set_theme(theme)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        for widget in (self._vectors, self._samples):
            row.addWidget(widget)
        row.addStretch()
        row.addWidget(self._copy)
        self._pages.addWidget(self._view)
        self._pages.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 8, 4, 4)
        column.addLayout(row)
        column.addWidget(self._pages, 1)

    def _refresh(self) -> None:
        """Show the matrices of the frame, unless nobody looks."""
        if not self.isVisible():
            return
        frame, before = self._frames.frame, self._shown
        if before is not None and before.reading == self._reading and before.is_of(frame):
            return
        self._shown = ShownMatrices.of(frame, self._reading, self._shown)
        has_some = self._shown is not None and bool(self._shown.equations)
        self._pages.setCurrentIndex(0 if has_some else 1)
        self._copy.setEnabled(has_some)
        self._view.show_matrices(self._shown if has_some else None)
        if not has_some:
            self._empty.setText(
                "Add a sample first: it gives every input its number."
                if frame.shown is None
                else "Draw neurons and connect them: every level is a product of matrices."
            )
        self._samples.setItemText(1, f"batch of {len(samples_of(frame, is_batch=True))}")

    def _read(self, *, has_columns: bool | None = None, is_batch: bool | None = None) -> None:
        reading = self._reading
        self._reading = replace(
            reading,
            has_columns=reading.has_columns if has_columns is None else has_columns,
            is_batch=reading.is_batch if is_batch is None else is_batch,
        )
        keep_reading(self._reading)
        self._refresh()

    def _on_pointed(self, cell: MatrixCell | None) -> None:
        """Light on the canvas and in the tables what a cell is about."""
        numbers = None if self._shown is None else self._shown.numbers
        if cell is None or numbers is None:
            self._selection.hover(None)
        else:
            self._selection.hover(numbers.parameter(cell) or numbers.neuron(cell))

    def _open_menu(self, where: QPoint, on_screen: QPoint) -> None:
        """Offer to copy what is under the pointer."""
        cell, equation = self._view.cell_at(where), self._view.equation_at(where)
        if self._shown is not None and equation is not None:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            matrix = None if cell is None else cell.matrix
            fill_copy_menu(menu, self._shown, equation, matrix, self._session.status_message.emit)
            menu.popup(on_screen)

    def _fill_copy_menu(self) -> None:
        """Offer to copy what was clicked last, else what is lit, else the first equation."""
        if self._shown is None or not self._shown.equations:
            self._copy_menu.clear()
            return
        lit = self._shown.lit
        cell = self._view.current or (None if lit is None else lit.result)
        equation = None if cell is None else self._view.equation_of(cell)
        matrix = None if cell is None else cell.matrix
        chosen = equation or self._shown.equations[0]
        fill_copy_menu(self._copy_menu, self._shown, chosen, matrix, self._session.status_message.emit)

    def _on_stepped(self, step: int) -> None:
        player = self._session.player
        if step > 0:
            player.next()
        else:
            player.back()

    def _on_typed(self, cell: MatrixCell, text: str) -> None:
        """Make what was typed an edit; what is refused is told."""
        if self._shown is None:
            return
        field = self._shown.numbers.field(cell)
        if field is None or (not text.strip() and field.kind is not FieldKind.BIAS):
            return
        type_value(self._session.document, self._shown.numbers.sample(cell), field, text)


def _choice(name: str, texts: tuple[str, str], is_second: bool) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.addItems(texts)
    box.setCurrentIndex(int(is_second))
    return box
