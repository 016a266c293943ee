"""What may stand once in UBL: UBL-SR, as a table."""

from __future__ import annotations

from typing import Final

from chorus_sdk.invoice.model import Invoice
from chorus_sdk.validation.rules.en16931.repeats import Once

_SELLER: Final = "cac:AccountingSupplierParty/cac:Party"


_BUYER: Final = "cac:AccountingCustomerParty/cac:Party"


def _deliveries(invoice: Invoice) -> int:
    return 1 + len(invoice.further_deliveries)


def _terms(invoice: Invoice) -> int:
    further = sum(terms.text is not None for terms in invoice.further_payment_terms)
    return further + (invoice.payment_terms is not None)


def _cards(invoice: Invoice) -> int:
    payment = invoice.payment
    return 0 if payment is None else sum(means.card is not None for means in payment.means)


def _texts(invoice: Invoice) -> int:
    payment = invoice.payment
    return 0 if payment is None else sum(means.text is not None for means in payment.means)


def _objects(invoice: Invoice) -> int:
    references = invoice.references
    return (references.invoiced_object is not None) + len(references.further_objects)


def _notes(invoice: Invoice) -> int:
    return max((1 + len(line.further_notes) for line in invoice.lines), default=0)


def _line_documents(invoice: Invoice) -> int:
    return max(
        (
            (line.object_identifier is not None)
            + len(line.further_objects)
            + len(line.supporting_documents)
            for line in invoice.lines
        ),
        default=0,
    )


def _discounts(invoice: Invoice) -> int:
    return max(
        (
            (line.price.discount is not None)
            + len(line.price.further_discounts)
            + len(line.price.charges)
            for line in invoice.lines
        ),
        default=0,
    )


ONCE: Final = (
    Once(
        "UBL-SR-01",
        "cac:ContractDocumentReference/cbc:ID",
        ("BT-12",),
        "contract",
        "un contrat",
    ),
    Once(
        "UBL-SR-02",
        "cac:ReceiptDocumentReference/cbc:ID",
        ("BT-15",),
        "receiving advice",
        "un avis de réception",
    ),
    Once(
        "UBL-SR-03",
        "cac:DespatchDocumentReference/cbc:ID",
        ("BT-16",),
        "despatch advice",
        "un avis d'expédition",
    ),
    Once(
        "UBL-SR-04",
        "",
        ("BT-18",),
        "invoiced object",
        "un objet facturé",
        _objects,
    ),
    Once(
        "UBL-SR-05",
        "cac:PaymentTerms/cbc:Note",
        ("BT-20",),
        "text on terms of payment",
        "un texte de conditions de paiement",
        _terms,
    ),
    Once(
        "UBL-SR-06",
        "cac:BillingReference/cac:InvoiceDocumentReference",
        ("BG-3",),
        "document in a reference to an earlier invoice",
        "un document par référence à une facture antérieure",
    ),
    Once(
        "UBL-SR-08",
        "cac:InvoicePeriod",
        ("BG-14",),
        "invoicing period",
        "une période de facturation",
    ),
    Once(
        "UBL-SR-09",
        f"{_SELLER}/cac:PartyLegalEntity/cbc:RegistrationName",
        ("BT-27",),
        "seller name",
        "un nom du vendeur",
    ),
    Once(
        "UBL-SR-10",
        f"{_SELLER}/cac:PartyName/cbc:Name",
        ("BT-28",),
        "trading name of the seller",
        "une appellation commerciale du vendeur",
    ),
    Once(
        "UBL-SR-11",
        f"{_SELLER}/cac:PartyLegalEntity/cbc:CompanyID",
        ("BT-30",),
        "legal registration of the seller",
        "un enregistrement légal du vendeur",
    ),
    Once(
        "UBL-SR-14",
        f"{_SELLER}/cac:PartyLegalEntity/cbc:CompanyLegalForm",
        ("BT-33",),
        "text of legal information of the seller",
        "une information juridique du vendeur",
    ),
    Once(
        "UBL-SR-15",
        f"{_BUYER}/cac:PartyLegalEntity/cbc:RegistrationName",
        ("BT-44",),
        "buyer name",
        "un nom de l'acheteur",
    ),
    Once(
        "UBL-SR-16",
        f"{_BUYER}/cac:PartyIdentification/cbc:ID",
        ("BT-46",),
        "buyer identifier",
        "un identifiant de l'acheteur",
        lambda invoice: len(invoice.buyer.identifiers),
    ),
    Once(
        "UBL-SR-17",
        f"{_BUYER}/cac:PartyLegalEntity/cbc:CompanyID",
        ("BT-47",),
        "legal registration of the buyer",
        "un enregistrement légal de l'acheteur",
    ),
    Once(
        "UBL-SR-22",
        "cac:TaxRepresentativeParty/cac:PartyName/cbc:Name",
        ("BT-62",),
        "name of the tax representative",
        "un nom du représentant fiscal",
    ),
    Once("UBL-SR-24", "cac:Delivery", ("BG-13",), "delivery", "une livraison", _deliveries),
    Once(
        "UBL-SR-25",
        "cac:Delivery/cac:DeliveryParty/cac:PartyName/cbc:Name",
        ("BT-70",),
        "name of the deliver-to party",
        "un nom du destinataire de la livraison",
    ),
    Once(
        "UBL-SR-27",
        "cac:PaymentMeans/cbc:PaymentMeansCode",
        ("BT-81",),
        "code in one means of payment",
        "un code par moyen de paiement",
    ),
    Once(
        "UBL-SR-32",
        "cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:TaxExemptionReason",
        ("BT-120",),
        "reason of exemption in one entry of the VAT breakdown",
        "un motif d'exonération par ventilation de TVA",
    ),
    Once(
        "UBL-SR-33",
        "cac:AdditionalDocumentReference/cbc:DocumentDescription",
        ("BT-123",),
        "description of a supporting document",
        "une description par document justificatif",
    ),
    Once("UBL-SR-34", "%/cbc:Note", ("BT-127",), "note in a line", "une note par ligne", _notes),
    Once(
        "UBL-SR-35",
        "%/cac:OrderLineReference/cbc:LineID",
        ("BT-132",),
        "line of an order in a line",
        "une ligne de commande par ligne",
    ),
    Once(
        "UBL-SR-36",
        "%/cac:InvoicePeriod",
        ("BG-26",),
        "period in a line",
        "une période par ligne",
    ),
    Once(
        "UBL-SR-37",
        "%/cac:Price/cac:AllowanceCharge/cbc:Amount",
        ("BT-147",),
        "discount in a price",
        "un rabais par prix",
        _discounts,
    ),
    Once(
        "UBL-SR-39",
        "cac:ProjectReference/cbc:ID",
        ("BT-11",),
        "project",
        "un projet",
    ),
    Once(
        "UBL-SR-40",
        f"{_BUYER}/cac:PartyName/cbc:Name",
        ("BT-45",),
        "trading name of the buyer",
        "une appellation commerciale de l'acheteur",
    ),
    Once(
        "UBL-SR-45",
        "cac:PaymentMeans/cbc:PaymentDueDate",
        ("BT-9",),
        "due date",
        "une date d'échéance",
    ),
    Once(
        "UBL-SR-46",
        "cac:PaymentMeans/cbc:PaymentMeansCode/@name",
        ("BT-82",),
        "text of a means of payment",
        "un libellé de moyen de paiement",
        _texts,
    ),
    Once(
        "UBL-SR-49",
        "cac:InvoicePeriod/cbc:DescriptionCode",
        ("BT-8",),
        "code of the VAT point date",
        "un code de date d'exigibilité",
    ),
    Once(
        "UBL-SR-50",
        "%/cac:Item/cbc:Description",
        ("BT-154",),
        "description of an item",
        "une description par article",
    ),
    Once(
        "UBL-SR-52",
        "%/cac:DocumentReference",
        ("BT-128",),
        "document in a line",
        "un document par ligne",
        _line_documents,
    ),
    Once(
        "UBL-SR-54",
        "cac:PaymentMeans/cac:CardAccount",
        ("BG-18",),
        "payment card",
        "une carte de paiement",
        _cards,
    ),
    Once(
        "UBL-SR-56",
        "cac:OriginatorDocumentReference/cbc:ID",
        ("BT-17",),
        "tender or lot",
        "un appel d'offres ou lot",
    ),
)
"""What may stand once."""
