"""What only the traces of a UBL document can break: what the reader kept beside the model."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from chorus_sdk._xml import parse
from chorus_sdk.findings import Severity
from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.binding.run import SECOND
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.invoice.parties import Party
from chorus_sdk.invoice.provenance import EMPTY, REPEATED
from chorus_sdk.validation.rules.base import Breach, Subject, rule
from chorus_sdk.validation.rules.en16931.completed import invoice_of
from chorus_sdk.validation.rules.en16931.repeats import ends_repeated, is_repeated
from chorus_sdk.validation.rules.en16931.source import line_path
from chorus_sdk.validation.rules.en16931.traces import number_of, traces
from chorus_sdk.validation.rules.en16931.ubl.registrations import is_vat_number, registrations

_SELLER: Final = "cac:AccountingSupplierParty/cac:Party"


_BUYER: Final = "cac:AccountingCustomerParty/cac:Party"


def _has_several(subject: Subject, path: str, party: Party, *, vat: bool) -> bool:
    return any(
        is_vat_number(subject, path, trace, party) is vat for trace in registrations(subject, path)
    )


@rule(
    "UBL-SR-12",
    "BT-31",
    en="The seller has at most one VAT number.",
    fr="Le vendeur a au plus un numéro de TVA.",
)
def ubl_sr_12(subject: Subject) -> Iterator[Breach]:
    """BT-31 stands once."""
    if _has_several(subject, _SELLER, invoice_of(subject).seller, vat=True):
        yield Breach("seller.vat_identifier")


@rule(
    "UBL-SR-13",
    "BT-32",
    en="The seller has at most one tax registration beside the VAT number.",
    fr="Le vendeur a au plus un identifiant fiscal en plus du numéro de TVA.",
)
def ubl_sr_13(subject: Subject) -> Iterator[Breach]:
    """BT-32 stands once."""
    if _has_several(subject, _SELLER, invoice_of(subject).seller, vat=False):
        yield Breach("seller.tax_registration")


@rule(
    "UBL-SR-18",
    "BT-48",
    en="The buyer has at most one VAT number.",
    fr="L'acheteur a au plus un numéro de TVA.",
)
def ubl_sr_18(subject: Subject) -> Iterator[Breach]:
    """BT-48 stands once."""
    if _has_several(subject, _BUYER, invoice_of(subject).buyer, vat=True):
        yield Breach("buyer.vat_identifier")


@rule(
    "UBL-SR-42",
    "BT-31",
    "BT-32",
    en="The seller has at most two tax registrations.",
    fr="Le vendeur a au plus deux identifiants fiscaux.",
)
def ubl_sr_42(subject: Subject) -> Iterator[Breach]:
    """BT-31 and BT-32, and no third."""
    seller = invoice_of(subject).seller
    held = (seller.vat_identifier is not None) + (seller.tax_registration is not None)
    if held + len(tuple(registrations(subject, _SELLER))) > 2:
        yield Breach("seller.tax_registration")


@rule(
    "UBL-SR-26",
    "BT-83",
    en="A means of payment has at most one remittance text.",
    fr="Un moyen de paiement a au plus un avis de paiement.",
)
def ubl_sr_26(subject: Subject) -> Iterator[Breach]:
    """BT-83 stands once in a means of payment."""
    if ends_repeated(traces(subject), "cac:PaymentMeans/cbc:PaymentID"):
        yield Breach("payment.remittance")


@rule(
    "UBL-SR-44",
    "BT-83",
    en="All means of payment have the same remittance text.",
    fr="Tous les moyens de paiement ont le même avis de paiement.",
)
def ubl_sr_44(subject: Subject) -> Iterator[Breach]:
    """BT-83 has one value."""
    payment = subject.invoice.payment
    held = payment is not None and payment.remittance is not None
    for trace in traces(subject).entries:
        reason = trace.kept.reason
        differs = reason == SECOND or (held and reason == EMPTY)
        if differs and trace.path == "cac:PaymentMeans/cbc:PaymentID":
            yield Breach("payment.remittance", trace.kept.text)


@rule(
    "UBL-SR-28",
    "BT-89",
    en="A means of payment has at most one mandate.",
    fr="Un moyen de paiement a au plus un mandat.",
)
def ubl_sr_28(subject: Subject) -> Iterator[Breach]:
    """BT-89 stands once in a means of payment."""
    path = "cac:PaymentMeans/cac:PaymentMandate"
    known = traces(subject)
    if ends_repeated(known, path) or ends_repeated(known, f"{path}/cbc:ID"):
        yield Breach("payment.direct_debit.mandate")


@rule(
    "UBL-SR-55",
    "BG-19",
    en="An invoice has at most one direct debit.",
    fr="Une facture a au plus un prélèvement.",
)
def ubl_sr_55(subject: Subject) -> Iterator[Breach]:
    """BG-19 stands once."""
    mandate = "cac:PaymentMeans/cac:PaymentMandate"
    means = {
        trace.kept.path.partition("/cac:PaymentMandate")[0]
        for trace in traces(subject).entries
        if trace.path.startswith(mandate)
    }
    again = traces(subject).because(f"{mandate}/cbc:ID", SECOND, REPEATED)
    if again or len(means) > 1:
        yield Breach("payment.direct_debit")


@rule(
    "UBL-SR-30",
    "BT-97",
    "BT-139",
    en="An allowance has at most one reason.",
    fr="Une remise a au plus un motif.",
)
def ubl_sr_30(subject: Subject) -> Iterator[Breach]:
    """BT-97, BT-139 stand once."""
    yield from _several_reasons(subject, "allowances")


@rule(
    "UBL-SR-31",
    "BT-104",
    "BT-144",
    en="A charge has at most one reason.",
    fr="Une charge a au plus un motif.",
)
def ubl_sr_31(subject: Subject) -> Iterator[Breach]:
    """BT-104, BT-144 stand once."""
    yield from _several_reasons(subject, "charges")


def _several_reasons(subject: Subject, part: str) -> Iterator[Breach]:
    reason = "cac:AllowanceCharge/cbc:AllowanceChargeReason"
    paths = (reason, f"{line_path(subject)}/{reason}")
    if is_repeated(traces(subject), paths, part):
        yield Breach(part)


@rule(
    "UBL-SR-51",
    "BT-162",
    "BT-163",
    "BT-164",
    "BT-165",
    en="An address has at most one further line.",
    fr="Une adresse a au plus une ligne supplémentaire.",
)
def ubl_sr_51(subject: Subject) -> Iterator[Breach]:
    """BT-162, BT-163, BT-164, BT-165 stand once."""
    known = traces(subject)
    if any(
        ends_repeated(known, f"{address}/cac:AddressLine")
        for address in ("cac:PostalAddress", "cac:Address")
    ):
        yield Breach()


@rule(
    "UBL-CR-666",
    "BT-18",
    en="An invoiced object has no attached document.",
    fr="Un objet facturé n'a pas de document joint.",
)
def ubl_cr_666(subject: Subject) -> Iterator[Breach]:
    """BT-18 has no BT-125."""
    attachment = "cac:AdditionalDocumentReference/cac:Attachment/"
    yield from _of_objects(subject, attachment)


@rule(
    "UBL-CR-673",
    "BT-18",
    en="An invoiced object has no description.",
    fr="Un objet facturé n'a pas de description.",
)
def ubl_cr_673(subject: Subject) -> Iterator[Breach]:
    """BT-18 has no BT-123."""
    yield from _of_objects(subject, "cac:AdditionalDocumentReference/cbc:DocumentDescription")


_DOCUMENT: Final = "AdditionalDocumentReference"
_PROJECT: Final = "50"
_TAKEN: Final = (
    "cbc:DocumentDescription",
    "cac:Attachment/cbc:EmbeddedDocumentBinaryObject",
    "cac:Attachment/cac:ExternalReference/cbc:URI",
)
"""What the reader takes of a supporting document: where it did not, there was none."""


def _of_objects(subject: Subject, path: str) -> Iterator[Breach]:
    if not _has_object(invoice_of(subject)):
        return
    for trace in traces(subject).entries:
        there = trace.path.startswith(path) and trace.path.endswith(_TAKEN)
        if there and trace.kept.reason is None and not _is_of_project(subject, trace.kept.path):
            yield Breach(trace.kept.path, trace.kept.text)


def _is_of_project(subject: Subject, path: str) -> bool:
    """Tell whether something stands beside the number of a project, which credit notes have so."""
    if subject.document is None or subject.invoice.references.project is None:
        return False
    documents = parse(subject.document, subject.limits).findall(f"{{*}}{_DOCUMENT}")
    of_type = documents[number_of(path, f"cac:{_DOCUMENT}")].findtext("{*}DocumentTypeCode")
    return (of_type or "").strip() == _PROJECT


def _has_object(invoice: Invoice) -> bool:
    return invoice.references.invoiced_object is not None


@rule(
    "UBL-CR-412",
    "BT-9",
    en="The due date of an Invoice stands apart from its means of payment.",
    fr="L'échéance d'une Invoice est à part de ses moyens de paiement.",
    severity=Severity.WARNING,
)
def ubl_cr_412(subject: Subject) -> Iterator[Breach]:
    """Only a CreditNote has BT-9 in its means of payment."""
    path = "cac:PaymentMeans/cbc:PaymentDueDate"
    if subject.format is FormatId.UBL_INVOICE and traces(subject).has(path):
        yield Breach(f"/Invoice/{path}")


@rule(
    "UBL-DT-18",
    "BT-82",
    en="Only the code of a means of payment has an attribute name.",
    fr="Seul le code d'un moyen de paiement a un attribut name.",
    severity=Severity.WARNING,
)
def ubl_dt_18(subject: Subject) -> Iterator[Breach]:
    """BT-82 is the only use of the attribute; the model has one of a classification, too."""
    for number, line in enumerate(subject.invoice.lines):
        for index, classification in enumerate(line.item.classifications):
            if classification.name is not None:
                place = f"lines[{number}].item.classifications[{index}].name"
                yield Breach(place, classification.name)
    for trace in traces(subject).entries:
        if trace.path.endswith("/@name") and "cbc:PaymentMeansCode" not in trace.path:
            yield Breach(trace.kept.path, trace.kept.text)
