"""Git repositories made for tests, with histories written in one go by git itself."""

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

CALM = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "PATH": os.environ["PATH"], "HOME": os.devnull}


def git(folder: Path, *arguments: str, given: bytes = b"") -> str:
    """Run git in a folder and return what it says."""
    command = ["git", "-C", str(folder), *arguments]
    done = subprocess.run(command, input=given, env=CALM, check=True, capture_output=True)  # noqa: S603 - git itself
    return done.stdout.decode().strip()


def instant(text: str) -> datetime:
    """Return a moment in UTC: `2026-03-07` or `2026-03-07T18:30`.

    >>> instant("2026-03-07T18:30").isoformat()
    '2026-03-07T18:30:00+00:00'
    """
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def write_history(folder: Path, commits, *, branch: str = "main", onto: str = "") -> Path:
    """Add commits to a repository, which is made where there is none; each is a moment and the files that it writes.

    A file that is None is deleted, one that is a path is a link. `onto` is a commit below the first one; left out, the
    history begins anew.
    """
    if not (folder / ".git").is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        git(folder, "init", "--quiet", "--initial-branch", branch)
    stream = bytearray(f"reset refs/heads/{branch}\n".encode())
    below = f"from {onto}\n" if onto else ""
    for number, (moment, files) in enumerate(commits, 1):
        at = f"{int(instant(moment).timestamp())} +0000"
        stream += f"commit refs/heads/{branch}\nmark :{number}\n".encode()
        stream += f"committer A <a@example.org> {at}\ndata 0\n{below}".encode()
        below = ""
        for path, text in files.items():
            mode, content = ("120000", bytes(text)) if isinstance(text, Path) else ("100644", text)
            content = content.encode() if isinstance(content, str) else content
            if content is None:
                stream += f"D {path}\n".encode()
            else:
                stream += f"M {mode} inline {path}\ndata {len(content)}\n".encode() + content + b"\n"
    git(folder, "fast-import", "--quiet", "--force", given=bytes(stream))
    return folder
