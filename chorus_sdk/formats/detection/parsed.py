"""What a document is that is parsed already (*document déjà lu*), told without reading it again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from chorus_sdk._xml import Element, RootInfo
from chorus_sdk.formats.base import FormatId, Profile
from chorus_sdk.formats.detection.xml import format_of, guideline_place
from chorus_sdk.formats.profiles import profile_of

INVOICES: Final = frozenset({FormatId.UBL_INVOICE, FormatId.UBL_CREDIT_NOTE, FormatId.CII_INVOICE})
_WITHIN: Final = 4_096
_STARTS: Final = (b"<", b"\xef\xbb\xbf<")
_PDF: Final = b"%PDF-"
"""With this in its head, a document is a PDF whatever it begins with."""


class Recognised(NamedTuple):
    """The format of an invoice, and the profile that it states (*format et profil*)."""

    format: FormatId
    profile: Profile | None
    guideline: str | None


def may_be_invoice(data: bytes) -> bool:
    """Tell whether the head of a document names an invoice, so that it is worth parsing.

    Example:
        >>> may_be_invoice(b"<Invoice/>"), may_be_invoice(b"%PDF-1.7")
        (True, False)
    """
    head = data[:_WITHIN]
    is_named = b"Invoice" in head or b"CreditNote" in head
    return is_named and head.startswith(_STARTS) and _PDF not in head


def recognised(root: Element) -> Recognised | None:
    """Tell what `detect` tells of an invoice in UBL or CII; None of every other document.

    Example:
        >>> from chorus_sdk._xml import parse
        >>> recognised(parse(b"<Invoice/>")) is None
        True
    """
    namespace, _, name = str(root.tag).rpartition("}")
    found = format_of(RootInfo(namespace[1:] or None, name, {}, ()))
    if found is None or found not in INVOICES:
        return None
    stated = _stated(root, guideline_place(found))
    guideline = next((text.strip() for text in stated if text and text.strip()), None)
    profile = None if guideline is None else profile_of(guideline).profile
    return Recognised(found, profile, guideline)


def _stated(root: Element, place: str) -> Iterator[str | None]:
    """Yield what stands at BT-24: in UBL below the root, in CII below its first child."""
    above, _, name = place.rpartition("/")
    parents = iter((root,))
    if above:
        first = next(root.iterchildren("*"), root)
        parents = first.iterchildren(f"{{*}}{above}")
    for parent in parents:
        for element in parent.iterchildren(f"{{*}}{name}"):
            yield element.text
