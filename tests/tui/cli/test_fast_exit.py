"""A command ends its process at once, with its exit code, once its output is written and its threads have ended."""

import os
import subprocess
import sys

import pytest

_PROGRAM = """
import atexit, sys, threading, time
from newsexplore.tui.cli.fast_exit import leaving_at_once

class Held:
    def __del__(self):
        print("taken apart", flush=True)

held = [Held()]
with leaving_at_once():
    atexit.register(lambda: print("exit function", end=" "))
    threading.Thread(target=lambda: (time.sleep(0.1), print("thread", end=" "))).start()
    print("written", end=" ")
    {end}
"""


@pytest.mark.parametrize(
    ("end", "code", "error"),
    [
        ("pass", 0, ""),
        ("sys.exit()", 0, ""),
        ("sys.exit(130)", 130, ""),
        ("sys.exit('Stopped.')", 1, "Stopped."),
        ("raise ValueError('unforeseen')", 1, "ValueError: unforeseen"),
    ],
)
def test_a_process_ends_with_its_code_and_output(end: str, code: int, error: str) -> None:
    done = subprocess.run([sys.executable, "-c", _PROGRAM.format(end=end)], capture_output=True, text=True)
    assert done.returncode == code
    assert done.stdout == "written thread exit function "
    assert error in done.stderr if error else not done.stderr


def test_a_command_leaves_at_once() -> None:
    """What is still held at the end of a command is not taken apart."""
    held = "class Held:\n    def __del__(self):\n        print('taken apart', flush=True)\nheld = [Held()]\n"
    command = "import sys; sys.argv = ['newsexplore', '--version']; from newsexplore.tui.cli.entry import main; main()"
    done = subprocess.run([sys.executable, "-c", held + command], capture_output=True, text=True)
    assert done.returncode == 0
    assert done.stdout.startswith("newsexplore ") and "taken apart" not in done.stdout


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/dev/full is Linux's")
def test_output_that_cannot_be_written_is_an_error() -> None:
    program = "from newsexplore.tui.cli.fast_exit import leaving_at_once\nwith leaving_at_once():\n    print('written')"
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with open("/dev/full", "w") as full:
        command = [sys.executable, "-c", program]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, env=buffered)
    assert done.returncode == 120
    assert "No space left" in done.stderr
