"""One deposit leaves, and what is written of it (*envoi*)."""

from __future__ import annotations

from typing import Final

from chorus_sdk.errors import (
    ChorusError,
    DocumentError,
    OutcomeUnknownError,
    RejectedRequestError,
    WouldBeLostError,
)
from chorus_sdk.journal.entry import Entry
from chorus_sdk.journal.states import JournalState
from chorus_sdk.journal.worker import Worker

_REFUSALS: Final = (RejectedRequestError, WouldBeLostError, DocumentError)
"""What will not change by sending the same again."""
_TOO_BIG: Final = 413
"""This neither, and it has no class of its own."""


def send(worker: Worker, entry: Entry) -> Entry:
    """Send the file of an entry that stands in the journal as being sent.

    Raises:
        ChorusError: the platform surely has nothing of it; that is written down.
    """
    later = worker.pace.look
    try:
        flow = worker.chorus.flows.deposit(
            worker.store.content(entry),
            file_name=entry.file_name,
            syntax=entry.syntax,
            signed_xml=entry.signed_xml,
            allow_lost=entry.allow_lost,
        )
    except OutcomeUnknownError:
        return worker.settle(entry, JournalState.UNKNOWN, after=later, note="the answer was lost")
    except _REFUSALS as error:
        worker.settle(entry, JournalState.REFUSED, note=told(error))
        raise
    except ChorusError as error:
        state = JournalState.REFUSED if _is_too_big(error) else JournalState.NOT_SENT
        worker.settle(entry, state, after=later, note=told(error))
        raise
    return worker.settle(entry, JournalState.SENT, after=later, flow_id=flow.id, note=None)


def _is_too_big(error: ChorusError) -> bool:
    return error.exchange is not None and error.exchange.status == _TOO_BIG


def told(error: ChorusError) -> str:
    """Say an error in a note."""
    return f"{error.code}: {error.message}"
