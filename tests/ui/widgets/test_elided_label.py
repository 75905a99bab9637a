"""Is a line cut off only where there is no room for it?"""

from pytestqt.qtbot import QtBot

from explorer.ui.widgets.elided_label import ElidedLabel


def test_a_label_of_two_lines_breaks_its_text_and_leaves_out_words_only_beyond_them(qtbot: QtBot) -> None:
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.set_lines(2)
    label.set_text("one two three four five six seven eight nine ten")
    label.resize(label.fontMetrics().horizontalAdvance("one two three four five six"), 40)
    label.show()
    assert label.text() == "one two three four five six seven eight nine ten"
    label.resize(label.fontMetrics().horizontalAdvance("one two three four"), 40)
    assert label.text().endswith(" …")
    assert label.text().startswith("one two three four five")
    assert label.whole == "one two three four five six seven eight nine ten"
