"""How are the settings typed that one optimiser or schedule has, and another has not?"""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFormLayout

from explorer.network.training_words import SETTINGS
from explorer.number import rounded
from explorer.ui.widgets.number_field import NumberField


class SettingRows(QObject):
    """Rows of a form, one for each setting that any has; an empty field says its default in grey."""

    typed = Signal(str, object)
    """The setting and its number, whole where it must be; None stands for the default again."""

    def __init__(self, names: Iterable[str], form: QFormLayout) -> None:
        super().__init__(form)
        self._form = form
        self.fields: dict[str, NumberField] = {}
        for name in names:
            words, is_whole = SETTINGS[name], name == "steps"
            field = NumberField(words.label, may_be_empty=True, is_whole=is_whole, tip=words.tip)
            number = int if is_whole else float
            field.typed.connect(lambda value, name=name, number=number: self.typed.emit(name, number(value)))
            field.emptied.connect(lambda name=name: self.typed.emit(name, None))
            form.addRow(words.label, field)
            self.fields[name] = field

    def show_settings(self, choice: object, defaults: Mapping[str, float]) -> None:
        """Show the settings that have `defaults`, with what `choice` gives for each, and hide the others."""
        for name, field in self.fields.items():
            self._form.setRowVisible(field, name in defaults)
            if name in defaults:
                field.set_value(getattr(choice, name), f"{rounded(defaults[name])} (default)")
