"""Where an invoice came from, and what of its source the model does not hold."""

from __future__ import annotations

from chorus_sdk.invoice._base import Value


class Origin(Value):
    """The document that was read (*origine*): its format's name and SHA-256 in hexadecimal."""

    format: str
    sha256: str


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
