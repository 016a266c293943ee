"""What a text may look like (*types simples*), in the words of XML Schema.

One description serves reading, writing and the schema that is handed to validators.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from chorus_sdk.formats.pivot.codes import PivotVersion

_NATURAL: Final = re.compile(r"\+?[0-9]+|-0+")


@dataclass(frozen=True, slots=True)
class SimpleType:
    """The form of a text (*type simple*): a built-in type of XML Schema and what narrows it.

    `base` is the built-in's name, or None where the schema leaves the element untyped; `first_base`
    the one that V1_20 had where it was another. `is_derived` says that the schema derives a type
    of its own, even if nothing narrows it: an `xsi:type` in a document can tell.
    """

    base: str | None
    minimum: int | None = None
    maximum: int | None = None
    pattern: str | None = None
    first_base: str | None = None
    is_derived: bool = False

    def base_in(self, version: PivotVersion) -> str | None:
        """Return the built-in type in one version."""
        is_first = version is PivotVersion.V1_20 and self.first_base is not None
        return self.first_base if is_first else self.base

    def allows(self, text: str) -> bool:
        """Tell whether a text has the length and form.

        Example:
            >>> exactly(2).allows("FR"), up_to(3).allows("FRAN"), of_form("[A-Z]{3}").allows("EUR")
            (True, False, True)
        """
        if self.pattern is not None and not re.fullmatch(self.pattern, text):
            return False
        if self.base == "nonNegativeInteger":
            return _NATURAL.fullmatch(text) is not None
        enough = self.minimum is None or len(text) >= self.minimum
        return enough and (self.maximum is None or len(text) <= self.maximum)

    @property
    def allows_nothing(self) -> bool:
        """True when an element without text is right (*élément vide admis*)."""
        return self.base in {None, "string"} and self.allows("")


UNTYPED: Final = SimpleType(None)
"""Anything: the schema gives the element no type."""
STRING: Final = SimpleType("string")
DECIMAL: Final = SimpleType("decimal")
INTEGER: Final = SimpleType("integer")
NATURAL: Final = SimpleType("nonNegativeInteger")
DAY: Final = SimpleType("date")
INSTANT: Final = SimpleType("dateTime")


def up_to(length: int) -> SimpleType:
    """Return the type of a text with a maximum length."""
    return SimpleType("string", maximum=length)


def exactly(length: int) -> SimpleType:
    """Return the type of a text with one length."""
    return SimpleType("string", minimum=length, maximum=length)


def between(minimum: int, maximum: int) -> SimpleType:
    """Return the type of a text with a minimum and a maximum length."""
    return SimpleType("string", minimum=minimum, maximum=maximum)


def of_form(pattern: str) -> SimpleType:
    """Return the type of a text that a regular expression describes, the same to XML Schema."""
    return SimpleType("string", pattern=pattern)


def derived(kind: SimpleType) -> SimpleType:
    """Return a type that is derived from another one without narrowing it."""
    return replace(kind, is_derived=True)
