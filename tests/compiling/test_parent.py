"""`explorer.compiling.parent`, with a process that is killed and one that it started"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

HELPER = """
from threading import Event
from explorer.compiling.parent import end_with_parent
end_with_parent()
print("at work", flush=True)
Event().wait()
"""
PARENT = f"""
import subprocess, sys
subprocess.Popen([sys.executable, "-c", {HELPER!r}], stdin=subprocess.PIPE).wait()
"""


def test_a_helper_whose_parent_is_killed_ends() -> None:
    command = [sys.executable, "-c", PARENT]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == "at work\n"
        parent.kill()
        assert parent.communicate(timeout=60)[0] == ""  # which ends when the helper has let go of it
