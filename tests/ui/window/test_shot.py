"""A picture of the window, taken without a display: at which step, how large, in which theme."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel

from explorer.files.project import write_experiment
from explorer.ui.theme.theme import DARK, LIGHT
from explorer.ui.window.main_window import MainWindow
from explorer.ui.window.shot import save_shot
from tests.worked_examples import article_e

SIZE = (1280, 800)


@pytest.fixture
def experiment(tmp_path: Path) -> Path:
    """Article E's experiment in a file."""
    path = tmp_path / "article-e.json"
    write_experiment(path, article_e())
    return path


def windows() -> list[MainWindow]:
    """Those on the screen."""
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow) and w.isVisible()]


def shown_in_passing(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The title of the card at the moment when a picture is taken."""
    titles: list[str] = []
    grab = MainWindow.grab

    def looked_at(window: MainWindow, *where: object) -> object:
        titles.append(window.findChild(QLabel, "title").text())
        return grab(window, *where)

    monkeypatch.setattr(MainWindow, "grab", looked_at)
    return titles


def test_the_picture_has_the_size_the_theme_and_the_step_that_were_asked_for(
    experiment: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    titles = shown_in_passing(monkeypatch)
    out = tmp_path / "dark.png"
    assert save_shot(out, experiment, 23, (1300, 820), "dark") == 0
    picture = QImage(str(out))
    assert picture.size() == QSize(1300, 820)
    assert picture.pixelColor(300, 450).name() in (DARK.canvas, DARK.grid)
    assert titles == ["Backward · error of neuron a0"]


def test_the_persons_settings_and_screen_are_left_alone(
    experiment: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    titles, others = shown_in_passing(monkeypatch), windows()
    QSettings().setValue("window/appearance", "dark")
    QSettings().sync()
    own = Path(QSettings().fileName())
    before = own.read_bytes()
    out = tmp_path / "light.png"
    assert save_shot(out, experiment, 999, SIZE, "light") == 0
    assert QImage(str(out)).pixelColor(300, 450).name() in (LIGHT.canvas, LIGHT.grid)
    assert titles == ["Update · bias of c1"]  # the last of the pass
    assert own.read_bytes() == before
    assert windows() == others


def test_a_file_that_is_no_experiment_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken, out = tmp_path / "broken.json", tmp_path / "out.png"
    broken.write_text("{")
    assert save_shot(out, broken, None, SIZE, "light") == 1
    said = capsys.readouterr().err
    assert said.startswith("backprop-explorer: ")
    assert str(broken) in said
    assert said.count("\n") == 1
    assert not out.exists()


def test_a_picture_that_cannot_be_written_is_refused_with_what_to_do(
    experiment: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "no such folder" / "out.png"
    assert save_shot(out, experiment, None, SIZE, "light") == 1
    advice = "choose a folder that exists and a name ending in .png"
    assert capsys.readouterr().err == f"backprop-explorer: {out} could not be written: {advice}\n"


def test_another_workspace_is_drawn_with_all_that_it_computes(experiment: Path, tmp_path: Path) -> None:
    out = tmp_path / "laboratory.png"
    assert save_shot(out, experiment, None, (1100, 700), "light", "laboratory") == 0
    picture = QImage(str(out))
    colours = {picture.pixelColor(x, y).name() for x in range(480, 1080, 2) for y in range(120, 330, 2)}
    assert LIGHT.accent in colours  # the α line of the sweep
    assert len(colours) > 10
