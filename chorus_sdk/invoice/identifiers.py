"""Identifiers of firms, places and accounts, and the questions that can be asked of them.

An identifier is text: what a document says is kept, and `is_valid` is a question, never a
refusal. The qualification platform of Chorus Pro itself holds SIRETs that fail Luhn.
Schemes are ISO 6523 ICD codes (reference: EN 16931 and XP Z12-012).
"""

from __future__ import annotations

import re
from typing import Final, Self

from pydantic import Field

from chorus_sdk.invoice._base import Value

SCHEME_SIREN: Final = "0002"
SCHEME_SIRET: Final = "0009"
SCHEME_EU: Final = "0223"
SCHEME_ROUTING_CODE: Final = "0224"
SCHEME_PRIVATE_PERSON: Final = "0226"
SCHEME_OUTSIDE_EU: Final = "0227"
SCHEME_RIDET: Final = "0228"
SCHEME_TAHITI: Final = "0229"

TYPE_SIRET: Final = "1"
"""The type digit for SIRET in historic Chorus Pro UBL (`schemeName`)."""

_SPACES = re.compile(r"[\s.]+")


class Identifier(Value):
    """An identifier and who issued it (*identifiant*).

    `scheme` is the code of the scheme (`schemeID`), `scheme_name` the attribute `schemeName` of
    UBL, where historic Chorus Pro files put the type digit (1 SIRET … 7).

    Example:
        >>> Identifier(value="100000009", scheme="0002").scheme
        '0002'
    """

    value: str | None = Field(default=None, description="Identifiant")
    scheme: str | None = Field(default=None, description="Schéma (ICD, EAS, UNTDID 1153)")
    scheme_name: str | None = Field(default=None, description="Type d'identifiant (Chorus Pro)")


class Siren(str):
    """A French firm's number (*SIREN*): nine digits, the last a Luhn key.

    Example:
        >>> Siren("732 829 320").is_valid
        True
        >>> Siren("732829321").is_valid
        False
    """

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Keep the digits without the blanks between them."""
        return super().__new__(cls, _SPACES.sub("", text))

    @property
    def is_valid(self) -> bool:
        """True when there are nine digits and the key fits."""
        from stdnum.fr import siren

        return self.isascii() and self.isdigit() and bool(siren.is_valid(self))


class Siret(str):
    """A French establishment's number (*SIRET*): SIREN and five digits, Luhn over all.

    The establishments of La Poste (SIREN 356000000) have a sum of digits divisible by five
    instead.

    Example:
        >>> Siret("73282932000074").is_valid, Siret("73282932000074").siren
        (True, '732829320')
        >>> Siret("35600000049837").is_valid
        True
    """

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Keep the digits without the blanks between them."""
        return super().__new__(cls, _SPACES.sub("", text))

    @property
    def siren(self) -> Siren:
        """The firm that the establishment belongs to."""
        return Siren(self[:9])

    @property
    def is_valid(self) -> bool:
        """True when there are fourteen digits and the keys fit."""
        from stdnum.fr import siret

        return self.isascii() and self.isdigit() and bool(siret.is_valid(self))


class VatNumber(str):
    """A VAT number with its country prefix (*numéro de TVA intracommunautaire*).

    Example:
        >>> VatNumber("FR 83 404 833 048").country, VatNumber("FR83404833048").is_valid
        ('FR', True)
    """

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Keep the letters and digits without the blanks between them."""
        return super().__new__(cls, _SPACES.sub("", text).upper())

    @property
    def country(self) -> str:
        """The two letters in front: ISO 3166, with EL for Greece and XI for Northern Ireland."""
        return self[:2]

    @property
    def is_valid(self) -> bool:
        """True when it is a number of a member state and its check digits fit."""
        from stdnum.eu import vat

        return self.isascii() and self.isalnum() and bool(vat.is_valid(self))


class Iban(str):
    """An international bank account number (*IBAN*).

    Example:
        >>> Iban("FR14 2004 1010 0505 0001 3M02 606").is_valid
        True
        >>> Iban("123").looks_like_one
        False
    """

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Keep the letters and digits without the blanks between them."""
        return super().__new__(cls, _SPACES.sub("", text).upper())

    @property
    def looks_like_one(self) -> bool:
        """True when the shape is that of an IBAN, whatever its key."""
        return re.fullmatch(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{10,30}", self) is not None

    @property
    def is_valid(self) -> bool:
        """True when length, shape and key fit."""
        from stdnum import iban

        return self.looks_like_one and bool(iban.is_valid(self))


def is_valid_ridet(text: str) -> bool:
    """Answer whether this has the shape of a New Caledonian number (*RIDET*): 9 or 10 characters.

    Example:
        >>> is_valid_ridet("0123456001"), is_valid_ridet("12")
        (True, False)
    """
    return re.fullmatch(r"[0-9A-Z]{9,10}", _SPACES.sub("", text).upper()) is not None


def is_valid_tahiti(text: str) -> bool:
    """Answer whether this has the shape of a Polynesian number (*numéro Tahiti*): 9 characters.

    Example:
        >>> is_valid_tahiti("A12345001"), is_valid_tahiti("A1")
        (True, False)
    """
    return re.fullmatch(r"[0-9A-Z]{9}", _SPACES.sub("", text).upper()) is not None
