"""What may stand once in CII: CII-SR, as tables."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from chorus_sdk.findings import Severity
from chorus_sdk.invoice.attachments import SupportingDocument
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.invoice.parties import Party
from chorus_sdk.validation.rules.en16931.repeats import Once
from chorus_sdk.validation.rules.en16931.source import (
    AGREEMENT,
    LINE,
    SETTLEMENT,
    SUMMATION,
)

_PROCESS: Final = (
    "rsm:ExchangedDocumentContext/ram:BusinessProcessSpecifiedDocumentContextParameter"
)


_SELLER: Final = f"{AGREEMENT}/ram:SellerTradeParty"


_DOCUMENT: Final = f"{AGREEMENT}/ram:AdditionalReferencedDocument"


_BUYER: Final = f"{AGREEMENT}/ram:BuyerTradeParty"


_NET_PRICE: Final = f"{LINE}/ram:SpecifiedLineTradeAgreement/ram:NetPriceProductTradePrice"


def _contacts(party: Party) -> int:
    return (party.contact is not None) + len(party.further_contacts)


def _terms(invoice: Invoice) -> int:
    first = (invoice.payment_terms, invoice.due_date, invoice.payment_conditions)
    return (first != (None, None, None)) + len(invoice.further_payment_terms)


def _term_texts(invoice: Invoice) -> int:
    further = sum(terms.text is not None for terms in invoice.further_payment_terms)
    return further + (invoice.payment_terms is not None)


def _objects(invoice: Invoice) -> int:
    references = invoice.references
    return (references.invoiced_object is not None) + len(references.further_objects)


def _line_objects(invoice: Invoice) -> int:
    return max(
        (
            (line.object_identifier is not None) + len(line.further_objects)
            for line in invoice.lines
        ),
        default=0,
    )


def _line_notes(invoice: Invoice) -> int:
    return max((1 + len(line.further_notes) for line in invoice.lines), default=0)


def _plain_documents(invoice: Invoice) -> list[SupportingDocument]:
    return [document for document in invoice.supporting_documents if document.type_code is None]


def _described(invoice: Invoice) -> int:
    return sum(document.description is not None for document in _plain_documents(invoice))


def _attached(invoice: Invoice) -> int:
    return sum(
        document.attachment is not None and document.attachment.content is not None
        for document in _plain_documents(invoice)
    )


_TOTALS: Final = (
    ("477", "LineTotalAmount", "sum of line net amounts", "une somme des montants nets"),
    ("478", "ChargeTotalAmount", "sum of charges", "une somme des charges"),
    ("479", "AllowanceTotalAmount", "sum of allowances", "une somme des remises"),
    ("480", "TaxBasisTotalAmount", "total without VAT", "un total hors TVA"),
    ("481", "RoundingAmount", "rounding amount", "un montant arrondi"),
    ("482", "GrandTotalAmount", "total with VAT", "un total avec TVA"),
    ("483", "InformationAmount", "amount for information", "un montant pour information"),
    ("484", "TotalPrepaidAmount", "amount paid", "un montant payé"),
    ("485", "TotalDiscountAmount", "total of discounts", "un total des escomptes"),
    ("486", "TotalAllowanceChargeAmount", "total of adjustments", "un total des ajustements"),
    ("487", "DuePayableAmount", "amount due", "un montant à payer"),
    ("488", "RetailValueExcludingTaxInformationAmount", "retail value", "une valeur de détail"),
    ("489", "TotalDepositFeeInformationAmount", "total of deposits", "un total des consignes"),
    (
        "490",
        "ProductValueExcludingTobaccoTaxInformationAmount",
        "value without tobacco tax",
        "une valeur hors taxe sur le tabac",
    ),
    (
        "491",
        "TotalRetailValueInformationAmount",
        "total retail value",
        "un total des valeurs de détail",
    ),
    ("492", "GrossLineTotalAmount", "gross sum of lines", "une somme brute des lignes"),
    ("493", "NetLineTotalAmount", "net sum of lines", "une somme nette des lignes"),
    (
        "494",
        "NetIncludingTaxesLineTotalAmount",
        "net sum of lines with taxes",
        "une somme nette des lignes, taxes comprises",
    ),
)


_TOTAL_TERMS: Final = MappingProxyType(
    {
        "477": "BT-106",
        "478": "BT-108",
        "479": "BT-107",
        "480": "BT-109",
        "481": "BT-114",
        "482": "BT-112",
        "484": "BT-113",
        "487": "BT-115",
    }
)
"""The terms of totals; the others of the group (BG-22) are none of EN 16931."""

ONCE: Final = (
    *(
        Once(
            f"CII-SR-{number}",
            f"{SUMMATION}/ram:{name}",
            (_TOTAL_TERMS.get(number, "BG-22"),),
            en,
            fr,
        )
        for number, name, en, fr in _TOTALS
    ),
    *(
        Once(
            "CII-SR-441",
            f"{_NET_PRICE}/ram:ChargeAmount",
            ("BT-146",),
            "net price in a line",
            "un prix net par ligne",
        ),
        Once(
            "CII-SR-455",
            f"{_SELLER}/ram:DefinedTradeContact",
            ("BG-6",),
            "contact of the seller",
            "un contact du vendeur",
            lambda invoice: _contacts(invoice.seller),
        ),
        Once(
            "CII-SR-456",
            f"{_BUYER}/ram:DefinedTradeContact",
            ("BG-9",),
            "contact of the buyer",
            "un contact de l'acheteur",
            lambda invoice: _contacts(invoice.buyer),
        ),
        Once(
            "CII-SR-459",
            f"{_SELLER}/ram:URIUniversalCommunication",
            ("BT-34",),
            "electronic address of the seller",
            "une adresse électronique du vendeur",
        ),
        Once(
            "CII-SR-460",
            f"{_BUYER}/ram:URIUniversalCommunication",
            ("BT-49",),
            "electronic address of the buyer",
            "une adresse électronique de l'acheteur",
        ),
        Once(
            "CII-SR-461",
            f"{SETTLEMENT}/ram:ApplicableTradeTax/ram:TaxPointDate/udt:DateString",
            ("BT-7",),
            "VAT point date",
            "une date d'exigibilité",
        ),
        Once(
            "CII-SR-469",
            f"{SETTLEMENT}/ram:PaymentReference",
            ("BT-83",),
            "remittance text",
            "un avis de paiement",
        ),
    ),
)
"""What may stand once, or the document is in error."""


ONCE_OR_WARNING: Final = (
    Once(
        "CII-SR-003",
        _PROCESS,
        ("BT-23",),
        "business process",
        "un type de processus",
        severity=Severity.WARNING,
    ),
    Once(
        "CII-SR-030",
        "rsm:ExchangedDocument/ram:IncludedNote/ram:Content",
        ("BT-22",),
        "text of a note",
        "un texte par note",
        severity=Severity.WARNING,
    ),
    Once(
        "CII-SR-039",
        f"{LINE}/ram:AssociatedDocumentLineDocument/ram:IncludedNote",
        ("BT-127",),
        "note in a line",
        "une note par ligne",
        _line_notes,
        severity=Severity.WARNING,
    ),
    Once(
        "CII-SR-040",
        f"{LINE}/ram:AssociatedDocumentLineDocument/ram:IncludedNote/ram:Content",
        ("BT-127",),
        "text of a note in a line",
        "un texte de note par ligne",
        _line_notes,
        severity=Severity.WARNING,
    ),
    Once(
        "CII-SR-452",
        f"{SETTLEMENT}/ram:SpecifiedTradePaymentTerms",
        ("BT-20",),
        "group of terms of payment",
        "un groupe de conditions de paiement",
        _terms,
        severity=Severity.WARNING,
    ),
    Once(
        "CII-SR-453",
        f"{SETTLEMENT}/ram:SpecifiedTradePaymentTerms/ram:Description",
        ("BT-20",),
        "text on terms of payment",
        "un texte de conditions de paiement",
        _term_texts,
        severity=Severity.WARNING,
    ),
    Once(
        "CII-SR-457",
        f"{_DOCUMENT}/ram:IssuerAssignedID",
        ("BT-17",),
        "tender or lot",
        "un appel d'offres ou lot",
        severity=Severity.WARNING,
    ),
    Once(
        "CII-SR-458",
        "",
        ("BT-18",),
        "invoiced object",
        "un objet facturé",
        _objects,
        severity=Severity.WARNING,
    ),
    Once(
        "CII-SR-474",
        "",
        ("BT-128",),
        "invoiced object in a line",
        "un objet facturé par ligne",
        _line_objects,
        severity=Severity.WARNING,
    ),
    Once(
        "CII-SR-475",
        f"{_DOCUMENT}/ram:Name",
        ("BT-123",),
        "description of supporting documents",
        "une description de documents justificatifs",
        _described,
        severity=Severity.WARNING,
    ),
    Once(
        "CII-SR-476",
        f"{_DOCUMENT}/ram:AttachmentBinaryObject",
        ("BT-125",),
        "attached document",
        "un document joint",
        _attached,
        severity=Severity.WARNING,
    ),
)
"""What should stand once."""
