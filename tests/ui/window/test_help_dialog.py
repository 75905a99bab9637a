"""What the Help menu tells: true of the window, readable, and no obstacle to the work."""

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QTextBrowser
from pytestqt.qtbot import QtBot

from explorer import __version__
from explorer.backprop.notation import load_notation
from explorer.files.example import read_examples
from explorer.network.edits.graph_edits import delete
from explorer.resources import resource
from explorer.ui.commands.actions import build_actions
from explorer.ui.commands.command_table import COMMANDS
from explorer.ui.widgets.question_card import QuestionCard
from explorer.ui.window.help_dialog import (
    FIRST_THINGS,
    GESTURES,
    LABORATORY_KEYS,
    MATRICES_KEYS,
    ONE_VARIABLE_KEYS,
    HelpDialog,
    about_as_html,
    keys_as_html,
)
from explorer.ui.window.main_window import MainWindow
from explorer.ui.window.workspace_table import WORKSPACES, workspace_commands
from tests.ui.conftest import OpenWindow
from tests.worked_examples import article_e


def shown(window: MainWindow) -> HelpDialog:
    """The text beside the work, the one that was asked for last."""
    return [dialog for dialog in window.findChildren(HelpDialog) if dialog.isVisible()][-1]


def text_of(dialog: HelpDialog) -> str:
    """What it says, without its looks."""
    return dialog.findChild(QTextBrowser).toPlainText()


@pytest.mark.parametrize(
    ("key", "modifier", "title", "said"),
    [
        (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier, "What to try first", "Press Space."),
        (Qt.Key.Key_Question, Qt.KeyboardModifier.ControlModifier, "Keys and gestures", "Drag a neuron"),
    ],
)
def test_its_key_shows_it_beside_the_work_until_escape(
    reopen_window: OpenWindow, key: Qt.Key, modifier: Qt.KeyboardModifier, title: str, said: str
) -> None:
    window = reopen_window(article_e())
    QTest.keyClick(window.canvas, key, modifier)
    dialog = shown(window)
    assert dialog.windowTitle() == title
    assert said in text_of(dialog)
    assert not dialog.isModal()
    assert dialog.findChild(QTextBrowser).accessibleName() == title
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_its_button_closes_it(reopen_window: OpenWindow) -> None:
    window = reopen_window(article_e())
    window.named_actions["about"].trigger()
    dialog = shown(window)
    button = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Close)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()


def test_about_says_which_version_and_licence(reopen_window: OpenWindow) -> None:
    window = reopen_window(article_e())
    window.named_actions["about"].trigger()
    text = text_of(shown(window))
    assert f"Backprop Explorer {__version__}" in text
    assert "MIT licence" in text
    assert __version__ in about_as_html()


def test_about_this_example_says_what_to_look_for_as_long_as_it_is_that_network(
    reopen_window: OpenWindow,
) -> None:
    window = reopen_window(article_e())
    action = window.named_actions["about-example"]
    assert not action.isEnabled()
    example = read_examples(resource("examples"))[0]
    window.document.open_example(example)
    assert action.isEnabled()
    action.trigger()
    text = text_of(shown(window))
    for said in (example.title, example.group, *map(load_notation().write, (example.look_for, example.hint))):
        assert said in text
    window.document.attempt("Delete", lambda e: delete(e, ["h0"]))
    assert not action.isEnabled()


def test_every_key_and_every_gesture_is_told(qtbot: QtBot) -> None:
    browser = QTextBrowser()
    qtbot.addWidget(browser)
    browser.setHtml(keys_as_html(build_actions(COMMANDS, browser)))
    lines = [line.strip("\xa0 ") for line in browser.toPlainText().splitlines()]
    for row in COMMANDS:
        if row.keys:
            first = QKeySequence.listFromString(row.keys)[0]
            told = lines.index(first.toString(QKeySequence.SequenceFormat.NativeText))
            assert lines[told + 1] == (row.tip or row.text)
    assert {*GESTURES, *MATRICES_KEYS, *ONE_VARIABLE_KEYS, *LABORATORY_KEYS} <= set(pairwise(lines))


def test_keys_that_look_like_markup_are_told_as_they_are(qtbot: QtBot) -> None:
    browser = QTextBrowser()
    qtbot.addWidget(browser)
    actions = build_actions(COMMANDS, browser)
    actions["play"].setShortcut("Ctrl+<")
    actions["play"].setStatusTip("Play where a < b & c")
    browser.setHtml(keys_as_html(actions))
    assert "Ctrl+<" in browser.toPlainText()
    assert "Play where a < b & c" in browser.toPlainText()


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("F5", "train"),
        ("Ctrl+L", "workspace:one-variable"),
        ("Ctrl+3", "workspace:laboratory"),
        ("Ctrl+N", "new"),
        ("Ctrl+E", "export"),
    ],
)
def test_the_keys_that_the_first_things_name_are_those_of_the_actions(key: str, name: str) -> None:
    rows = (*COMMANDS, *workspace_commands(WORKSPACES))
    row = next(row for row in rows if row.name == name)
    assert key in row.keys.split("; ")
    assert key in FIRST_THINGS


def test_about_one_variable_names_every_view_by_its_question(reopen_window: OpenWindow) -> None:
    window = reopen_window(article_e())
    window.show_workspace("one-variable")
    window.named_actions["about-one-variable"].trigger()
    told = text_of(shown(window))
    questions = [card.question.whole for card in window.workspaces.present.findChildren(QuestionCard)]
    assert len(questions) == 6
    assert [question for question in questions if question not in told] == []
    shown(window).reject()
    window.show_workspace("network")


def test_about_the_laboratory_names_runs_list_and_sweep_by_their_questions(reopen_window: OpenWindow) -> None:
    window = reopen_window(article_e())
    window.show_workspace("laboratory")
    window.named_actions["about-laboratory"].trigger()
    told = text_of(shown(window))
    questions = {card.question.whole for card in window.workspaces.present.findChildren(QuestionCard)}
    named = {"What does each α do?", "Which α trains?", "How did each run end?"}
    assert named <= questions
    assert [question for question in named if question not in told] == []
    shown(window).reject()
    window.show_workspace("network")
