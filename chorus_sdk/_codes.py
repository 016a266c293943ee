"""Code lists that stay open: an unknown value becomes a member that keeps its text."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

Self = TypeVar("Self", bound="OpenCode")


class OpenCode(StrEnum):
    """A code with an English and a French label (*code*); a value never seen is kept as it is.

    Members are declared as `NAME = (value, English label, French label)`.

    Example:
        >>> class Colour(OpenCode):
        ...     RED = ("R", "red", "rouge")
        >>> Colour("R").label_fr, Colour("B").is_known, str(Colour("B"))
        ('rouge', False, 'B')
    """

    label_en: str
    label_fr: str

    def __new__(cls: type[Self], value: str, label_en: str = "", label_fr: str = "") -> Self:  # noqa: PYI019 (an enum's own)
        member = str.__new__(cls, value)
        member._value_ = value
        member.label_en = label_en or value
        member.label_fr = label_fr or value
        return member

    @classmethod
    def _missing_(cls: type[Self], value: object) -> Self | None:  # noqa: PYI019
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = "UNKNOWN"
        member._value_ = value
        member.label_en = member.label_fr = value
        return member

    @property
    def is_known(self) -> bool:
        """False when the library has never heard of this value."""
        return self._value_ in type(self)._value2member_map_

    def __reduce_ex__(self, protocol: object) -> tuple[type[OpenCode], tuple[str]]:
        return type(self), (str(self._value_),)
