"""`explorer.compiling.kernel_cache`: where the machine code stays, and when it is made anew"""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from explorer.compiling import kernel_cache

ROOT = Path(__file__).resolve().parents[2]


def run_python(script: str, folder: Path, user: Path) -> str:
    """What `script` prints, run in `folder` for a user whose files are in `user`."""
    home = dict.fromkeys(("XDG_CACHE_HOME", "HOME", "LOCALAPPDATA"), str(user))
    command = [sys.executable, "-c", script]
    return subprocess.run(
        command, cwd=folder, env={**os.environ, **home}, stdout=subprocess.PIPE, text=True, check=True
    ).stdout


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep it elsewhere")
def test_it_is_where_the_user_keeps_what_can_be_made_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert kernel_cache.user_folder() == tmp_path / "backprop-explorer"
    monkeypatch.setenv("XDG_CACHE_HOME", "")
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    assert kernel_cache.user_folder() == tmp_path / "me" / ".cache" / "backprop-explorer"


def test_a_note_says_that_every_kernel_is_there(tmp_path: Path) -> None:
    script = """
import sys
from explorer.compiling import kernel_cache
print(kernel_cache.is_installed(), kernel_cache.is_complete())
kernel_cache.note_complete()
print(kernel_cache.is_complete(), [path.name for path in kernel_cache.folder().iterdir()])
print("numba" in sys.modules)
"""
    assert run_python(script, ROOT, tmp_path).splitlines() == ["True False", "True ['complete']", "False"]


def test_two_versions_of_the_kernels_have_two_folders(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "explorer", tmp_path / "explorer", ignore=shutil.ignore_patterns("__pycache__"))
    steps = tmp_path / "explorer" / "training" / "kernel" / "steps.py"
    steps.write_text(steps.read_text("utf-8") + "# another version", "utf-8")
    script = "from explorer.compiling import kernel_cache; print(kernel_cache.folder())"
    first, second = (run_python(script, folder, tmp_path) for folder in (ROOT, tmp_path))
    assert first.startswith(str(tmp_path))
    assert second.startswith(str(tmp_path))
    assert first != second


def test_whatever_is_compiled_into_a_kernel_makes_another_version_of_it() -> None:
    package = ROOT / "explorer"
    sources = {path for pattern in kernel_cache.SOURCES for path in package.glob(pattern)}
    for path in (package / "training" / "kernel").glob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
        if not any(node.decorator_list for node in functions):
            continue
        for node in tree.body:
            if not isinstance(node, ast.ImportFrom) or not str(node.module).startswith("explorer."):
                continue
            if any(alias.name.isupper() or alias.name.islower() for alias in node.names):  # no type
                imported = ROOT.joinpath(*str(node.module).split(".")).with_suffix(".py")
                assert imported in sources, path.name
