"""What does every test stand on? Qt without a screen, settings of its own, and a fixed choice of examples."""

import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Generator, Iterator
from itertools import count
from pathlib import Path
from typing import NoReturn

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # must stand before anything imports Qt
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as `explorer.app` has it; must stand before numpy

import pytest
from hypothesis import HealthCheck, settings

# A slow example is not a wrong one: neither the first on a busy machine nor a large network.
settings.register_profile(
    "quick", deadline=None, derandomize=True, max_examples=25, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "full", deadline=None, max_examples=500, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("BACKPROP_EXPLORER_PROPERTIES", "quick"))


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Set the modules and the list of tests, a million objects, aside from the garbage collector.

    They stay until the end, and each look through all of them takes a tenth of a second.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.fixture(scope="session")
def settings_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for each test's settings: only a name, since few tests remember any."""
    place = tmp_path_factory.mktemp("settings")
    return (place / str(number) for number in count())


@pytest.fixture(autouse=True)
def settings_of_its_own(settings_folders: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what the window remembers in a new folder: no test reads the user's settings, or another's."""
    folder = str(next(settings_folders))
    monkeypatch.setenv("XDG_CONFIG_HOME", folder)  # for the programs that a test starts
    keep_settings_in(folder)


def keep_settings_in(folder: str) -> None:
    """Let QSettings read and write in `folder` from now on."""
    from PySide6.QtCore import QCoreApplication, QSettings

    QCoreApplication.setOrganizationName("Backprop Explorer")
    QCoreApplication.setApplicationName("Backprop Explorer under test")
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    for settings_format in (QSettings.Format.IniFormat, QSettings.Format.NativeFormat):
        QSettings.setPath(settings_format, QSettings.Scope.UserScope, folder)


@pytest.fixture(autouse=True)
def no_dialog_waits(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a dialog that would wait for a person fail the test, unless the test answers in its place."""
    if "qapp" not in request.fixturenames:
        return
    from PySide6.QtWidgets import QColorDialog, QDialog, QFileDialog, QInputDialog, QMessageBox

    def refuse(*_: object, **__: object) -> NoReturn:
        pytest.fail("a dialog waits for a person: give the answer with monkeypatch, or open() it")

    asking = {
        QDialog: ("exec",),
        QMessageBox: ("about", "critical", "information", "question", "warning"),
        QFileDialog: ("getExistingDirectory", "getOpenFileName", "getOpenFileNames", "getSaveFileName"),
        QInputDialog: ("getDouble", "getInt", "getItem", "getMultiLineText", "getText"),
        QColorDialog: ("getColor",),
    }
    for dialog, names in asking.items():
        for name in names:
            monkeypatch.setattr(dialog, name, refuse)


@pytest.fixture(scope="session")
def screen_picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that holds every pixel of the virtual screen at any time, as `xwd` would write them."""
    return tmp_path_factory.mktemp("screen") / "Xvfb_screen0"


@pytest.fixture(scope="session")
def virtual_screen(screen_picture: Path) -> Iterator[str]:
    """The DISPLAY of an X server without a monitor, 1600×1000, for programs that open a real window."""
    if not sys.platform.startswith("linux"):
        pytest.skip("Xvfb is the virtual screen of Linux")
    server = shutil.which("Xvfb")
    assert server is not None, "Xvfb is missing: `make test` says how to install it"
    command = [server, "-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    command += ["-fbdir", str(screen_picture.parent)]
    command += ["-noreset"]  # or it throws out who comes while the last one goes
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        number = process.stdout.readline().strip()  # written once the server answers
        assert number, "Xvfb did not start"
        yield f":{number}"
        process.terminate()


@pytest.fixture
def root() -> Path:
    """The checkout."""
    return Path(__file__).resolve().parent.parent
