"""A program that dies at one of its writes the way a cut of power would have it: nothing is flushed or cleaned up."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

DEAD = 9
"""How a program ends that died at a write."""

Work = Callable[..., Any]


def dying_at(step: int, *, after: bool = True) -> Callable[[Work], Work]:
    """Return what makes writes deadly: of all calls of what it wraps, the program dies before or after one.

    Step 0 is before the first call, step 1 after it, step 2 before the second; without `after`, step 1 is before the
    second.
    """
    left = [step]

    def count() -> None:
        left[0] -= 1
        if left[0] < 0:
            os._exit(DEAD)

    def deadly(work: Work) -> Work:
        def wrapped(*arguments: Any, **named: Any) -> Any:
            count()
            made = work(*arguments, **named)
            if after:
                count()
            return made

        return wrapped

    return deadly


def run_program(program: str, *words: object) -> subprocess.CompletedProcess[str]:
    """Run a program that may import from this folder; `words` are its arguments."""
    home = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
    line = [sys.executable, "-c", home + program, *map(str, words)]
    return subprocess.run(line, check=False, capture_output=True, text=True)  # noqa: S603 - ourselves
