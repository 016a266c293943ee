"""Where an invoice came from, and what of its source the model does not hold."""

from typing import Final

from chorus_sdk.invoice._base import Value

EMPTY: Final = "empty"
"""An element that is there and says nothing."""
ABSENT: Final = "absent"
"""A part that always says the same, and was left out."""
REPEATED: Final = "repeated"
"""A second element that says what the first said."""
STATED: Final = "stated"
"""An attribute that says what is known without it; remarked once for each name of an element."""
PART: Final = "part"
"""An element of which something was kept beside, and which could be one of several parts."""


class Unmapped(Value):
    """A piece of the source that no business term holds (*donnée non reprise*).

    `path` is the element path with its prefixes, `@name` for an attribute; `text` what stands
    there, as written. `reason` says why when the place is known but the text is not: a date
    that is no day, a number that is none, a second value where the model holds one. The term
    then stays empty (or keeps the part that could be read), and the text is here.
    """

    path: str
    text: str
    reason: str | None = None


class Origin(Value):
    """The document that was read (*origine*): its format's name and SHA-256 in hexadecimal.

    `remarks` tell how it was written where that is no content, and yet some rules ask for it:
    elements that are `EMPTY` or `REPEATED`, constants that are `ABSENT`. The text of an `EMPTY`
    one is the name of the repeated part of the model, such as `lines`, of which it is no item;
    that of a `PART` the name of the one it is, such as `allowances` and not `charges`.
    """

    format: str
    sha256: str
    remarks: tuple[Unmapped, ...] = ()
