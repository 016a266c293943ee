"""Events for the log (*journal technique*): a dotted name and fields from an allow-list.

Bodies, headers and addresses never get here: a field that is not on the list is dropped, so that a
new caller cannot leak by accident. The library configures no handler.
"""

from __future__ import annotations

import logging
from typing import Final

LOGGED_FIELDS: Final = frozenset(
    {
        "attempt",
        "code",
        "duration_ms",
        "effect",
        "environment",
        "expires_at",
        "factor",
        "flow_id",
        "format",
        "operation",
        "page",
        "repeated",
        "return_code",
        "source",
        "status",
        "step",
        "wait_s",
    }
)

_root = logging.getLogger("chorus_sdk")
_root.addHandler(logging.NullHandler())


def log_event(event: str, *, level: int = logging.INFO, **fields: object) -> None:
    """Log `event` under `chorus_sdk.<first part>` with the fields that may be told.

    The record carries them as `record.event` and `record.fields` for structured handlers.
    """
    logger = _root.getChild(event.partition(".")[0])
    if not logger.isEnabledFor(level):
        return
    told = {name: value for name, value in fields.items() if name in LOGGED_FIELDS}
    text = " ".join(f"{name}={value}" for name, value in told.items())
    logger.log(level, "%s %s", event, text, extra={"event": event, "fields": told})
