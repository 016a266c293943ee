"""A real IMAP server on the loopback: `pymap`, in a process of its own."""

from __future__ import annotations

import imaplib
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

USER, PASSWORD = "camille@example.test", "canary-mailbox-2c9d"
_RUN = """
import pymap.main
pymap.main.notify_ready = lambda: print("ready", flush=True)  # what it would tell systemd
pymap.main.main()
"""


class ImapServer:
    """Where it listens, and a way to put mails into it."""

    def __init__(self, port: int) -> None:
        self.host, self.port = "127.0.0.1", port

    def deliver(self, mail: bytes, arrived: datetime, folder: str = "INBOX") -> None:
        with self._line() as line:
            said, _ = line.append(folder, None, imaplib.Time2Internaldate(arrived), mail)
            assert said == "OK"

    def flags(self) -> list[set[str]]:
        """Return the flags of each mail that is there, in order."""
        with self._line() as line:
            line.select(readonly=True)
            _, found = line.search(None, "ALL")
            told = [line.fetch(number.decode(), "(FLAGS)")[1][0] for number in found[0].split()]
        return [{flag.decode() for flag in imaplib.ParseFlags(each)} for each in told]

    def empty(self) -> None:
        with self._line() as line:
            line.select()
            _, found = line.search(None, "ALL")
            for number in found[0].split():
                line.store(number.decode(), "+FLAGS", r"\Deleted")
            line.expunge()

    @contextmanager
    def _line(self) -> Iterator[imaplib.IMAP4]:
        with imaplib.IMAP4(self.host, self.port, timeout=10) as line:
            line.login(USER, PASSWORD)
            yield line


@contextmanager
def imap_server() -> Iterator[ImapServer]:
    """Start one with an empty mailbox for `USER`; it is ended by its process id."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    where = ["--host", "127.0.0.1", "--port", str(port), "--no-tls"]
    whose = ["dict", "--demo-user", USER, "--demo-password", PASSWORD]
    process = subprocess.Popen(
        [sys.executable, "-c", _RUN, *where, *whose],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"ready"
        yield ImapServer(port)
    finally:
        process.terminate()
        process.wait(10)
        if process.stdout is not None:
            process.stdout.close()
