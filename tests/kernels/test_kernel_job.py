"""Bringing the kernels, as a job; `test_kernel_loader` tries it in a window and with the true compiler."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from explorer.compiling import kernel_cache
from explorer.compiling.loaded import ALONE, ORBITS
from explorer.job import results_of
from explorer.kernels import warm_up
from explorer.kernels.kernel_job import NO_PLACE, NOT_COMPILED, KernelsMissing, bring_kernels
from explorer.training.engine_choice import NUMBA_IS_MISSING


def test_where_there_is_no_compiler_the_kernels_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel_cache, "is_installed", lambda: False)
    with pytest.raises(KernelsMissing) as refused:
        next(bring_kernels())
    assert str(refused.value) == NUMBA_IS_MISSING


def test_where_there_is_no_folder_the_kernels_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel_cache, "folder", lambda: None)
    with pytest.raises(KernelsMissing) as refused:
        next(bring_kernels())
    assert str(refused.value) == NO_PLACE


def loading(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the parts that are loaded from now on, instead of loading them."""
    names: list[str] = []
    parts = [replace(part, load=partial(names.append, part.name)) for part in warm_up.PARTS]
    monkeypatch.setattr(warm_up, "PARTS", tuple(parts))
    return names


def test_what_is_on_the_disk_is_loaded_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    names = loading(monkeypatch)
    monkeypatch.setattr(kernel_cache, "is_complete", lambda: True)
    assert list(results_of(bring_kernels())) == [ALONE, ORBITS]
    assert names == [ALONE, ORBITS]


def test_what_is_not_there_is_compiled_by_another_process_and_loaded_as_soon_as_it_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    names = loading(monkeypatch)
    script = tmp_path / "compiler.py"
    messages = [part.message for part in warm_up.PARTS]
    script.write_text(f"for line in {messages}: print(line, flush=True)")
    monkeypatch.setattr(kernel_cache, "is_complete", lambda: False)
    monkeypatch.setattr(warm_up, "__name__", "compiler")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    told: list[float] = []
    assert list(results_of(bring_kernels(), told.append)) == [ALONE, ORBITS]
    assert names == [ALONE, ORBITS]
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_a_compiler_that_fails_is_a_refusal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "compiler.py").write_text("raise SystemExit(1)")
    monkeypatch.setattr(kernel_cache, "is_complete", lambda: False)
    monkeypatch.setattr(warm_up, "__name__", "compiler")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(KernelsMissing) as refused:
        list(results_of(bring_kernels()))
    assert str(refused.value) == NOT_COMPILED


def test_who_cancels_takes_the_compiler_along(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "compiler.py").write_text("import os\nos.mkfifo('pipe')\nopen('pipe')")
    monkeypatch.setattr(kernel_cache, "is_complete", lambda: False)
    monkeypatch.setattr(warm_up, "__name__", "compiler")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    job = bring_kernels()
    assert next(job).is_waiting
    job.close()  # which would wait for ever for a process that waits for a writer


def test_the_compiler_is_told_to_end_with_this_process_and_can_see_when_that_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "compiler.py").write_text(
        "import os, stat, sys\n"
        "raise SystemExit(sys.argv[1:] != ['as-helper'] or not stat.S_ISFIFO(os.fstat(0).st_mode))"
    )
    monkeypatch.setattr(kernel_cache, "is_complete", lambda: False)
    monkeypatch.setattr(warm_up, "__name__", "compiler")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert list(results_of(bring_kernels())) == []
