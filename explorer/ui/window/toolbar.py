"""What stands in the toolbar? Tools, transport, phases, training, learning rate and loss."""

from collections.abc import Mapping
from math import log2

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QSlider,
    QToolBar,
    QToolButton,
    QWidget,
)

from explorer.network.loss import LOSSES
from explorer.network.model import Kind
from explorer.ui.session.playback_speed import FASTEST, SLOWEST
from explorer.ui.theme.icons import icon
from explorer.ui.theme.theme import Theme
from explorer.ui.widgets.learning_rate_control import LearningRateControl

TOOLS = {"tool-select": "select", "tool-neuron": "neuron", "tool-connect": "connect", "tool-pan": "pan"}
TRANSPORT = {"first": "first", "back": "back", "play": "play", "next": "next", "last": "last"}
TRAINING = {"train-step": "step", "train-reset": "reset"}
PHASES = ("forward", "backward", "update")
_TICKS_PER_DOUBLING = 4
_ROOMY = 1380
_SHORT_LOSS, _LONGEST_LOSS = 8, max(len(loss.label) for loss in LOSSES.values())


class Toolbar(QToolBar):
    """Shows the actions as buttons and has the two sliders and the choice of the loss."""

    speed_chosen = Signal(float)
    learning_rate_chosen = Signal(float, object)
    loss_chosen = Signal(str)

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__("Toolbar", parent)
        self.setObjectName("toolbar")
        self.setMovable(False)
        self.setIconSize(QSize(18, 18))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._actions = actions
        self._is_playing = False
        self._theme: Theme | None = None
        for name in TOOLS:
            button = self._add_button(actions[name])
            if name == "tool-neuron":
                button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
                button.setMenu(self._kind_menu())
        self.addSeparator()
        for name in TRANSPORT:
            self._add_button(actions[name])
        self._add_speed()
        self.addSeparator()
        for name in PHASES:
            button = self._add_button(actions[name], Qt.ToolButtonStyle.ToolButtonTextOnly)
            button.setProperty("phase", name)
        self._add_button(actions["apply"], Qt.ToolButtonStyle.ToolButtonTextOnly).setText("Apply")
        self.addSeparator()
        self._add_train()
        for name in TRAINING:
            self._add_button(actions[name])
        self.learning_rate = LearningRateControl()
        self.learning_rate.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.learning_rate.chosen.connect(self.learning_rate_chosen)
        self.addWidget(self.learning_rate)
        self.addSeparator()
        self._add_loss()

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in the colours of `theme`."""
        self._theme = theme
        for name, picture in (TOOLS | TRANSPORT | TRAINING).items():
            self._actions[name].setIcon(icon(picture, theme))
        self.set_playing(self._is_playing)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Write the loss in full where there is room for it."""
        is_roomy = event.size().width() >= _ROOMY
        self._loss.setMinimumContentsLength(_LONGEST_LOSS if is_roomy else _SHORT_LOSS)
        super().resizeEvent(event)

    def set_playing(self, is_playing: bool) -> None:
        """Let the middle button of the transport offer Pause, or Play."""
        self._is_playing = is_playing
        self._actions["play"].setText("&Pause" if is_playing else "&Play")
        if self._theme is not None:
            self._actions["play"].setIcon(icon("pause" if is_playing else "play", self._theme))

    def set_speed(self, speed: float) -> None:
        """Show how many times as fast as normal the animation plays."""
        self._speed.setValue(round(_TICKS_PER_DOUBLING * log2(speed)))
        self._speed_label.setText(f"{speed:.3g}×")

    def set_training(self, is_running: bool, why_not: str | None) -> None:
        """Let the Train button offer Pause, or Train; `why_not` says why it cannot, in its tip."""
        self._train.setText("❚❚ Pause" if is_running else "▶ Train")
        self._train.setEnabled(why_not is None)
        self._train.setToolTip(why_not or self._actions["train"].toolTip())

    def set_loss(self, name: str) -> None:
        """Show the loss with this name as the chosen one."""
        self._loss.setCurrentIndex(self._loss.findData(name))
        self._loss.setToolTip(f"Loss of one sample: E = {LOSSES[name].formula}")

    def _add_button(
        self, action: QAction, style: Qt.ToolButtonStyle = Qt.ToolButtonStyle.ToolButtonIconOnly
    ) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setToolButtonStyle(style)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(action.text().replace("&", ""))
        self.addWidget(button)
        return button

    def _kind_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addActions([self._actions[f"add-kind:{kind.value}"] for kind in Kind])
        return menu

    def _add_speed(self) -> None:
        self._speed_label = QLabel("1×")
        self._speed_label.setProperty("role", "muted")
        self._speed_label.setFixedWidth(32)
        self._speed_label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._speed = QSlider(Qt.Orientation.Horizontal)
        self._speed.setRange(
            round(_TICKS_PER_DOUBLING * log2(SLOWEST)), round(_TICKS_PER_DOUBLING * log2(FASTEST))
        )
        self._speed.setFixedWidth(56)
        self._speed.setAccessibleName("Speed of the animation")
        self._speed.setToolTip("Speed of the animation ([ and ])")
        self._speed.valueChanged.connect(
            lambda ticks: self.speed_chosen.emit(2 ** (ticks / _TICKS_PER_DOUBLING))
        )
        self.addWidget(self._speed_label)
        self.addWidget(self._speed)

    def _add_train(self) -> None:
        self._train = QPushButton("▶ Train")
        self._train.setProperty("role", "primary")
        self._train.setAccessibleName("Train")
        self._train.setMinimumWidth(80)
        self._train.clicked.connect(self._actions["train"].trigger)
        self.addWidget(self._train)

    def _add_loss(self) -> None:
        self._loss = QComboBox()
        self._loss.setAccessibleName("Loss")
        self._loss.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._loss.setMinimumContentsLength(_SHORT_LOSS)
        for loss in LOSSES.values():
            self._loss.addItem(loss.label, loss.name)
            self._loss.setItemData(self._loss.count() - 1, f"E = {loss.formula}", Qt.ItemDataRole.ToolTipRole)
        self._loss.activated.connect(lambda index: self.loss_chosen.emit(self._loss.itemData(index)))
        self.addWidget(self._loss)
