"""The invoice as its document writes it (*facture telle qu'écrite*): blanks, empty elements.

Reading takes the blanks off a text, and an empty element for none. Most of the published rules
look at the text itself: ` M1 ` is no frame for them, and an empty category is none of the seven.
Where a document holds such a text in a place that they look at, it is read once more with marks
where the blanks are. A document in UTF-16 is passed over.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from chorus_sdk._xml import Element, local_name, parse
from chorus_sdk.invoice.provenance import EMPTY
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.blanks import BLANKS, NOTHING, TO_MARKS, blanks, read_again
from chorus_sdk.validation.rules.france.facts import TREATMENTS, is_cii, is_ubl
from chorus_sdk.validation.rules.france.notes import GROUP_MEMBER
from chorus_sdk.validation.rules.france.writing import without_positions

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
_NOTES: Final = frozenset({"Note", "Content"})
_NOTE_ENDS = re.compile(rb"</(?<=\s</)(?:[\w.-]+:)?(?:Note|Content)\b")
_PLAIN_NOTES: Final = {
    name: re.compile(
        rb"%b(?:\s[^<>]*+)?+>([^<>&]*+)</(?<=\s</)(?:[\w.-]+:)?%b\b" % (2 * (name.encode(),))
    )
    for name in sorted(_NOTES)
}
_SETTLED = re.compile(r"#(?!BAR|TXD)[^#\s]{3}#[^#]{4,}")
"""A note that says one subject, of which rules look at nothing but the code in front."""


def as_written(subject: Subject) -> Subject:
    """Return a subject whose invoice says texts as the document does (*vue littérale*).

    It is the subject itself where the document holds no text in blanks and no empty one.
    """
    if subject.document is None or not (is_ubl(subject) or is_cii(subject)):
        return subject
    if not (_has_blanks(subject, subject.document) or _has_empty(subject)):
        return subject
    root = parse(subject.document, subject.limits)
    currencies = _currencies(root)
    if not (_mark(root) or currencies):
        return subject
    invoice = read_again(root, subject.limits).model_copy(update=currencies)
    return replace(subject, invoice=invoice)


def _has_blanks(subject: Subject, document: bytes) -> bool:
    found = blanks(subject)
    if found.leading:
        return True
    asked = found.trailing & _NAMES
    return bool(asked) and not (asked <= _NOTES and _are_idle(document))


def _are_idle(document: bytes) -> bool:
    """Tell whether the blanks at the end of notes matter to no rule (*blancs sans effet*)."""
    idle = sum(
        _is_idle(name, text.decode("latin-1").rstrip(BLANKS))
        for name, plain in _PLAIN_NOTES.items()
        for text in plain.findall(document)
    )
    return idle == len(_NOTE_ENDS.findall(document))


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
            if text.strip(BLANKS) != text or not text:
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
    said = text.strip(BLANKS)
    if not said:
        return text if name in _DAYS else text.translate(TO_MARKS) or NOTHING
    if name == "Value" or not _is_compared(name, said):
        return text
    before, _, after = text.partition(said)
    if not before and _is_idle(name, said):
        return text
    after = "" if name in _SHORTENED else after.translate(TO_MARKS)
    return f"{before.translate(TO_MARKS)}{said}{after}"


def _is_compared(name: str, said: str) -> bool:
    """Tell whether it matters to rules how a text begins and ends: that of most notes does not."""
    if name == "Note":
        return "#" in said
    return name != "Content" or said in TREATMENTS or said == GROUP_MEMBER


def _is_idle(name: str, said: str) -> bool:
    """Tell a note whose last blanks matter to no rule: one subject, and neither BAR nor TXD."""
    if name == "Note" and _SETTLED.fullmatch(said):
        return True
    return bool(said) and name in _NOTES and not _is_compared(name, said)
