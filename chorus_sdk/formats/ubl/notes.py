"""Notes in UBL (*notes*): the subject code stands inside the text, as in `#AAI#text`."""

from __future__ import annotations

import re

from chorus_sdk.formats.binding.values import Codec, writable
from chorus_sdk.invoice.model import Note

_NOTE = re.compile(r"#([^#\s]{3})#(.*)", re.DOTALL)


def _split_note(text: str) -> dict[str, str]:
    match = _NOTE.fullmatch(text)
    if match is None:
        return {"text": text}
    said = match[2].strip()
    return {"subject": match[1], "text": said} if said else {"subject": match[1]}


def _join_note(value: object) -> str | None:
    if not isinstance(value, Note):
        return None
    said = {"subject": value.subject or "", "text": (value.text or "").strip()}
    joined = f"#{said['subject']}#{said['text']}" if said["subject"] else said["text"]
    same = _split_note(joined) == {name: text for name, text in said.items() if text}
    return writable(joined) if joined and same else None


NOTES = Codec(decode=_split_note, encode=_join_note, refusal="not a note")
