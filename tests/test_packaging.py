"""Does the built wheel carry everything, so that it works without the checkout?"""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from explorer import __version__

ROOT = Path(__file__).resolve().parent.parent


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """What `command` prints in the folder `cwd`; fails with what it says on standard error."""
    process = subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert process.returncode == 0, process.stderr
    return process.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder, cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the program installed from its wheel; its libraries are those of the tests."""
    folder = tmp_path_factory.mktemp("installed")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input")
    run(*pip, "install", "--no-deps", "--no-index", "--no-compile", "--target", folder, wheel, cwd=folder)
    return folder


def test_the_wheel_holds_the_modules_and_every_resource_but_the_readmes_pictures(wheel: Path) -> None:
    held = {
        name
        for name in zipfile.ZipFile(wheel).namelist()
        if not name.partition("/")[0].endswith(".dist-info")
    }
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "explorer").rglob("*.py")}
    resources = {
        path.relative_to(ROOT / "resources") for path in (ROOT / "resources").rglob("*") if path.is_file()
    }
    shipped = {f"explorer/data/{path.as_posix()}" for path in resources if path.parts[0] != "pictures"}
    assert held == modules | shipped


def test_the_installed_command_works_from_another_folder(installed: Path, tmp_path: Path) -> None:
    command = installed / "bin" / "backprop-explorer"
    here = {"PYTHONPATH": str(installed)}
    code = "import explorer; print(explorer.__file__)"
    assert run(sys.executable, "-c", code, cwd=tmp_path, **here).startswith(str(installed))
    assert run(command, "--version", cwd=tmp_path, **here).split()[-1] == __version__
    example = min((installed / "explorer" / "data" / "examples").glob("*.json"))
    trace = json.loads(run(command, "trace", example, "--json", cwd=tmp_path, **here))
    assert trace["neurons"]
    assert trace["messages"]


def test_the_installed_program_finds_its_own_examples(installed: Path, tmp_path: Path) -> None:
    code = "from explorer.resources import examples; print(*examples(), sep='\\n')"
    found = run(sys.executable, "-c", code, cwd=tmp_path, PYTHONPATH=str(installed)).splitlines()
    assert found
    assert all(path.startswith(str(installed)) for path in found)
