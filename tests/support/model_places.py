"""Whether findings say places that there are."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pydantic import BaseModel

from chorus_sdk.findings import Finding

_STEP = re.compile(r"(\w+)((?:\[\d+\])?)")


def lost(invoice: BaseModel, findings: Iterable[Finding]) -> list[str]:
    """Return the places of findings that are none of the invoice; documents' own are passed over.

    A place may be one more than there is: what is missing stands nowhere.
    """
    places = {each.location.path or "" for each in findings if each.location}
    return sorted(p for p in places if p and not p.startswith("/") and not _is_there(invoice, p))


def _is_there(owner: object, place: str) -> bool:
    for step in place.split("."):
        match = _STEP.fullmatch(step)
        if owner is None:
            return match is not None
        if match is None or not isinstance(owner, BaseModel):
            return False
        name, number = match[1], match[2].strip("[]")
        if name not in type(owner).model_fields:
            return False
        owner = getattr(owner, name)
        if number:
            if not isinstance(owner, tuple) or int(number) >= len(owner):
                return False
            owner = owner[int(number)]
    return True
