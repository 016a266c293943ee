"""The invoice as its document writes it (*facture telle qu'écrite*), where blanks matter.

Most official rules put blanks aside, some do not: they count the blanks after an amount among its
decimals, look at the first two characters of a VAT number, and in CII compare the code of a VAT
category and the kind of a tax as they stand. Factur-X asks of many texts only that they are not
empty, for which a blank will do.

Some texts count that are empty: an allowance has a reason where there is an element for it. What
was left out on reading is put where it stands, so that the others beside it have none.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from chorus_sdk._xml import Element, local_name, parse
from chorus_sdk.invoice.provenance import EMPTY
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.blanks import (
    BLANKS,
    NOTHING,
    SHOWN,
    blanks,
    marked,
    read_again,
)
from chorus_sdk.validation.rules.en16931.source import is_cii, is_ubl

_CURRENCIES: Final = frozenset({"DocumentCurrencyCode", "InvoiceCurrencyCode"})
_ENDINGS: Final = frozenset({"CategoryCode", "TypeCode", "LineStatusReasonCode", "CompanyID"})
_VAT_NUMBERS: Final = {"CompanyID": "PartyTaxScheme", "ID": "SpecifiedTaxRegistration"}
_NUMBERS: Final = ("Amount", "Quantity", "Percent", "Indicator", "Measure", "Numeric")
_TAX: Final = "TradeTax"
_ACCOUNTS: Final = ("IBANID", "ProprietaryID")
_AGENT: Final = "SellerTaxRepresentativeTradeParty"
_OTHER_BLANKS: Final = re.compile(
    rb"[\x85\xa0]|&#|\xe1\x9a\x80|\xe2\x80[\x80-\x8a\xa8\xa9\xaf]|\xe2\x81\x9f|\xe3\x80\x80"
)
"""Blanks that are none of XML, where a document may have them: reading takes them for nothing."""
_DOCUMENT: Final = "AdditionalReferencedDocument"
_COUNTED: Final = frozenset(
    {
        ("AllowanceCharge", "AllowanceChargeReason"),
        ("AllowanceCharge", "AllowanceChargeReasonCode"),
        ("SpecifiedTradeAllowanceCharge", "Reason"),
        ("SpecifiedTradeAllowanceCharge", "ReasonCode"),
        ("SpecifiedTaxRegistration", "ID"),
    }
)
"""Elements that count where they say nothing, each below its owner."""
_ATTRIBUTES: Final = ("schemeID", "listID", "currencyID")
_EMPTY_ATTRIBUTE: Final = re.compile(rb"(?<=ID)\s*=\s*(?:\"\"|'')")
_MOST: Final = 2
"""Decimals of an amount: what has no more is no matter, blanks or not."""


def as_written(subject: Subject) -> Subject:
    """Return a subject whose invoice says texts as the rules of EN 16931 see them.

    It is the subject itself where the document has no blanks that matter to them.
    """
    return _seen(subject, with_blank_texts=False)


def with_blank_texts(subject: Subject) -> Subject:
    """Return a subject as Factur-X sees it: a text that is a blank is there."""
    return _seen(subject, with_blank_texts=True)


def _seen(subject: Subject, *, with_blank_texts: bool) -> Subject:
    if subject.document is None or not (is_ubl(subject) or is_cii(subject)):
        return subject
    if not _may_matter(subject, with_blank_texts=with_blank_texts):
        return subject
    root = parse(subject.document, subject.limits)
    if not _mark(root, with_blank_texts=with_blank_texts):
        return subject
    return replace(subject, invoice=read_again(root, subject.limits))


def _may_matter(subject: Subject, *, with_blank_texts: bool) -> bool:
    """Tell whether it is worth while to look at every element."""
    found = blanks(subject)
    empty = [
        _names(remark.path)
        for remark in (subject.invoice.origin.remarks if subject.invoice.origin else ())
        if remark.reason == EMPTY
    ]
    if _EMPTY_ATTRIBUTE.search(subject.document or b""):
        return True
    if found.leading or not _COUNTED.isdisjoint(empty):
        return True
    if empty and (with_blank_texts or _OTHER_BLANKS.search(subject.document or b"")):
        return True
    return any(name.endswith("Amount") or name in _ENDINGS for name in found.trailing)


def _names(path: str) -> tuple[str, str]:
    """Return the last two names of a path, without what stands before the colon or in brackets."""
    *_, owner, name = (step.rpartition(":")[2].partition("[")[0] for step in path.split("/"))
    return owner, name


def _mark(root: Element, *, with_blank_texts: bool) -> bool:
    """Put marks for what matters, and tell whether there was anything."""
    found = False
    for element in root.iter("*"):
        text = element.text or ""
        found = _mark_attributes(element) or found
        if len(element) or (text and text.strip() == text) or element.getparent() is None:
            continue
        written = _shown(element, text, with_blank_texts=with_blank_texts)
        if written != text:
            element.text, found = written, True
    return found


def _mark_attributes(element: Element) -> bool:
    """Put marks for attributes that are there and say nothing, and tell whether there were any."""
    empty = [name for name in _ATTRIBUTES if element.get(name) == ""]
    for name in empty:
        element.set(name, NOTHING)
    return bool(empty)


def _shown(element: Element, text: str, *, with_blank_texts: bool) -> str:
    """Return a text that is empty or has blanks as the rules have to see it."""
    name, owner, said = local_name(str(element.tag)), _owner(element), text.strip(BLANKS)
    if said and not text.strip():  # blanks, but none of XML: reading takes them for nothing
        return SHOWN
    if said or (text and name == "CompanyID" and owner == _VAT_NUMBERS[name]):
        return _written(element, name, text)
    if with_blank_texts and text and _is_let_pass(element, name):
        return SHOWN
    is_vat_number = name == "ID" and element.get("schemeID") == "VA"
    return NOTHING if (owner, name) in _COUNTED and not is_vat_number else text


def _written(element: Element, name: str, text: str) -> str:
    """Return a text that is more than blanks as the rules have to see it."""
    if name.endswith("Amount"):
        return _padded(text)
    owner = _owner(element)
    if _VAT_NUMBERS.get(name) == owner:
        return marked(text.rstrip(BLANKS) or text)
    if name == "TypeCode" and owner.endswith((_TAX, _DOCUMENT)):
        return text.strip(BLANKS) + SHOWN
    is_compared = name == "CategoryCode" and owner.endswith(_TAX)
    return marked(text) if is_compared or name == "LineStatusReasonCode" else text


def _is_let_pass(element: Element, name: str) -> bool:
    """Tell whether a blank will do for Factur-X, which of a few texts asks that they say more."""
    return not (name.endswith(_NUMBERS) or name in _ACCOUNTS or _owner(element) == _AGENT)


def _owner(element: Element) -> str:
    parent = element.getparent()
    return local_name(str(parent.tag)) if parent is not None else ""


def _padded(text: str) -> str:
    """Put a zero for each blank after an amount: as many decimals, and the same amount."""
    whole, point, decimals = text.lstrip(BLANKS).partition(".")
    if not point or len(decimals) <= _MOST:
        return text
    return f"{whole}.{decimals.rstrip(BLANKS).ljust(len(decimals), '0')}"


def has_currency_in_blanks(subject: Subject) -> bool:
    """Tell whether the currency of the invoice has blanks: no total names it with them."""
    return subject.derive(_has_currency_in_blanks)


def _has_currency_in_blanks(subject: Subject) -> bool:
    found = blanks(subject)
    if subject.document is None or not (found.leading or _CURRENCIES & found.trailing):
        return False
    root = parse(subject.document, subject.limits)
    texts = [each.text or "" for name in _CURRENCIES for each in root.iter(f"{{*}}{name}")]
    return any(text.strip(BLANKS) not in ("", text) for text in texts)
