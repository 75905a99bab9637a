"""`explorer.ui.widgets.colour_menu`"""

from pytestqt.qtbot import QtBot

from explorer.ui.widgets.colour_menu import ColourMenu, disc


def test_one_entry_for_each_colour_and_that_of_the_present_is_checked(qtbot: QtBot) -> None:
    menu = ColourMenu(["#102030", "#405060", "#708090"], present=4)  # colours repeat: 4 is as 1
    qtbot.addWidget(menu)
    assert [action.isChecked() for action in menu.actions()] == [False, True, False]
    with qtbot.waitSignal(menu.chosen) as chosen:
        menu.actions()[2].trigger()
    assert chosen.args == [2]


def test_a_disc_is_filled_with_one_colour_and_has_a_rim_of_another(qtbot: QtBot) -> None:
    image = disc("#ff0000", "#0000ff").toImage()
    middle = image.width() // 2
    assert image.pixelColor(middle, middle).name() == "#0000ff"
    assert image.pixelColor(middle, 3).name() == "#ff0000"
    assert image.pixelColor(0, 0).alpha() == 0
