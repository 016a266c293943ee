"""Parts of flows over several processes (*traitement parallèle*): results in order."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.context import BaseContext
from typing import Final, TypeVar

from chorus_sdk.errors import DocumentError
from chorus_sdk.export.splitting import Part

_AHEAD: Final = 3
"""Parts a process that are under way or waiting to be taken."""
_PRELOAD: Final = ["chorus_sdk.export.encoding", "chorus_sdk.export.extraction"]
T = TypeVar("T")


def map_parts(
    parts: Iterable[Part], work: Callable[[int, Part], T], workers: int
) -> Iterator[tuple[Part, T]]:
    """Yield each part with what `work` makes of its number and itself, in order.

    Parts are taken as results are, a few a process ahead. No process inherits the memory of this
    one, so a script that calls this needs the usual `if __name__ == "__main__":`.

    Raises:
        DocumentError: a process died over a part; besides, whatever `work` raises.
    """
    pool = ProcessPoolExecutor(workers, mp_context=_context(), initializer=_leave_interrupts)
    try:
        given = ((part, pool.submit(work, number, part)) for number, part in enumerate(parts))
        waiting = deque(islice(given, workers * _AHEAD))
        while waiting:
            part, future = waiting.popleft()
            yield part, _result(future, part)
            waiting.extend(islice(given, 1))
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _context() -> BaseContext:
    """Return how processes begin: from a server that has loaded the library once, if there can be.

    A fork of this process would share what must not be shared.
    """
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(_PRELOAD)
    return context


def _leave_interrupts() -> None:
    """Leave Ctrl-C to the process that gave the work, which ends this one once its part is done."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _result(future: Future[T], part: Part) -> T:
    try:
        return future.result()
    except BrokenProcessPool as error:
        raise DocumentError(
            f"A process has died while {part.file.name} was read.",
            hint="It may have had too little memory; use fewer workers.",
        ) from error
