"""`explorer.training.engine_choice` and `warm_up`"""

import math
import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import numpy as np
import pytest

from explorer.compiling import kernel_cache, loaded
from explorer.network.builder import new_experiment
from explorer.network.model import Experiment
from explorer.resources import resource
from explorer.training.engine_choice import NUMBA_IS_MISSING, engine_for, suits_kernels
from explorer.training.kernel.compiled_engine import CompiledEngine
from explorer.training.numpy_engine.engine import NumpyEngine
from explorer.training.program import Program
from tests.training.small_experiment import xor

ROOT = Path(__file__).resolve().parents[2]


def program_of(sizes: tuple[int, ...], samples: int) -> Program:
    drawn = new_experiment(sizes)
    return Program.of(Experiment(drawn.network, drawn.samples * samples, drawn.loss, drawn.training))


def run_python(
    *arguments: str, folder: Path = ROOT, **environment: str
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=170,
        check=False,
    )


@pytest.mark.parametrize(
    ("sizes", "samples", "is_suited"),
    [
        ((2, 4, 1), 4, True),
        ((2, 2, 2), 1, True),
        ((2, 8, 8, 1), 200, True),
        ((16, 16, 1), 200, True),
        ((64, 64, 64, 4), 200, False),
        ((150, 100, 10), 256, False),
    ],
)
def test_kernels_are_for_small_networks_and_numpy_is_for_wide_ones(
    sizes: tuple[int, ...], samples: int, is_suited: bool
) -> None:
    program = program_of(sizes, samples)
    assert suits_kernels(program) == is_suited
    assert isinstance(engine_for(program), CompiledEngine if is_suited else NumpyEngine)


def test_who_must_not_wait_is_served_by_numpy_until_the_kernels_are_loaded() -> None:
    script = """
from explorer.kernels import warm_up
from explorer.training.engine_choice import engine_for
from explorer.training.program import Program
from tests.training.small_experiment import xor
import sys
program = Program.of(xor())
print(type(engine_for(program, may_wait=False)).__name__, "numba" in sys.modules)
warm_up.load()
print(type(engine_for(program, may_wait=False)).__name__)
"""
    result = run_python("-c", script)
    assert result.stdout.split() == ["NumpyEngine", "False", "CompiledEngine"], result.stderr


def test_a_short_run_on_an_empty_cache_compiles_nothing_and_says_who_trained(tmp_path: Path) -> None:
    home = {"XDG_CACHE_HOME": str(tmp_path), "HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path)}
    result = run_python("main.py", "train", "xor", "--steps", "1000", **home)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.splitlines()[-1].startswith("1000 steps in ")
    assert result.stdout.splitlines()[-1].endswith(" s, by numpy")
    (cache,) = tmp_path.rglob("kernels-*")
    assert list(cache.iterdir()) == []


def test_warming_up_leaves_the_kernels_on_the_disk() -> None:
    assert run_python("-m", "explorer.kernels.warm_up").returncode == 0
    assert kernel_cache.is_complete()


def test_where_no_folder_can_be_written_kernels_are_compiled_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "a file").touch()
    script = """
from explorer.compiling import kernel_cache
from explorer.compiling.compiled import kernel
print(kernel_cache.folder(), kernel_cache.is_complete(), kernel(lambda x: x + 1)(41))
"""
    nowhere = str(tmp_path / "a file")
    result = run_python("-c", script, XDG_CACHE_HOME=nowhere, LOCALAPPDATA=nowhere, HOME=nowhere)
    assert result.stdout.split() == ["None", "False", "42"], result.stderr
    warming_up = run_python("-m", "explorer.kernels.warm_up", XDG_CACHE_HOME=nowhere, HOME=nowhere)
    assert warming_up.returncode == 1


@pytest.fixture
def without_numba(tmp_path: Path) -> dict[str, str]:
    """An environment in which everything is installed but numba."""
    for entry in Path(sysconfig.get_path("purelib")).iterdir():
        if not entry.name.startswith(("numba", "llvmlite")):
            (tmp_path / entry.name).symlink_to(entry)
    return {"PYTHONPATH": os.pathsep.join((str(tmp_path), str(ROOT)))}


def test_without_numba_the_program_trains_with_numpy_and_says_so_once(
    without_numba: dict[str, str],
) -> None:
    path = str(resource("examples/xor.json"))
    result = run_python("-S", "main.py", "train", path, "--steps", "2000", **without_numba)
    assert result.returncode == 0, result.stderr
    assert result.stderr == f"backprop-explorer: {NUMBA_IS_MISSING}\n"
    with_it = run_python("main.py", "train", path, "--steps", "2000")
    assert with_it.stderr == ""
    assert with_it.stdout.splitlines()[0] == result.stdout.splitlines()[0]


def test_without_numba_a_sweep_says_so_once_and_comes_to_the_same(
    without_numba: dict[str, str], tmp_path: Path
) -> None:
    sweep = ("main.py", "sweep", str(resource("examples/xor.json")), "--learning-rates", "0.01:0.5:20log")
    slow, fast = str(tmp_path / "slow.csv"), str(tmp_path / "fast.csv")
    result = run_python("-S", *sweep, "--steps", "200", "--csv", slow, **without_numba)
    assert (result.returncode, result.stderr) == (0, f"backprop-explorer: {NUMBA_IS_MISSING}\n")
    assert run_python(*sweep, "--steps", "200", "--csv", fast).stderr == ""
    losses = [np.loadtxt(path, delimiter=",", skiprows=1, usecols=3) for path in (slow, fast)]
    assert len(losses[0]) == 20
    np.testing.assert_allclose(losses[0], losses[1], rtol=1e-9)


@pytest.mark.parametrize(
    ("is_complete", "steps", "kind"),
    [
        (True, 1000, CompiledEngine),
        (False, 1000, NumpyEngine),  # a hundredth of a second, against ten
        (False, 10_000_000, CompiledEngine),
        (False, math.inf, CompiledEngine),
    ],
)
def test_what_is_not_compiled_yet_is_compiled_for_work_that_takes_longer(
    monkeypatch: pytest.MonkeyPatch, is_complete: bool, steps: float, kind: type
) -> None:
    monkeypatch.setattr(kernel_cache, "is_complete", lambda: is_complete)
    monkeypatch.setattr(loaded, "_parts", set())
    assert type(engine_for(Program.of(xor()), steps=steps)) is kind


def test_the_same_program_has_the_same_engine_whoever_asks() -> None:
    assert [type(engine_for(Program.of(xor()))) for _ in range(3)] == [CompiledEngine] * 3
