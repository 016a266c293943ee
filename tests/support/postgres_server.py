"""A PostgreSQL of our own on the loopback, started for a test and stopped by process id."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path


def binaries() -> Path | None:
    """Where PostgreSQL's programs are, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    if found:
        return found[-1].parent
    program = shutil.which("postgres")
    return Path(program).parent if program else None


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """Run a server in a folder of its own, and give the URL of its database."""
    programs = binaries()
    assert programs is not None
    owner = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder:
        if owner:
            shutil.chown(folder, **owner)
        data = f"{folder}/data"
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **owner}
        initdb = [programs / "initdb", "-D", data, "-A", "trust", "-U", "chorus", "--no-sync"]
        subprocess.run(initdb, check=True, timeout=60, **quiet)
        port = _free_port()
        options = ["-h", "127.0.0.1", "-p", str(port), "-k", folder]
        server = subprocess.Popen([programs / "postgres", "-D", data, *options], **quiet)
        try:
            _wait(port, server)
            yield f"postgresql+pg8000://chorus@127.0.0.1:{port}/postgres"
        finally:
            server.terminate()
            server.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert server.poll() is None, "PostgreSQL has ended"
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise AssertionError("PostgreSQL does not answer")
