"""A submission as the members of a request: pure (*requête de soumission*).

The main file travels in a list of one, as every working client sends it (chorus-pro-api §2.5).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import date

from chorus_sdk._codes import OpenCode
from chorus_sdk.services.submission_values import (
    AttachedFile,
    Submission,
    SubmissionLine,
    SubmissionVat,
)
from chorus_sdk.services.wire import submission as wire
from chorus_sdk.services.wire.codec import Names, encode
from chorus_sdk.services.wire.frameworks import spell_framework


def encode_submission(submission: Submission) -> dict[str, object]:
    """Write a submission as the platform takes it; what is None or empty is left out."""
    values = {field.name: _plain(getattr(submission, field.name)) for field in fields(submission)}
    values["framework"] = spell_framework(submission.framework) if submission.framework else None
    values["lines"] = _rows(submission.lines, wire.LINE)
    values["vat"] = _rows(submission.vat, wire.VAT)
    values["pdf"] = _rows((submission.pdf,) if submission.pdf else (), wire.MAIN_FILE)
    values["attachments"] = encode_files(submission.attachments)
    return encode(values, wire.SUBMIT)


def encode_files(files: Iterable[AttachedFile]) -> list[dict[str, object]] | None:
    """Write the files that go with an invoice, or None where there are none."""
    return _rows(tuple(files), wire.OTHER_FILE)


def _rows(
    parts: tuple[SubmissionLine | SubmissionVat | AttachedFile, ...], names: Names
) -> list[dict[str, object]] | None:
    if not parts:
        return None
    return [encode({ours: getattr(part, ours) for ours in names}, names) for part in parts]


def _plain(value: object) -> object:
    if isinstance(value, OpenCode):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
