"""Reading pictures from a folder or straight from a git repository (cloned with `--bare` or `--mirror`, no work tree needed)."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path


def is_bare_repository(root: Path) -> bool:
    return (root / "HEAD").is_file() and (root / "objects").is_dir()


def list_files(root: Path) -> list[str]:
    """Paths of all files under `root`, relative to it, sorted; of HEAD where `root` is a bare repository."""
    if is_bare_repository(root):
        out = subprocess.run(
            ["git", f"--git-dir={root}", "ls-tree", "-r", "-z", "--name-only", "HEAD"], check=True, capture_output=True
        ).stdout
        return sorted(path for path in out.decode().split("\0") if path)
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file() and ".git" not in path.parts)


def read_files(root: Path, paths: Iterable[str], lacking: bytes | None = None) -> Iterator[bytes]:
    """The contents of `paths` in order; one git process serves all of them. A file that a copy of a repository lacks
    (large ones are left out of some) is an error, or `lacking` in its place."""
    if not is_bare_repository(root):
        for path in paths:
            yield (root / path).read_bytes()
        return
    command = ["git", f"--git-dir={root}", "cat-file", "--batch"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as git:
        assert git.stdin and git.stdout
        for path in paths:
            git.stdin.write(f"HEAD:{path}\n".encode())
            git.stdin.flush()
            header = git.stdout.readline().split()
            if header[-1] == b"missing":
                if lacking is None:
                    raise FileNotFoundError(f"{root}: {path}")
                yield lacking
                continue
            contents = git.stdout.read(int(header[2]))
            git.stdout.read(1)
            yield contents
        git.stdin.close()
