"""The pivot of integrated invoices (*flux pivot FEN0036A*), as their recipient downloads it.

Source: pivot-fen0036a §2 to §4, §8.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final

from chorus_sdk.formats.pivot.codes import (
    BankReferenceKind,
    DocumentType,
    IdentifierKind,
    IssuingMode,
    PaymentMeans,
)
from chorus_sdk.formats.pivot.envelope import PivotEnvelope, PivotPartner
from chorus_sdk.formats.pivot.lines import PivotLine
from chorus_sdk.formats.pivot.model import (
    PivotBankAccount,
    PivotInvoice,
    PivotRecipient,
    PivotSupplier,
    PivotVat,
)
from chorus_sdk.formats.pivot.writer import write_pivot
from chorus_sdk.invoice.chorus import InvoicingFramework
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.sandbox.judge import frame_of
from chorus_sdk.sandbox.kept_documents import KeptInvoice
from chorus_sdk.sandbox.moments import paris
from chorus_sdk.sandbox.platform import Platform, Service
from chorus_sdk.sandbox.state import Structure

_ZERO: Final = Decimal(0)
_NEAREST_MEANS: Final = {"54": "48", "55": "48", "57": "42", "58": "30", "59": "49"}
"""Codes of UNTDID 4461 that the pivot has no place for, and the nearest that it has."""


def pivot_of(platform: Platform, kept: KeptInvoice) -> PivotInvoice:
    """Return an invoice as the pivot holds it, documents included."""
    invoice, row = kept.invoice, kept.row
    supplier = platform.structure(row.supplier_id)
    recipient = platform.structure(row.recipient_id)
    if supplier is None or recipient is None or invoice.issue_date is None:
        raise LookupError("an integrated invoice has its parties and its date")
    return PivotInvoice(
        invoice_number=row.number,
        type_code=DocumentType.CREDIT_NOTE if row.kind == "AVOIR" else DocumentType.INVOICE,
        issue_date=invoice.issue_date,
        currency=row.currency,
        net_total=row.net,
        gross_total=row.gross,
        payable=row.payable,
        supplier=_supplier(supplier, invoice),
        recipient=_recipient(recipient, platform.service(row.service_id)),
        chorus_id=row.invoice_id,
        original_invoice_number=row.preceding,
        framework=InvoicingFramework(frame_of(invoice)),
        delivery_date=invoice.delivery.date if invoice.delivery else None,
        payment_means=_payment_means(invoice),
        payment_means_label=_payment_label(invoice),
        reception_date=paris(row.deposited_at).date(),
        vat=_vat(invoice),
        contract_number=row.market,
        commitment_number=row.engagement,
        lines=_lines(invoice),
        attachments=kept.documents,
        rank=1,
    )


def envelope(number: int, recipient: Structure, now: datetime) -> PivotEnvelope:
    """Return the envelope of the sandbox's n-th pivot."""
    return PivotEnvelope.of(
        flow_id=f"CPP0010036{number:015d}",
        production_date=paris(now).date(),
        sender=PivotPartner(id="CPP001", label="CHORUS PRO"),
        receiver=PivotPartner(id="APP001", label=recipient.name),
    )


def write_pivot_of(
    platform: Platform, kept: Sequence[KeptInvoice], number: int, now: datetime
) -> bytes:
    """Write the sandbox's n-th pivot with these invoices.

    Raises:
        InvalidInvoiceError: an invoice says what the pivot's schema does not allow.
    """
    recipient = platform.structure(kept[0].row.recipient_id)
    if recipient is None:
        raise LookupError("an integrated invoice has its recipient")
    return write_pivot(
        [pivot_of(platform, one) for one in kept], envelope=envelope(number, recipient, now)
    )


def _supplier(supplier: Structure, invoice: Invoice) -> PivotSupplier:
    transfers = invoice.payment.transfers if invoice.payment else ()
    account = transfers[0].account if transfers else None
    address = invoice.seller.address
    bank = PivotBankAccount(kind=BankReferenceKind.IBAN, account=account) if account else None
    return PivotSupplier(
        identifier_kind=IdentifierKind.SIRET,
        identifier=supplier.identifier,
        name=supplier.name,
        country=(address.country if address else None) or "FR",
        bank_account=bank,
        issuing_mode=IssuingMode.FLOW,
    )


def _recipient(recipient: Structure, service: Service | None) -> PivotRecipient:
    return PivotRecipient(
        identifier_kind=IdentifierKind.SIRET,
        siret=recipient.identifier,
        name=recipient.name,
        service_code=service.code if service else None,
        service_name=service.label if service else None,
    )


def _payment_means(invoice: Invoice) -> PaymentMeans:
    """Return the pivot's code for a means of payment, of which it knows eight (INF)."""
    code = (invoice.payment.code if invoice.payment else None) or ""
    known = PaymentMeans(_NEAREST_MEANS.get(code, code))
    return known if known.is_known else PaymentMeans.CREDIT_TRANSFER


def _payment_label(invoice: Invoice) -> str | None:
    means = invoice.payment.means if invoice.payment else ()
    return means[0].text or means[0].code if means else None


def _vat(invoice: Invoice) -> tuple[PivotVat, ...]:
    return tuple(
        PivotVat(
            rate=part.rate or _ZERO,
            base=part.taxable_amount or _ZERO,
            amount=part.tax_amount or _ZERO,
        )
        for part in invoice.vat_breakdown
    )


def _lines(invoice: Invoice) -> tuple[PivotLine, ...]:
    return tuple(
        PivotLine(
            rank=rank,
            product_reference=line.item.seller_identifier,
            unit_price=line.price.net or _ZERO,
            quantity=line.quantity or _ZERO,
            net_amount=line.net_amount or _ZERO,
            vat_rate=line.vat.rate,
        )
        for rank, line in enumerate(invoice.lines, start=1)
    )
