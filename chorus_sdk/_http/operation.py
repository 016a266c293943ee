"""An operation of the platform as a row of a table."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import quote

_PART = re.compile(r"\{(\w+)\}")


class Effect(StrEnum):
    """What an operation does to the platform (*effet*); it decides what may be tried again."""

    READ = "read"
    CREATE = "create"
    ACT = "act"


class Role(StrEnum):
    """Who may call an operation (*rôle*): it follows from the technical account's rights."""

    SUPPLIER = "F"
    RECIPIENT = "D"
    APPROVER = "V"
    MANAGER = "M"
    PROJECT_MANAGER = "MOE"
    CONTRACTING_AUTHORITY = "MOA"
    ANY = "any"


class Confidence(StrEnum):
    """How well an operation is attested in public (*degré de confiance*)."""

    SEVERAL_SOURCES = "several"
    ONE_SOURCE = "one"


class Answer(StrEnum):
    """What the body of a good answer is (*forme de la réponse*)."""

    ENVELOPE = "envelope"
    """An object with `codeRetour` and `libelle`."""
    OBJECT = "object"
    """An object that need not carry them; where it does, they count."""
    LIST = "list"
    """A bare list; it is given as the member `ROWS`."""
    EMPTY = "empty"
    """Nothing."""


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One operation (*opération*): its name in the library, and where it lives on the wire.

    `number` is the operation's in the reference's index, 0 for what is none of Chorus Pro's;
    `path` may hold parts in braces, filled by `at`; `served_by` is the public method that serves
    it, as a dotted name. `in_qualification` is false for what exists in production only.

    Example:
        >>> row = Operation(name="x", path="/structures/{id}", effect=Effect.READ)
        >>> row.at(id="a/b").path
        '/structures/a%2Fb'
    """

    name: str
    path: str
    effect: Effect
    method: str = "POST"
    answer: Answer = Answer.ENVELOPE
    number: int = 0
    roles: tuple[Role, ...] = (Role.ANY,)
    confidence: Confidence = Confidence.SEVERAL_SOURCES
    deprecated: bool = False
    in_qualification: bool = True
    served_by: str = ""

    @property
    def enveloped(self) -> bool:
        """True when a good answer always carries `codeRetour`."""
        return self.answer is Answer.ENVELOPE

    @property
    def is_unverified(self) -> bool:
        """True when one public source alone attests the operation (*non vérifiée*)."""
        return self.confidence is Confidence.ONE_SOURCE

    @property
    def parts(self) -> tuple[str, ...]:
        """Names of the parts of the path that `at` fills."""
        return tuple(_PART.findall(self.path))

    def at(self, **parts: str) -> Operation:
        """Return the operation with the parts of its path filled, each as one step of it.

        Raises:
            ValueError: a part is missing, unknown, empty, or would leave its step.
        """
        if set(parts) != set(self.parts):
            raise ValueError(f"{self.name} takes the parts {', '.join(self.parts) or 'none'}")
        if any(value.strip() in {"", ".", ".."} for value in parts.values()):
            raise ValueError("a part of a path is neither empty nor a dot")
        return replace(
            self, path=_PART.sub(lambda found: quote(parts[found[1]], safe=""), self.path)
        )
