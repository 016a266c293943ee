"""An operation of the platform as a row of a table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Effect(StrEnum):
    """What an operation does to the platform (*effet*); it decides what may be tried again."""

    READ = "read"
    CREATE = "create"
    ACT = "act"


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One operation (*opération*): its name in the library, and where it lives on the wire.

    `enveloped` is false for the few whose answer has no `codeRetour`.
    """

    name: str
    path: str
    effect: Effect
    method: str = "POST"
    enveloped: bool = True
