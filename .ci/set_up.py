"""What is missing here before the program, its tests or its benchmarks can run; and who installs it?

    python3 .ci/set_up.py run|test|bench

makes `.venv`, unless a finished one that fits stands there already. Before that it looks for what the system
has to bring: as root on a Debian-like system it installs what is missing, elsewhere it prints the command for
it and stops. Any Python from 3.6 on can read this file, so that one that is too old is told so.
"""

import hashlib
import os
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
VENV_PYTHON = os.path.join(VENV, "bin", "python")
OLDEST, NEWEST = (3, 11), (3, 14)
EXTRAS = {"run": "", "test": "[test]", "bench": "[bench,test]"}  # each serves those before it too
TEST_PROGRAMS = {"Xvfb": "xvfb", "xauth": "xauth", "xdotool": "xdotool"}  # a screen to click on
UPDATE = ["apt-get", "update"]
INSTALL = ["apt-get", "install", "--yes", "--no-install-recommends"]


def main(purpose: str) -> None:
    """Leave a `.venv` that serves `purpose`, one of `EXTRAS`, or stop and say what stands in the way."""
    check_python()
    provide_packages(purpose)
    if read_stamp(purpose) != fingerprint():
        build_environment(purpose)


def check_python() -> None:
    """Stop where the program does not run on this Python, naming one on the PATH that it does run on."""
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return
    versions = [f"python3.{minor}" for minor in range(NEWEST[1], OLDEST[1] - 1, -1)]
    found = [version for version in versions if shutil.which(version)]
    advice = f"Use the one you have: make PYTHON={found[0]} ..." if found else "Install one of them."
    here = ".".join(map(str, sys.version_info[:3]))
    stop(f"Backprop Explorer runs on Python 3.11 to 3.14, and {sys.executable} is {here}. {advice}")


def provide_packages(purpose: str) -> None:
    """Install the Debian packages that are missing for `purpose` where we may, else stop and name them."""
    missing = missing_packages(purpose)
    if not missing:
        return
    install = INSTALL + sorted(set(missing.values()))
    say(f"the system lacks {', '.join(missing)}")
    if not shutil.which("apt-get"):
        stop(f"Install them; Debian's names of the packages are: {' '.join(missing.values())}")
    if os.geteuid() != 0:
        stop(f"Install them, then try again:\n\n    sudo {' '.join(UPDATE)} && sudo {' '.join(install)}\n")
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    run(UPDATE, environment)
    run(install, environment)
    still_missing = missing_packages(purpose)
    if still_missing:
        stop(f"{' '.join(install)} went well, and yet the system lacks {', '.join(still_missing)}.")


def missing_packages(purpose: str) -> "dict[str, str]":
    """Everything that the system lacks for `purpose`: library, program or module -> its Debian package."""
    missing = {}
    if subprocess.call([sys.executable, "-c", "import ensurepip"], stderr=subprocess.DEVNULL) != 0:
        missing["ensurepip"] = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    if not sys.platform.startswith("linux"):
        return missing
    sys.path.insert(0, ROOT)
    from explorer import display  # which library comes from which package is written there

    packages = {**display.DRAWING_LIBRARIES, **display.WINDOW_LIBRARIES}
    missing.update((library, packages[library]) for library in display.missing_libraries(packages))
    if purpose == "test":
        missing.update((name, package) for name, package in TEST_PROGRAMS.items() if not shutil.which(name))
    return missing


def build_environment(purpose: str) -> None:
    """Make `.venv` anew with what `purpose` needs, and stamp it when, and only when, it is finished."""
    say("building .venv, which takes a minute or two")
    shutil.rmtree(VENV, ignore_errors=True)
    run([sys.executable, "-m", "venv", VENV])
    pip = [VENV_PYTHON, "-m", "pip", "--disable-pip-version-check"]
    # Most of the modules that come along are never imported: those that are get their bytecode then.
    run([*pip, "install", "--quiet", "--no-compile", "--editable", ROOT + EXTRAS[purpose]])
    purposes = list(EXTRAS)
    for served in purposes[: purposes.index(purpose) + 1]:
        with open(stamp(served), "w", encoding="utf-8") as file:
            file.write(fingerprint())


def read_stamp(purpose: str) -> "str | None":
    """The fingerprint that `.venv` was built from; None where it was never finished or lost its Python."""
    if not os.path.exists(stamp(purpose)) or not os.path.exists(VENV_PYTHON):
        return None
    with open(stamp(purpose), encoding="utf-8") as file:
        return file.read()


def stamp(purpose: str) -> str:
    return os.path.join(VENV, f"finished-for-{purpose}")


def fingerprint() -> str:
    """What calls for a new `.venv` when it changes: pyproject.toml, the Python, and the folder we are in."""
    with open(os.path.join(ROOT, "pyproject.toml"), "rb") as file:
        project = hashlib.sha256(file.read()).hexdigest()
    return "\n".join([project, sys.version, os.path.realpath(sys.executable), ROOT])


def run(command: "list[str]", environment: "dict[str, str] | None" = None) -> None:
    """Run `command` in the project's folder, and stop where it fails."""
    status = subprocess.call(command, env=environment, cwd=ROOT)
    if status != 0:
        stop(f"This ended with status {status}: {' '.join(command)}")


def say(text: str) -> None:
    print(f"set-up: {text}", file=sys.stderr, flush=True)


def stop(text: str) -> None:
    say(text)
    sys.exit(1)


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except KeyboardInterrupt:
        stop("interrupted; the next start begins anew")
