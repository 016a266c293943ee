"""Many documents over several processes (*contrôle par lots*): in order, with bounded memory."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Final, TypeAlias, Unpack

from chorus_sdk.errors import ChorusError, DocumentError
from chorus_sdk.validation.layers import ValidationReport
from chorus_sdk.validation.pyramid import Options, check_options, validate

PathLike: TypeAlias = "str | os.PathLike[str]"
_AHEAD: Final = 4
"""Documents a worker that are under way or waiting to be handed out, and so in memory."""


@dataclass(frozen=True, kw_only=True)
class Validated:
    """What came of one document of a batch (*résultat*): a report, or why there is none.

    Exactly one of `report` and `error` is there. An error is an `OSError` for a file that cannot
    be read, or a `ChorusError`; what is wrong inside a document is in its report.
    """

    path: Path
    report: ValidationReport | None = None
    error: ChorusError | OSError | None = None

    @property
    def is_valid(self) -> bool:
        """True when there is a report and it says so."""
        return self.report is not None and self.report.is_valid


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a batch is (*avancement*); `total` is None when nobody knows yet."""

    done: int
    total: int | None
    last: Validated


OnProgress: TypeAlias = Callable[[Progress], object]


def validate_many(
    paths: Iterable[PathLike],
    *,
    workers: int = 2,
    on_progress: OnProgress | None = None,
    **options: Unpack[Options],
) -> Iterator[Validated]:
    """Validate files over several processes, and yield the results in the order of the paths.

    Paths are taken as results are, a few a worker ahead: a million files take no more memory than
    a dozen. A document that fails, or takes its process down, never stops the rest.

    Args:
        paths: files; a path that is a folder, or is not there, gives an error as its result.
        workers: how many processes; 0 works in this one.
        on_progress: told after each result, in order.
        options: those of `validate`. They travel to other processes, so they must pickle: name
            rule sets, or use `workers=0`.

    Processes are started with `spawn`, so a script that calls this needs the usual
    `if __name__ == "__main__":`.

    Raises:
        ValueError: a negative number of workers; no such engine or rule set.
        MissingExtraError: the engine needs an extra that is not installed.

    Example:
        >>> [result.error.__class__.__name__ for result in validate_many(["/nowhere"], workers=0)]
        ['FileNotFoundError']
    """
    if workers < 0:
        raise ValueError(f"workers is 0 or more, not {workers}")
    check_options(options)
    total = len(paths) if isinstance(paths, (list, tuple)) else None
    results = _here(paths, options) if workers == 0 else _apart(paths, workers, options)
    return _told(results, total, on_progress)


def _told(
    results: Iterator[Validated], total: int | None, on_progress: OnProgress | None
) -> Iterator[Validated]:
    for done, result in enumerate(results, 1):
        if on_progress is not None:
            on_progress(Progress(done=done, total=total, last=result))
        yield result


def _here(paths: Iterable[PathLike], options: Options) -> Iterator[Validated]:
    return (_one(os.fspath(path), options) for path in paths)


def _apart(paths: Iterable[PathLike], workers: int, options: Options) -> Iterator[Validated]:
    """Keep a window of documents under way, and hand out results in order."""
    rest = (os.fspath(path) for path in paths)
    window = _Window(workers, options)
    try:
        for path in islice(rest, workers * _AHEAD):
            window.add(path)
        while window:
            yield window.next()
            for path in islice(rest, 1):
                window.add(path)
    finally:
        window.close()


class _Window:
    """Documents under way in other processes, oldest first."""

    def __init__(self, workers: int, options: Options) -> None:
        self._workers = workers
        self._options = options
        self._pool = _pool(workers)
        self._waiting: deque[tuple[str, Future[Validated]]] = deque()

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def add(self, path: str) -> None:
        """Hand a document out."""
        try:
            future = self._pool.submit(_one, path, self._options)
        except BrokenProcessPool as error:
            future = Future()
            future.set_exception(error)
        self._waiting.append((path, future))

    def next(self) -> Validated:
        """Return the result of the oldest, as soon as it is there."""
        path, future = self._waiting.popleft()
        try:
            return future.result()
        except BrokenProcessPool:
            return self._begin_anew(path)

    def close(self) -> None:
        """Let the processes go."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _begin_anew(self, path: str) -> Validated:
        """Look at the oldest by itself: a process has died, and nobody says over which document."""
        self.close()
        result = _alone(path, self._options)
        self._pool = _pool(self._workers)
        waiting, self._waiting = self._waiting, deque()
        for other, future in waiting:
            if future.done() and not future.cancelled() and future.exception() is None:
                self._waiting.append((other, future))
            else:
                self.add(other)
        return result


def _alone(path: str, options: Options) -> Validated:
    with _pool(1) as pool:
        try:
            return pool.submit(_one, path, options).result()
        except BrokenProcessPool:
            error = DocumentError("The process that validated the file has died over it.")
            return Validated(path=Path(path), error=error)


def _pool(workers: int) -> ProcessPoolExecutor:
    """Start processes from scratch: a forked one would share what must not be shared."""
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"))


def _one(path: str, options: Options) -> Validated:
    try:
        return Validated(path=Path(path), report=validate(path, **options))
    except (OSError, ChorusError) as error:
        return Validated(path=Path(path), error=error)
    except Exception as error:  # noqa: BLE001 (a fault of ours must not stop the rest)
        failure = DocumentError(f"The file could not be validated: {type(error).__name__}.")
        return Validated(path=Path(path), error=failure)
