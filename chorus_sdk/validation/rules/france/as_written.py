"""The invoice as its document writes it (*facture telle qu'écrite*): blanks, empty elements.

Reading takes the blanks off a text, and an empty element for none. Most of the published rules
look at the text itself: ` M1 ` is no frame for them, and an empty category is none of the seven.
Where a document holds such a text in a place that they look at, it is read once more with marks
where the blanks are. A document in UTF-16 is passed over.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final, TypeVar

from chorus_sdk._xml import Element, local_name, parse, to_bytes
from chorus_sdk.invoice._base import Value
from chorus_sdk.invoice.provenance import EMPTY
from chorus_sdk.limits import Limits
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.france.facts import TREATMENTS, is_cii, is_ubl
from chorus_sdk.validation.rules.france.notes import GROUP_MEMBER
from chorus_sdk.validation.rules.france.writing import without_positions

V = TypeVar("V")
_SHORTENED: Final = frozenset({"DateTimeString", "DateString"})
"""Days of which the first eight characters are looked at."""
_DAYS: Final = _SHORTENED | frozenset(
    {"IssueDate", "DueDate", "TaxPointDate", "ActualDeliveryDate", "StartDate", "EndDate"}
    | {"PaymentDueDate"}
)
_TEXTS: Final = frozenset(
    {"ProfileID", "InvoiceTypeCode", "CreditNoteTypeCode", "DocumentTypeCode", "CategoryCode"}
    | {"DocumentDescription", "EndpointID", "URIID", "GlobalID", "SubjectCode", "Note", "Content"}
    | {"Value"}
)
_CURRENCIES: Final = {
    "DocumentCurrencyCode": "currency",
    "InvoiceCurrencyCode": "currency",
    "TaxCurrencyCode": "vat_currency",
}
_OWNERS: Final = {
    "ID": frozenset(
        {"Invoice", "CreditNote", "ExchangedDocument", "InvoiceDocumentReference", "TaxCategory"}
        | {"ClassifiedTaxCategory", "PartyIdentification", "DeliveryLocation"}
        | {"SpecifiedLegalOrganization", "BusinessProcessSpecifiedDocumentContextParameter"}
        | {"SpecifiedTaxRegistration"}
    ),
    "CompanyID": frozenset({"PartyLegalEntity", "PartyTaxScheme"}),
    "TypeCode": frozenset({"ExchangedDocument", "InvoiceReferencedDocument"}),
    "IssuerAssignedID": frozenset({"InvoiceReferencedDocument"}),
}
"""Names that are looked at in some elements alone; elsewhere reading depends on their text."""
_NAMES: Final = frozenset((*_DAYS, *_TEXTS, *_CURRENCIES, *_OWNERS))
_BLANKS: Final = " \t\r\n"
_MARKS: Final = "\ufdd0\ufdd1\ufdd2\ufdd3"
_NOTHING: Final = "\ufdd4"
"""What stands for blanks and for an empty text: no characters, and so in no text."""
_TO_MARKS: Final = str.maketrans(_BLANKS, _MARKS)
_FROM_MARKS: Final = str.maketrans({**dict(zip(_MARKS, _BLANKS, strict=True)), _NOTHING: ""})
_MARK_BYTES: Final = 4
"""A mark takes at most so many bytes where a blank took one."""
_LEADING = re.compile(rb">\s++[^<\s]")
_TRAILING = re.compile(rb"</(?<=\s</)(?:[\w.-]+:)?(\w+)")


def as_written(subject: Subject) -> Subject:
    """Return a subject whose invoice says texts as the document does (*vue littérale*).

    It is the subject itself where the document holds no text in blanks and no empty one.
    """
    if subject.document is None or not (is_ubl(subject) or is_cii(subject)):
        return subject
    if not (_has_blanks(subject.document) or _has_empty(subject)):
        return subject
    root = parse(subject.document, subject.limits)
    currencies = _currencies(root)
    if not (_mark(root) or currencies):
        return subject
    from chorus_sdk.formats.documents import read  # loads the tables of the syntaxes

    marked = read(to_bytes(root), limits=_roomier(subject.limits))
    invoice = _unmarked(marked).model_copy(update=currencies)
    return replace(subject, invoice=invoice)


def _roomier(limits: Limits) -> Limits:
    """Return limits under which a document that was read is read again with its marks."""
    return replace(
        limits,
        document_bytes=limits.document_bytes * _MARK_BYTES,
        xml_text_bytes=limits.xml_text_bytes * _MARK_BYTES,
    )


def _has_blanks(document: bytes) -> bool:
    trailing = (found[1].decode() for found in _TRAILING.finditer(document))
    return _LEADING.search(document) is not None or not _NAMES.isdisjoint(trailing)


def _has_empty(subject: Subject) -> bool:
    origin = subject.invoice.origin
    for remark in origin.remarks if origin else ():
        if remark.reason == EMPTY:
            *_, owner, name = ("", *without_positions(remark.path).split("/"))
            if _is_asked(owner.rpartition(":")[2], name.rpartition(":")[2]):
                return True
    return False


def _is_asked(owner: str, name: str) -> bool:
    """Tell whether the rules look at the text of an element as it is written."""
    return name in _NAMES and (name not in _OWNERS or owner in _OWNERS[name])


def _currencies(root: Element) -> dict[str, str]:
    """Return the currencies that are written in blanks, or empty: amounts are read by them."""
    found = {}
    for name, field in _CURRENCIES.items():
        for element in root.iter(f"{{*}}{name}"):
            text = element.text or ""
            if text.strip(_BLANKS) != text or not text:
                found[field] = text
    return found


def _mark(root: Element) -> bool:
    """Put marks for the blanks and empty texts of a tree, and tell whether there were any."""
    marked = False
    for element in root.iter("*"):
        name, owner = local_name(str(element.tag)), element.getparent()
        if len(element) or owner is None or name in _CURRENCIES:
            continue
        if _is_asked(local_name(str(owner.tag)), name):
            text = _marked(name, element.text or "")
            marked = marked or text != (element.text or "")
            element.text = text
    return marked


def _marked(name: str, text: str) -> str:
    said = text.strip(_BLANKS)
    if not said:
        return text if name in _DAYS else text.translate(_TO_MARKS) or _NOTHING
    if name == "Value" or not _is_compared(name, said):
        return text
    before, _, after = text.partition(said)
    after = "" if name in _SHORTENED else after.translate(_TO_MARKS)
    return f"{before.translate(_TO_MARKS)}{said}{after}"


def _is_compared(name: str, said: str) -> bool:
    """Tell whether it matters to rules how a text begins and ends: that of most notes does not."""
    if name == "Note":
        return "#" in said
    return name != "Content" or said in TREATMENTS or said == GROUP_MEMBER


def _unmarked(value: V) -> V:
    """Return a part of the model with blanks in place of the marks."""
    if isinstance(value, str):
        return value.translate(_FROM_MARKS)  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(map(_unmarked, value))  # type: ignore[return-value]
    if not isinstance(value, Value):
        return value
    said = {name: part for name, part in value if isinstance(part, str | tuple | Value)}
    other = {name: _unmarked(part) for name, part in said.items()}
    return value.model_copy(update={n: p for n, p in other.items() if p is not said[n]})
