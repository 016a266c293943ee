"""Notes in UBL (*notes*): the subject code stands inside the text, as in `#AAI#text`."""

from __future__ import annotations

import re

from chorus_sdk.formats.binding.table import is_first, leaf
from chorus_sdk.formats.binding.values import Codec, writable
from chorus_sdk.invoice.lines import Line
from chorus_sdk.invoice.notes import Note

_NOTE = re.compile(r"#([^#\s]{3})#(.*)", re.DOTALL)


def _split_note(text: str) -> dict[str, str]:
    match = _NOTE.fullmatch(text)
    if match is None:
        return {"text": text}
    said = match[2].strip()
    return {"subject": match[1], "text": said} if said else {"subject": match[1]}


def _join(subject: str | None, text: str | None) -> str | None:
    said = {"subject": subject or "", "text": (text or "").strip()}
    joined = f"#{said['subject']}#{said['text']}" if said["subject"] else said["text"]
    same = _split_note(joined) == {name: text for name, text in said.items() if text}
    return writable(joined) if joined and same else None


def _join_note(value: object) -> str | None:
    return _join(value.subject, value.text) if isinstance(value, Note) else None


def _split_line_note(text: str) -> dict[str, str]:
    names = {"subject": "note_subject", "text": "note"}
    return {names[name]: said for name, said in _split_note(text).items()}


def _join_line_note(value: object) -> str | None:
    return _join(value.note_subject, value.note) if isinstance(value, Line) else None


_REFUSAL = "not a note"

NOTES = leaf(
    "cbc:Note",
    "",
    value=Codec(decode=_split_note, encode=_join_note, refusal=_REFUSAL),
    spread=("subject", "text"),
    into="notes",
    many=True,
)

LINE_NOTES = (
    leaf(
        "cbc:Note",
        "",
        value=Codec(decode=_split_line_note, encode=_join_line_note, refusal=_REFUSAL),
        spread=("note_subject", "note"),
        when=is_first,
        keep_for="further_notes",
    ),
    NOTES._replace(into="further_notes"),
)
