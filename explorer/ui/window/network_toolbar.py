"""What stands in the toolbar of the Network workspace? Tools, transport, training, learning rate and loss."""

from collections.abc import Hashable, Mapping, Sequence
from math import log2

from PySide6.QtCore import QSize, Qt
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
)

from explorer.backprop.playback_speed import FASTEST, SLOWEST
from explorer.network.loss import LOSSES
from explorer.network.model import Kind
from explorer.symbol import Symbol
from explorer.ui import commands
from explorer.ui.theme.icons import icon
from explorer.ui.theme.theme import Theme
from explorer.ui.widgets.learning_rate_control import LearningRateControl
from explorer.ui.widgets.written import WrittenTexts
from explorer.ui.window.menus import TRAIN_STEPS, fill_menu
from explorer.ui.window.network_centre import NetworkCentre

TOOLS = {"tool-select": "select", "tool-neuron": "neuron", "tool-connect": "connect", "tool-pan": "pan"}
TRANSPORT = {"first": "first", "back": "back", "play": "play", "next": "next", "last": "last"}
TRAINING = {"train-step": "step", "train-reset": "reset"}
PHASES = ("forward", "backward", "update")
_TICKS_PER_DOUBLING = 4
_TRAIN, _PAUSE = "▶ Train", "‖ Pause"
_ICON, _SPEED_WIDTH, _SLIDER, _ARROW = 18, 38, 36, 16
"""Pixels at the usual type size: of an icon's side, “0.25×”, its slider and the arrow beside Train."""
_LEAST_LOSS = 80
"""Pixels at the usual type size: with fewer the loss goes behind »."""
_SHORT_LOSS, _LONGEST_LOSS = 6, max(len(loss.label) for loss in LOSSES.values())


class _ShrinkingComboBox(QComboBox):
    """A box that takes less room when it is to show less.

    Qt asks for its least size once, and then again only when the style changes: a style sheet set while it is
    wide would hold it so.
    """

    least_width = _LEAST_LOSS

    def minimumSizeHint(self) -> QSize:
        return QSize(self.least_width, super().minimumSizeHint().height())


class NetworkToolbar(QToolBar):
    """Shows the actions as buttons, and has the two sliders and the choice of the loss."""

    def __init__(self, centre: NetworkCentre, actions: Mapping[str, QAction]) -> None:
        super().__init__("Network")
        self._session = centre.session
        self.setObjectName("network toolbar")
        self.setMovable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._actions = actions
        self._is_playing = False
        self._theme: Theme | None = None
        tools = self._add_tools()
        for name in TRANSPORT:
            self._add_button(actions[name])
        speed = self._add_speed()
        self.addSeparator()
        self._dispensable = (self._add_phases(), speed, tools)
        self._add_train()
        for name in TRAINING:
            self._add_button(actions[name])
        self.learning_rate = LearningRateControl()
        self.learning_rate.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.learning_rate.chosen.connect(self._on_learning_rate_chosen)
        self.addWidget(self.learning_rate)
        self._add_loss()
        document = self._session.document
        document.experiment_changed.connect(self._show_experiment)
        document.refused.connect(self._show_experiment)  # in place of what was refused
        self._show_experiment()

    def complete(self) -> None:
        """Follow the player and the training too."""
        player, training = self._session.player, self._session.training
        player.playing_changed.connect(self._show_playing)
        player.speed_changed.connect(self._show_speed)
        for changed in (training.running_changed, training.diverged, training.divergence_cleared):
            changed.connect(self._show_training)
        self._session.document.experiment_changed.connect(self._on_trainable_changed)
        self._show_speed(player.speed)
        self._show_training()
        WrittenTexts(self.learning_rate, self._session.notation)
        self._session.notation.changed.connect(self._on_notation_changed)

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in the colours of `theme`, as large as its type."""
        self._theme = theme
        self.setIconSize(QSize(theme.pixels(_ICON), theme.pixels(_ICON)))
        self._speed_label.setFixedWidth(theme.pixels(_SPEED_WIDTH))
        self._speed.setFixedWidth(theme.pixels(_SLIDER))
        self._more.setFixedWidth(theme.pixels(_ARROW))
        self._loss.least_width = theme.pixels(_LEAST_LOSS)
        self.learning_rate.set_theme(theme)
        for name, picture in (TOOLS | TRANSPORT | TRAINING).items():
            self._actions[name].setIcon(icon(picture, theme))
        self._show_playing(self._is_playing)
        self._hold_train_width()
        self._fit(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit(event.size().width())
        super().resizeEvent(event)

    def _fit(self, width: int) -> None:
        """Leave to menus and keys what would not fit: the phases first, then the speed, at last the tools.

        Train, α and the loss stay in reach. What is left of `width` is the loss's, to be written out.
        """
        self._write_loss(_SHORT_LOSS)
        shown = sum(self._width_of(group) for group in self._dispensable if group[0].isVisible())
        needed = self.sizeHint().width() - shown + sum(map(self._width_of, self._dispensable))
        for group in self._dispensable:
            has_room = needed <= width
            if not has_room:
                needed -= self._width_of(group)
            for action in group:
                action.setVisible(has_room)
        letters = (width - needed) // self._loss.fontMetrics().horizontalAdvance("X")
        self._write_loss(min(max(_SHORT_LOSS + letters, _SHORT_LOSS), _LONGEST_LOSS))

    def _width_of(self, group: Sequence[QAction]) -> int:
        """In pixels, whether it is shown or not."""
        layout = self.layout()
        assert layout is not None
        widgets = [self.widgetForAction(action) for action in group]
        hints = [w.sizeHint().expandedTo(w.minimumSize()).boundedTo(w.maximumSize()) for w in widgets]
        return sum(hint.width() + layout.spacing() for hint in hints)

    def _write_loss(self, letters: int) -> None:
        """Make room for so many letters of it."""
        self._loss.setMinimumContentsLength(letters)
        layout = self.layout()
        assert layout is not None
        layout.invalidate()  # or its size would still be that with the loss as wide as it was before

    def _show_playing(self, is_playing: bool) -> None:
        """Let the middle button of the transport offer Pause, or Play; `ActionStates` gives it its words."""
        self._is_playing = is_playing
        if self._theme is not None:
            self._actions["play"].setIcon(icon("pause" if is_playing else "play", self._theme))

    def _show_speed(self, speed: float) -> None:
        """Show how many times as fast as normal the animation plays."""
        self._speed.setValue(round(_TICKS_PER_DOUBLING * log2(speed)))
        self._speed_label.setText(f"{speed:.2g}×")

    def _on_trainable_changed(self) -> None:
        """While it trains only weights change, which say nothing of whether it can."""
        if not self._session.training.is_running:
            self._show_training()

    def _show_training(self) -> None:
        """Let the Train button offer Pause, or Train; where it cannot, its tip says why."""
        training = self._session.training
        why_not = training.why_not()
        self._train.setText(_PAUSE if training.is_running else _TRAIN)
        self._train.setEnabled(why_not is None)
        self._train.setToolTip(why_not or self._actions["train"].toolTip())

    def _show_experiment(self) -> None:
        """Show the learning rate and the loss as they are."""
        experiment = self._session.document.experiment
        self.learning_rate.set_value(experiment.training.learning_rate)
        name = experiment.loss.name
        self._loss.setCurrentIndex(self._loss.findData(name))
        write = self._session.notation.write
        self._loss.setToolTip(write(f"Loss of one sample: {Symbol.LOSS} = {LOSSES[name].formula}"))
        for index, loss in enumerate(LOSSES.values()):
            tip = write(f"{Symbol.LOSS} = {loss.formula}")
            self._loss.setItemData(index, tip, Qt.ItemDataRole.ToolTipRole)

    def _on_notation_changed(self) -> None:
        """α may be as long as “learning rate” by now."""
        self._show_experiment()
        self._fit(self.width())

    def _on_learning_rate_chosen(self, learning_rate: float, merge_key: Hashable | None) -> None:
        self._session.training.set_learning_rate(learning_rate, merge_key)

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

    def _add_tools(self) -> list[QAction]:
        """The buttons of the tools, and the line after them."""
        first = len(self.actions())
        for name in TOOLS:
            button = self._add_button(self._actions[name])
            if name == "tool-neuron":
                button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
                button.setMenu(self._kind_menu())
        self.addSeparator()
        return self.actions()[first:]

    def _kind_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addActions([self._actions[f"add-kind:{kind.value}"] for kind in Kind])
        return menu

    def _add_phases(self) -> list[QAction]:
        """The buttons of the phases, Apply, and the line after them."""
        first = len(self.actions())
        for name in PHASES:
            button = self._add_button(self._actions[name], Qt.ToolButtonStyle.ToolButtonTextOnly)
            button.setProperty("phase", name)
        self._actions["apply"].setIconText("Apply")  # a text of the button's own would not last
        self._add_button(self._actions["apply"], Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.addSeparator()
        return self.actions()[first:]

    def _add_speed(self) -> list[QAction]:
        self._speed_label = QLabel("1×")
        self._speed_label.setProperty("role", "muted")
        self._speed_label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._speed = QSlider(Qt.Orientation.Horizontal)
        self._speed.setRange(
            round(_TICKS_PER_DOUBLING * log2(SLOWEST)), round(_TICKS_PER_DOUBLING * log2(FASTEST))
        )
        self._speed.setAccessibleName("Speed of the animation")
        self._speed.setToolTip("Speed of the animation ([ and ])")
        self._speed.valueChanged.connect(
            lambda ticks: self._session.player.set_speed(2 ** (ticks / _TICKS_PER_DOUBLING))
        )
        return [self.addWidget(self._speed_label), self.addWidget(self._speed)]

    def _add_train(self) -> None:
        self._train = QPushButton(_TRAIN)
        self._train.setProperty("role", "primary")
        self._train.setAccessibleName("Train")
        self._train.clicked.connect(self._actions["train"].trigger)
        self.addWidget(self._train)
        self.addWidget(self._train_menu())

    def _hold_train_width(self) -> None:
        """As wide for Pause as for Train, so that what stands right of it stays where it is."""
        before = self._train.text()
        widths = []
        for text in (_TRAIN, _PAUSE):
            self._train.setText(text)
            widths.append(self._train.sizeHint().width())
        self._train.setText(before)
        self._train.setFixedWidth(max(widths))

    def _train_menu(self) -> QToolButton:
        """The arrow beside Train, as narrow as can be."""
        more = self._more = QToolButton()
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        more.setProperty("role", "menu")
        more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        more.setAccessibleName("Train so many steps")
        more.setToolTip("Train so many steps, or until the loss is small enough")
        menu = QMenu(self)
        fill_menu(menu, TRAIN_STEPS.entries, self._actions, {})
        more.setMenu(menu)
        return more

    def _add_loss(self) -> None:
        self._loss = _ShrinkingComboBox()
        self._loss.setAccessibleName("Loss")
        self._loss.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._loss.setMinimumContentsLength(_SHORT_LOSS)
        for loss in LOSSES.values():
            self._loss.addItem(loss.label, loss.name)
        self._loss.activated.connect(
            lambda index: commands.training_verbs.choose_loss(
                self._session.document, self._loss.itemData(index)
            )
        )
        self.addWidget(self._loss)
