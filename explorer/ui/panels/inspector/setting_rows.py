"""How are the settings typed that one optimiser or schedule has, and another has not?"""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFormLayout

from explorer.network.setting import Setting
from explorer.number import rounded
from explorer.ui.widgets.number_field import NumberField


class SettingRows(QObject):
    """Rows of a form, one for each setting that any has; an empty field says its default in grey."""

    typed = Signal(Setting, object)
    """The setting and its number, whole where it must be; None stands for the default again."""

    def __init__(self, settings: Iterable[Setting], form: QFormLayout) -> None:
        super().__init__(form)
        self._form = form
        self.fields: dict[str, NumberField] = {}
        for setting in settings:
            self._add(setting)

    def show_settings(self, choice: object, settings: Iterable[Setting]) -> None:
        """Show the `settings`, with what `choice` gives for each or its default, and hide the others."""
        shown = {setting.name: setting for setting in settings}
        for name, field in self.fields.items():
            self._form.setRowVisible(field, name in shown)
            if name in shown:
                field.set_value(getattr(choice, name), f"{rounded(shown[name].default)} (default)")

    def _add(self, setting: Setting) -> None:
        is_whole = setting.name == "steps"
        field = NumberField(setting.label, may_be_empty=True, is_whole=is_whole, tip=setting.tip)
        number = int if is_whole else float
        field.typed.connect(lambda value: self.typed.emit(setting, number(value)))
        field.emptied.connect(lambda: self.typed.emit(setting, None))
        self._form.addRow(setting.label, field)
        self.fields[setting.name] = field
