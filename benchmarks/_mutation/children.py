"""Processes that try one mutant each, and what became of it (*processus d'essai*)."""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Callable
from dataclasses import dataclass

KILLED, SURVIVED, TIMED_OUT, ELSEWHERE = "killed", "survived", "timed out", "elsewhere"


@dataclass(frozen=True)
class Outcome:
    """What became of a mutant, and the test that noticed it."""

    status: str
    test: str = ""


def tried(action: Callable[[Callable[[str], None]], bool], seconds: int) -> Outcome:
    """Run an action in a child, which tells the name of a test and whether all tests passed."""
    receiving, sending = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(receiving)
        _act(action, sending, seconds)
    os.close(sending)
    with os.fdopen(receiving, "rb") as stream:
        said = stream.read().decode()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        late = os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGKILL)
        return Outcome(TIMED_OUT if late else KILLED, said)
    return Outcome(SURVIVED if os.WEXITSTATUS(status) == 0 else KILLED, said)


def _act(action: Callable[[Callable[[str], None]], bool], sending: int, seconds: int) -> None:
    """Do it, quietly, and leave: nothing that the parent holds is run to its end."""
    code = 1
    try:
        void = os.open(os.devnull, os.O_WRONLY)
        os.dup2(void, 1)
        os.dup2(void, 2)
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
        code = 0 if action(lambda text: void_write(sending, text)) else 1
    finally:
        os._exit(code)


def void_write(stream: int, text: str) -> None:
    """Write a text to a pipe, in pieces as large as it takes."""
    data = text.encode()
    while data:
        data = data[os.write(stream, data) :]
