"""What is the same for every mutant, kept from the run without one (*mémoire*).

The official rules say the same of the same documents whatever happens to ours, and a document
is read as the same invoice: what was answered when the tests ran without a mutant, is answered
again. Invoices are frozen, so that all may look at one.
"""

from __future__ import annotations

import logging
import os
import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import mkstemp

from _mutation.mutant import ROOT

_answers: dict[tuple[str, str], object] = {}
_read: dict[tuple[str, object], object] = {}
_kept = Path(mkstemp(prefix="mutants-")[1])
_taken = [0.0]


class NotReadyError(RuntimeError):
    """A test fails without a mutant: nothing can be said of mutants."""


def install() -> None:
    """Let the referee of the tests and the readers remember, and read the corpus once."""
    from chorus_sdk.formats import detect, documents

    documents.read = _remembering("read", documents.read)
    detect.detect = _remembering("detect", detect.detect)
    sys.path.insert(0, str(ROOT / "tests" / "support"))
    import saxon_referee

    asked = saxon_referee._asked

    def remembered(stylesheet: object, documents: list[bytes], *, warnings: bool) -> object:
        key = f"{stylesheet} {warnings}", repr(documents)
        if key not in _answers and _kept.stat().st_size:
            _answers.update(pickle.loads(_kept.read_bytes()))
        if key not in _answers:
            _answers[key] = asked(stylesheet, documents, warnings=warnings)
        return _answers[key]

    saxon_referee._asked = remembered
    _warm(Path(os.environ.get("CHORUS_CORPUS") or ROOT.parent / "shared" / "corpus"))


def _remembering(name: str, function: Callable[..., object]) -> Callable[..., object]:
    def known(source: object, **options: object) -> object:
        if options or not isinstance(source, bytes | Path):
            return function(source, **options)
        key = name, source
        if key not in _read:
            _read[key] = function(source)
        return _read[key]

    return known


def learn(run: Callable[[Callable[[str], None]], bool]) -> None:
    """Run the tests without a mutant, in a child, and keep what the official rules answered.

    Raises:
        NotReadyError: a test fails.
    """
    receiving, sending = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(receiving)
        failed: list[str] = []
        try:
            run(failed.append)
            with os.fdopen(sending, "wb") as stream:
                pickle.dump((failed, _answers), stream)
        finally:
            os._exit(0)
    os.close(sending)
    with os.fdopen(receiving, "rb") as stream:
        data = stream.read()
    _, _, used = os.wait4(child, 0)
    failed, answers = pickle.loads(data)
    if failed:
        raise NotReadyError(f"fails without a mutant: {failed[0]}")
    _answers.update(answers)
    _kept.write_bytes(pickle.dumps(_answers))
    _taken[0] = used.ru_utime + used.ru_stime


def _warm(corpus: Path) -> None:
    """Read the documents of the corpus, those that can be read."""
    from chorus_sdk.errors import DocumentError
    from chorus_sdk.formats import detect, documents

    logging.getLogger("pikepdf").addHandler(logging.NullHandler())
    for file in sorted(corpus.glob("*/**/*")):
        if file.suffix.lower() not in (".xml", ".pdf"):
            continue
        data = file.read_bytes()
        for name, function in (("detect", detect.detect), ("read", documents.read)):
            try:
                _read[name, file] = function(data)
            except DocumentError:
                continue


def forget() -> None:
    """Take the file away that answers were kept in."""
    _kept.unlink(missing_ok=True)


def seconds() -> int:
    """Return how long the tests took of a processor without a mutant, rounded up."""
    return int(_taken[0]) + 1
