"""Tests of .ci/set_up.py: what `make run` and `make test` do before anything else.

The script is run in a folder of its own, with a PATH on which only what a test puts there can be found, and
with a Python that writes down what it was asked to do. Nothing is downloaded.
"""

import importlib.util
import os
import re
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the system's packages are Debian's"
)

PYTHON = """#!/bin/sh
# Has ensurepip; makes an environment with itself in it; pip fails where a file `broken` lies beside it.
here={folder}
echo "$@" >> "$here/log"
case "$*" in
    "-m venv "*) /bin/mkdir -p "$3/bin" && /bin/cp "$0" "$3/bin/python" ;;
    "-m pip "*) [ ! -e "$here/broken" ] ;;
esac
"""
APT_GET = """#!/bin/sh
# Writes down what it is asked to do, and installs programs that do nothing.
echo "$@" >> "{folder}/log"
case "$1" in
    install) cd "{folder}" && /usr/bin/touch Xvfb xauth xdotool && /bin/chmod +x Xvfb xauth xdotool ;;
esac
"""

SetUp = Callable[[str], None]


def load_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("set_up", ROOT / ".ci" / "set_up.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    return script


def put(folder: Path, name: str, text: str = "") -> Path:
    """An executable file."""
    program = folder / name
    program.write_text(text.replace("{folder}", str(folder)), encoding="utf-8")
    program.chmod(0o755)
    return program


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the whole PATH of a machine on which nobody is root, with a Python on it."""
    folder = tmp_path / "machine"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(sys, "executable", str(put(folder, "python3", PYTHON)))
    monkeypatch.setattr(sys, "path", list(sys.path))
    return folder


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with nothing but a pyproject.toml."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    (folder / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    return folder


@pytest.fixture
def set_up(machine: Path, checkout: Path, monkeypatch: pytest.MonkeyPatch) -> SetUp:
    script = load_script()
    monkeypatch.setattr(script, "ROOT", str(checkout))
    monkeypatch.setattr(script, "VENV", str(checkout / ".venv"))
    monkeypatch.setattr(script, "VENV_PYTHON", str(checkout / ".venv" / "bin" / "python"))
    main: SetUp = script.main
    return main


def builds(machine: Path) -> list[str]:
    """What pip was asked to install, one entry for each environment that was built."""
    lines = (machine / "log").read_text(encoding="utf-8").splitlines()
    return [line.rpartition("/")[2] for line in lines if line.startswith("-m pip")]


def test_an_environment_is_built_once(set_up: SetUp, machine: Path) -> None:
    set_up("run")
    set_up("run")
    assert builds(machine) == ["checkout"]


def test_a_changed_pyproject_calls_for_a_new_environment(
    set_up: SetUp, machine: Path, checkout: Path
) -> None:
    set_up("run")
    (checkout / "pyproject.toml").write_text("[project]\nname = 'changed'\n", encoding="utf-8")
    set_up("run")
    assert builds(machine) == ["checkout", "checkout"]


def test_an_interrupted_environment_is_built_anew_from_nothing(
    set_up: SetUp, machine: Path, checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(machine, "broken")
    with pytest.raises(SystemExit, match="1"):
        set_up("run")
    assert "This ended with status 1" in capsys.readouterr().err
    (checkout / ".venv" / "half a library").touch()
    (machine / "broken").unlink()
    set_up("run")
    assert builds(machine) == ["checkout", "checkout"]
    assert not (checkout / ".venv" / "half a library").exists()


def test_another_python_calls_for_a_new_environment(
    set_up: SetUp, machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up("run")
    monkeypatch.setattr(sys, "executable", str(put(machine, "python3.12", PYTHON)))
    set_up("run")
    assert builds(machine) == ["checkout", "checkout"]


def test_the_environment_of_the_tests_serves_the_program_but_not_the_other_way_round(
    set_up: SetUp, machine: Path
) -> None:
    for name in ("Xvfb", "xauth", "xdotool"):
        put(machine, name)
    set_up("run")
    set_up("test")
    set_up("run")
    assert builds(machine) == ["checkout", "checkout[test]"]


def test_the_environment_of_the_benchmarks_serves_the_tests_and_the_program(
    set_up: SetUp, machine: Path
) -> None:
    for name in ("Xvfb", "xauth", "xdotool"):
        put(machine, name)
    set_up("test")
    set_up("bench")
    set_up("test")
    set_up("run")
    assert builds(machine) == ["checkout[test]", "checkout[bench,test]"]


def test_without_root_the_exact_command_is_printed_and_nothing_is_built(
    set_up: SetUp, machine: Path, checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(machine, "apt-get", APT_GET)
    put(machine, "xauth")
    with pytest.raises(SystemExit, match="1"):
        set_up("test")
    said = capsys.readouterr().err
    assert "the system lacks Xvfb, xdotool" in said
    assert "sudo apt-get update && sudo apt-get install --yes --no-install-recommends xdotool xvfb\n" in said
    assert "apt-get" not in (machine / "log").read_text(encoding="utf-8")
    assert not (checkout / ".venv").exists()


def test_root_installs_what_is_missing_and_goes_on(
    set_up: SetUp, machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    put(machine, "apt-get", APT_GET)
    set_up("test")
    log = (machine / "log").read_text(encoding="utf-8").splitlines()
    assert "update" in log
    assert "install --yes --no-install-recommends xauth xdotool xvfb" in log
    assert builds(machine) == ["checkout[test]"]


def test_root_leaves_apt_alone_where_nothing_is_missing(
    set_up: SetUp, machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    put(machine, "apt-get", APT_GET)
    set_up("run")
    assert "update" not in (machine / "log").read_text(encoding="utf-8").splitlines()


def test_where_there_is_no_apt_the_packages_are_named(
    set_up: SetUp, machine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="1"):
        set_up("test")
    assert "Debian's names of the packages are: xvfb xauth xdotool" in capsys.readouterr().err


def test_a_python_without_ensurepip_names_the_package_that_brings_it(
    set_up: SetUp, machine: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put(machine, "apt-get", APT_GET)
    monkeypatch.setattr(sys, "executable", str(put(machine, "python3", "#!/bin/sh\nexit 1\n")))
    with pytest.raises(SystemExit, match="1"):
        set_up("run")
    venv = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    assert f"install --yes --no-install-recommends {venv}\n" in capsys.readouterr().err


def test_a_python_that_is_too_old_or_too_new_is_refused(
    set_up: SetUp, machine: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for version in ((3, 10, 14), (3, 15, 0)):
        monkeypatch.setattr(sys, "version_info", version)
        with pytest.raises(SystemExit, match="1"):
            set_up("run")
        said = capsys.readouterr().err
        assert "Backprop Explorer runs on Python 3.11 to 3.14" in said
        assert ".".join(map(str, version)) in said


def test_instead_of_a_python_that_is_too_old_one_on_the_path_is_named(
    set_up: SetUp, machine: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put(machine, "python3.12")
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit, match="1"):
        set_up("run")
    assert "make PYTHON=python3.12 ..." in capsys.readouterr().err


def test_the_script_and_pyproject_agree_on_the_pythons() -> None:
    script = load_script()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    oldest, beyond = re.findall(r"3\.(\d+)", project["requires-python"])
    assert ((3, int(oldest)), (3, int(beyond) - 1)) == (script.OLDEST, script.NEWEST)


def test_continuous_integration_calls_make_test_and_nothing_besides() -> None:
    run = ROOT / ".ci" / "run"
    commands = [line for line in run.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    assert commands == ["set -euo pipefail", 'cd "$(dirname "$0")/.."', "make test"]
    assert os.access(run, os.X_OK)
