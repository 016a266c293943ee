"""A pivot's own words as an invoice (*résumé du pivot*): what EN 16931 has a place for.

Nothing is invented: the pivot has rates and no categories of VAT, no units, no addresses and no
due date, so the invoice has none either. What the invoice has no place for is in `unmapped`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from chorus_sdk.formats.pivot.codes import IdentifierKind
from chorus_sdk.formats.pivot.lines import PivotLine
from chorus_sdk.formats.pivot.model import (
    PivotBankAccount,
    PivotInvoice,
    PivotRecipient,
    PivotSupplier,
)
from chorus_sdk.invoice.amounts import Totals, VatBreakdown
from chorus_sdk.invoice.identifiers import (
    SCHEME_EU,
    SCHEME_OUTSIDE_EU,
    SCHEME_PRIVATE_PERSON,
    SCHEME_RIDET,
    SCHEME_ROUTING_CODE,
    SCHEME_SIRET,
    SCHEME_TAHITI,
    Identifier,
)
from chorus_sdk.invoice.items import Item
from chorus_sdk.invoice.lines import Line, LineVat, Price
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.invoice.parties import Address, Contact, Delivery, Party
from chorus_sdk.invoice.payments import CreditTransfer, Payment, PaymentMeans
from chorus_sdk.invoice.provenance import Unmapped
from chorus_sdk.invoice.references import PrecedingInvoice, References

_SCHEMES: Final = {
    IdentifierKind.SIRET: SCHEME_SIRET,
    IdentifierKind.EU_OUTSIDE_FRANCE: SCHEME_EU,
    IdentifierKind.OUTSIDE_EU: SCHEME_OUTSIDE_EU,
    IdentifierKind.RIDET: SCHEME_RIDET,
    IdentifierKind.TAHITI: SCHEME_TAHITI,
    IdentifierKind.PRIVATE_PERSON: SCHEME_PRIVATE_PERSON,
}
_NO_PLACE: Final = "EN 16931 has no place for it"
_WITHOUT_PLACE: Final = (
    ("chorus_id", "DonneesFacture/IdCPRO"),
    ("resend", "DonneesFacture/Renvoi"),
    ("reception_date", "DonneesFacture/DateReception"),
    ("project_manager_date", "DonneesFacture/DateMiseADispositionMOE"),
    ("rank", "@NumOrdre"),
)


def summarise(pivot: PivotInvoice) -> Invoice:
    """Return what the pivot itself says of an invoice (*résumé*).

    Example:
        >>> from datetime import date
        >>> from decimal import Decimal
        >>> from chorus_sdk.formats.pivot.codes import DocumentType
        >>> invoice = summarise(
        ...     PivotInvoice(
        ...         invoice_number="F1",
        ...         type_code=DocumentType.INVOICE,
        ...         issue_date=date(2026, 1, 4),
        ...         currency="EUR",
        ...         net_total=Decimal("100.00"),
        ...         gross_total=Decimal("120.00"),
        ...         payable=Decimal("120.00"),
        ...         supplier=PivotSupplier(name="VENDEUR"),
        ...         recipient=PivotRecipient(siret="99944232322181"),
        ...     )
        ... )
        >>> invoice.number, invoice.totals.due, invoice.seller.name
        ('F1', Decimal('120.00'), 'VENDEUR')
    """
    account = pivot.supplier.bank_account
    return Invoice(
        number=pivot.invoice_number,
        issue_date=pivot.issue_date,
        type_code=str(pivot.type_code),
        currency=pivot.currency,
        business_process=None if pivot.framework is None else str(pivot.framework),
        references=_references(pivot),
        seller=_seller(pivot.supplier),
        buyer=_buyer(pivot.recipient),
        payee=Party(name=account.payee) if account and account.payee else None,
        delivery=Delivery(date=pivot.delivery_date) if pivot.delivery_date else None,
        payment=_payment(pivot, account),
        totals=Totals(without_vat=pivot.net_total, with_vat=pivot.gross_total, due=pivot.payable),
        vat_breakdown=tuple(
            VatBreakdown(taxable_amount=vat.base, tax_amount=vat.amount, rate=vat.rate)
            for vat in pivot.vat
        ),
        lines=tuple(map(_line, pivot.lines)),
        unmapped=(*pivot.unmapped, *_without_place(pivot)),
    )


def _references(pivot: PivotInvoice) -> References:
    original = pivot.original_invoice_number
    return References(
        buyer=pivot.recipient.service_code,
        contract=pivot.contract_number,
        purchase_order=pivot.commitment_number,
        preceding_invoices=(PrecedingInvoice(number=original),) if original else (),
    )


def _seller(supplier: PivotSupplier) -> Party:
    return Party(
        name=supplier.name,
        identifiers=_identifiers(supplier.identifier, supplier.identifier_kind),
        address=Address(country=supplier.country) if supplier.country else None,
    )


def _buyer(recipient: PivotRecipient) -> Party:
    service = recipient.service_code
    routing = (Identifier(value=service, scheme=SCHEME_ROUTING_CODE),) if service else ()
    return Party(
        name=recipient.name,
        identifiers=(*_identifiers(recipient.siret, recipient.identifier_kind), *routing),
        contact=Contact(department=recipient.service_name) if recipient.service_name else None,
    )


def _identifiers(value: str | None, kind: IdentifierKind | None) -> tuple[Identifier, ...]:
    if value is None:
        return ()
    scheme = None if kind is None else _SCHEMES.get(kind)
    name = None if kind is None or scheme else str(kind)
    return (Identifier(value=value, scheme=scheme, scheme_name=name),)


def _payment(pivot: PivotInvoice, account: PivotBankAccount | None) -> Payment | None:
    transfer = CreditTransfer(account=account.account) if account and account.account else None
    if not (pivot.payment_means or pivot.payment_means_label or transfer):
        return None
    means = PaymentMeans(
        code=None if pivot.payment_means is None else str(pivot.payment_means),
        text=pivot.payment_means_label,
        transfer=transfer,
    )
    return Payment(means=(means,))


def _line(line: PivotLine) -> Line:
    return Line(
        identifier=str(line.rank),
        quantity=line.quantity,
        net_amount=line.net_amount,
        price=Price(net=line.unit_price),
        vat=LineVat(rate=line.vat_rate),
        item=Item(seller_identifier=line.product_reference),
    )


def _without_place(pivot: PivotInvoice) -> Iterator[Unmapped]:
    for name, path in _WITHOUT_PLACE:
        value: object = getattr(pivot, name)
        if value is not None:
            yield Unmapped(path=path, text=str(value), reason=_NO_PLACE)
    supplier, account = pivot.supplier, pivot.supplier.bank_account
    if supplier.issuing_mode is not None:
        mode = str(supplier.issuing_mode)
        yield Unmapped(path="Fournisseur/ModeEmission", text=mode, reason=_NO_PLACE)
    if account and account.institution:
        path = "Fournisseur/ReferenceBancaire/Etablissement"
        yield Unmapped(path=path, text=account.institution, reason=_NO_PLACE)
    for number, step in enumerate(pivot.validation_steps, 1):
        path = f"CycleDeValidation/ValidationUnitaire[{number}]"
        yield Unmapped(path=path, text=f"{step.on} {step.status_code}", reason=_NO_PLACE)
