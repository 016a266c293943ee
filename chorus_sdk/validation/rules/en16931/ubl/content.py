"""What UBL asks of the content of an invoice: UBL-SR and UBL-DT."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from chorus_sdk.findings import Severity
from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.binding.run import SECOND
from chorus_sdk.invoice.provenance import EMPTY, REPEATED
from chorus_sdk.validation.rules.base import Breach, Subject, rule
from chorus_sdk.validation.rules.en16931.completed import invoice_of
from chorus_sdk.validation.rules.en16931.reach import Reach, Watch
from chorus_sdk.validation.rules.en16931.repeats import is_repeated, paths_of
from chorus_sdk.validation.rules.en16931.source import line_path
from chorus_sdk.validation.rules.en16931.texts import decimals
from chorus_sdk.validation.rules.en16931.traces import traces
from chorus_sdk.validation.rules.en16931.ubl.registrations import TAX, registrations
from chorus_sdk.validation.rules.en16931.watching import found


@rule(
    "UBL-SR-07",
    "BT-25",
    en="A reference to an earlier invoice has its number.",
    fr="Une référence à une facture antérieure a son numéro.",
)
def ubl_sr_07(subject: Subject) -> Iterator[Breach]:
    """BT-25 is there where BG-3 is, as BR-55 asks."""
    from chorus_sdk.validation.rules.en16931.presence_parts import br_55

    yield from br_55.check(subject)


@rule(
    "UBL-SR-23",
    "BT-63",
    en="The tax representative has one VAT number and no other registration.",
    fr="Le représentant fiscal a un numéro de TVA et aucun autre identifiant fiscal.",
)
def ubl_sr_23(subject: Subject) -> Iterator[Breach]:
    """BT-63 stands alone."""
    agent = invoice_of(subject).tax_representative
    if agent is None:
        return
    held = (agent.vat_identifier is not None) + (agent.tax_registration is not None)
    if held + len(tuple(registrations(subject, "cac:TaxRepresentativeParty"))) > 1:
        yield Breach("tax_representative.tax_registration")


@rule(
    "UBL-SR-53",
    "BT-31",
    "BT-32",
    en="A tax registration has an identifier and names its tax.",
    fr="Un enregistrement fiscal a un identifiant et nomme sa taxe.",
)
def ubl_sr_53(subject: Subject) -> Iterator[Breach]:
    """Both are there, for every party."""
    invoice, known = invoice_of(subject), traces(subject)
    parties = (invoice.seller, invoice.buyer, invoice.payee, invoice.tax_representative)
    for party in parties:
        if party is not None and party.tax_registration is None:
            scheme = party.tax_registration_scheme
            if scheme is not None:
                yield Breach(found=scheme)
    for trace in known.entries:
        if trace.path.endswith(TAX) and trace.kept.reason == EMPTY:
            yield Breach(trace.kept.path)
    for trace in known.gone:
        if trace.path.endswith((f"{TAX}/cac:TaxScheme/cbc:ID", f"{TAX}/cac:TaxScheme")):
            yield Breach(trace.kept.path)


def _is_payee_of_its_own(subject: Subject) -> bool:
    invoice = invoice_of(subject)
    payee, seller = invoice.payee, invoice.seller
    if payee is None:
        return not traces(subject).has("cac:PayeeParty")
    return payee.name is not None and seller.name is not None and payee.name != seller.name


_PAYEE_EN: Final = ", and its name is not the seller's"


_PAYEE_FR: Final = ", et son nom n'est pas celui du vendeur"


@rule(
    "UBL-SR-19",
    "BT-59",
    en=f"A payee has one name{_PAYEE_EN}.",
    fr=f"Un bénéficiaire a un seul nom{_PAYEE_FR}.",
)
def ubl_sr_19(subject: Subject) -> Iterator[Breach]:
    """BT-59 stands once and differs from BT-27."""
    names = ("cac:PayeeParty/cac:PartyName/cbc:Name",)
    if not _is_payee_of_its_own(subject) or is_repeated(traces(subject), names):
        yield Breach("payee.name")


@rule(
    "UBL-SR-20",
    "BT-60",
    en=f"A payee has at most one identifier{_PAYEE_EN}.",
    fr=f"Un bénéficiaire a au plus un identifiant{_PAYEE_FR}.",
)
def ubl_sr_20(subject: Subject) -> Iterator[Breach]:
    """BT-60 stands once, and BT-59 differs from BT-27."""
    payee = invoice_of(subject).payee
    if not _is_payee_of_its_own(subject) or (payee is not None and len(payee.identifiers) > 1):
        yield Breach("payee.identifiers")


@rule(
    "UBL-SR-21",
    "BT-61",
    en=f"A payee has at most one legal registration{_PAYEE_EN}.",
    fr=f"Un bénéficiaire a au plus un enregistrement légal{_PAYEE_FR}.",
)
def ubl_sr_21(subject: Subject) -> Iterator[Breach]:
    """BT-61 stands once, and BT-59 differs from BT-27."""
    legal = ("cac:PayeeParty/cac:PartyLegalEntity/cbc:CompanyID",)
    if not _is_payee_of_its_own(subject) or is_repeated(traces(subject), legal):
        yield Breach("payee.legal_registration")


@rule(
    "UBL-SR-47",
    "BT-81",
    en="All means of payment have the same code.",
    fr="Tous les moyens de paiement ont le même code.",
)
def ubl_sr_47(subject: Subject) -> Iterator[Breach]:
    """BT-81 has one value."""
    payment = invoice_of(subject).payment
    if payment is not None:
        codes = {means.code for means in payment.means if means.code is not None}
        if len(codes) > 1:
            yield Breach("payment.means", ", ".join(sorted(codes)))


@rule(
    "UBL-SR-29",
    "BT-90",
    en="There is at most one creditor identifier (SEPA).",
    fr="Il y a au plus un identifiant de créancier (SEPA).",
)
def ubl_sr_29(subject: Subject) -> Iterator[Breach]:
    """BT-90 stands once, whoever has it."""
    invoice, payment = invoice_of(subject), invoice_of(subject).payment
    debit = None if payment is None else payment.direct_debit
    held = int(debit is not None and debit.creditor is not None)
    for party in (invoice.seller, invoice.buyer, invoice.payee):
        for identifier in () if party is None else party.identifiers:
            held += (identifier.scheme or "").upper() == "SEPA"
    for trace in traces(subject).entries:
        again = trace.kept.reason in {SECOND, REPEATED}
        held += again and trace.path.endswith("cac:PartyIdentification/cbc:ID")
    if held > 1:
        yield Breach("payment.direct_debit.creditor")


@rule(
    "UBL-SR-43",
    "BT-122",
    "BT-18",
    en="A document reference with a scheme or a type is an invoiced object (130).",
    fr="Une référence de document avec schéma ou type est un objet facturé (130).",
)
def ubl_sr_43(subject: Subject) -> Iterator[Breach]:
    """BT-122 has neither scheme nor type; a credit note may have 50, which is BT-11."""
    for number, document in enumerate(invoice_of(subject).supporting_documents):
        if document.type_code is not None or document.reference_type is not None:
            yield Breach(f"supporting_documents[{number}].type_code", document.type_code)
    if "" in traces(subject).texts("cac:AdditionalDocumentReference/cbc:DocumentTypeCode"):
        yield Breach("supporting_documents")


@rule(
    "UBL-CR-665",
    "BT-122",
    en="Only an invoiced object (130) has an identifier with a scheme.",
    fr="Seul un objet facturé (130) a un identifiant avec schéma.",
    severity=Severity.WARNING,
)
def ubl_cr_665(subject: Subject) -> Iterator[Breach]:
    """BT-122 has no scheme."""
    for number, document in enumerate(invoice_of(subject).supporting_documents):
        if document.reference_type is not None:
            yield Breach(f"supporting_documents[{number}].reference_type", document.reference_type)
    for trace in traces(subject).entries:
        if trace.path == "cac:AdditionalDocumentReference/cbc:ID/@schemeID":
            yield Breach(trace.kept.path, trace.kept.text)


@rule(
    "UBL-SR-48",
    "BG-30",
    en="A line has one VAT category.",
    fr="Une ligne a un seul type de TVA.",
)
def ubl_sr_48(subject: Subject) -> Iterator[Breach]:
    """BG-30 stands once."""
    known, tax = traces(subject), "cac:Item/cac:ClassifiedTaxCategory"
    there = known.items(line_path(subject), tax)
    for number, line in enumerate(invoice_of(subject).lines):
        held = line.vat.category is not None or line.vat.rate is not None
        if not held and number not in there:
            yield Breach(f"lines[{number}].vat")
    if is_repeated(known, paths_of(f"%/{tax}")):
        yield Breach("lines")


_AMOUNT: Final = re.compile(r"(?!.*cac:Price/cac:AllowanceCharge/)(?:.*/)?cbc:(?!.*Price)\w*Amount")


@rule(
    "UBL-DT-06",
    "BT-125",
    en="An attached document says its type (mimeCode).",
    fr="Un document joint indique son type (mimeCode).",
)
def ubl_dt_06(subject: Subject) -> Iterator[Breach]:
    """BT-125-1 is there where BT-125 is."""
    yield from _attached(subject, "mimeCode", "mime_code")


@rule(
    "UBL-DT-07",
    "BT-125",
    en="An attached document has a file name (filename).",
    fr="Un document joint a un nom de fichier (filename).",
)
def ubl_dt_07(subject: Subject) -> Iterator[Breach]:
    """BT-125-2 is there where BT-125 is."""
    yield from _attached(subject, "filename", "file_name")


def _attached(subject: Subject, attribute: str, name: str) -> Iterator[Breach]:
    known = traces(subject)
    path = "cac:AdditionalDocumentReference/cac:Attachment/cbc:EmbeddedDocumentBinaryObject"
    for number, document in enumerate(invoice_of(subject).supporting_documents):
        attachment = document.attachment
        lacking = attachment is not None and getattr(attachment, name) is None
        if lacking and not known.has(f"{path}/@{attribute}"):
            yield Breach(f"supporting_documents[{number}].attachment.{name}")
    attached = any(d.attachment is not None for d in invoice_of(subject).supporting_documents)
    said = {trace.kept.path for trace in known.entries}
    for trace in known.entries:
        is_held = attached and trace.kept.reason == EMPTY
        lacking = f"{trace.kept.path}/@{attribute}" not in said
        if trace.path == path and lacking and not is_held:
            yield Breach(trace.kept.path)


class _TwoDecimals:
    """The amounts that have at most two decimals."""

    def __contains__(self, amount: object) -> bool:
        return not isinstance(amount, Decimal) or decimals(amount) <= 2


@rule(
    "UBL-DT-01",
    "BG-22",
    en="An amount has at most two decimals.",
    fr="Un montant a au plus deux décimales.",
)
def ubl_dt_01(subject: Subject) -> Iterator[Breach]:
    """Every amount but prices and their discounts, wherever it stands."""
    for _, breach in found(subject, "UBL-DT-01"):
        yield breach
    for trace in traces(subject).entries:
        if _AMOUNT.fullmatch(trace.path) and len(trace.kept.text.strip().partition(".")[2]) > 2:
            yield Breach(trace.kept.path, trace.kept.text)


def watched(format_id: FormatId | None, reach: Reach) -> Iterator[Watch]:
    """Yield the watch for an amount, where a place of the model is one in UBL."""
    if format_id is not None and _AMOUNT.fullmatch(reach.element):
        yield Watch(ubl_dt_01, _TWO_DECIMALS)


_TWO_DECIMALS: Final = _TwoDecimals()
