"""What a command costs: processor time and memory of it and of every process it starts."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Cost:
    """What one run of a command took."""

    cpu: float
    """Seconds of processor time, of the command and its children."""
    wall: float
    """Seconds on the clock; on a shared machine these are noise."""
    memory: int
    """Bytes that the largest of its processes held at most."""


#: Settings of this process that a user's would not have: without compiled modules kept, every
#: build would compile the extension anew.
_NOT_INHERITED = ("PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX", "PYTHONUNBUFFERED")


class FailedError(Exception):
    """The command to be measured did not succeed; the message ends with what it said."""


def measure(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Cost:
    """Run a command to its end and return what it took.

    Linux and macOS only: `os.wait4` tells what the finished child and its children used.

    Raises:
        FailedError: When it exits with anything but 0.
    """
    inherited = {key: value for key, value in os.environ.items() if key not in _NOT_INHERITED}
    begun = time.perf_counter()
    with subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**inherited, **(environment or {})},
    ) as running:
        assert running.stderr is not None
        said = running.stderr.read()  # to its end: a full pipe would hold the command up
        _, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - begun
    if running.returncode:
        raise FailedError(f"{' '.join(command)}\n{said.decode(errors='replace')[-2000:]}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss * unit)
