"""The invoice that a submission says (*facture saisie*): from the wire's fields to the model.

Source: chorus-pro-api §3.1 no. 3. A rate is one of the platform's codes, or free.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from chorus_sdk.invoice.amounts import AllowanceCharge, Totals, VatBreakdown
from chorus_sdk.invoice.identifiers import SCHEME_SIREN, SCHEME_SIRET, Identifier
from chorus_sdk.invoice.items import Item
from chorus_sdk.invoice.lines import Line, LineVat, Price
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.invoice.notes import Note
from chorus_sdk.invoice.parties import Address, Party
from chorus_sdk.invoice.payments import Payment, PaymentMeans
from chorus_sdk.invoice.references import PrecedingInvoice, References
from chorus_sdk.sandbox.frames import FRAMES
from chorus_sdk.sandbox.moments import paris
from chorus_sdk.sandbox.operations.call import Fields, RefusalError
from chorus_sdk.sandbox.reference_lists import VAT_RATES
from chorus_sdk.sandbox.samples import GUIDELINE
from chorus_sdk.sandbox.state import Structure

UNKNOWN_RATE: Final = (20303, "Le taux de TVA n'est pas connu.")
_RATES: Final = {code: rate for code, _, rate in VAT_RATES}
_CODES: Final = {spelling: code for code, spelling in FRAMES.items()}
_MEANS: Final = {
    "CHEQUE": "20",
    "PRELEVEMENT": "49",
    "VIREMENT": "30",
    "ESPECE": "10",
    "AUTRE": "1",
    "REPORT": "97",
}
_CATEGORIES: Final = {"EXONERATION": "E", "SANS_TVA": "O"}


def entered_invoice(
    fields: Fields,
    *,
    number: str | None,
    issue_date: date | None,
    parties: tuple[Structure, Structure | None],
) -> Invoice:
    """Return the invoice; whoever is not known has nothing but its identifier."""
    references, supplier, recipient = fields.child("references"), parties[0], parties[1]
    target = fields.child("destinataire")
    comment = fields.text("commentaire")
    category = _CATEGORIES.get(references.text("typeTva") or "", "S")
    return Invoice(
        number=number,
        issue_date=issue_date,
        type_code="381" if references.text("typeFacture") == "AVOIR" else "380",
        currency=references.text("deviseFacture"),
        business_process=frame_code(fields),
        specification=GUIDELINE,
        notes=(Note(text=comment),) if comment else (),
        references=references_of(references, target.text("codeServiceExecutant")),
        seller=_party(supplier, supplier.identifier),
        buyer=_party(recipient, target.text("codeDestinataire") or ""),
        payment=_payment(references.text("modePaiement")),
        totals=_totals(fields.child("montantTotal")),
        vat_breakdown=tuple(_vat(one, category) for one in fields.children("ligneTva")),
        lines=tuple(_line(one, category) for one in fields.children("lignePoste")),
    )


def references_of(references: Fields, service_code: str | None) -> References:
    """Return the references of an invoice, its service code among them."""
    original = references.text("numeroFactureOrigine")
    return References(
        buyer=service_code,
        purchase_order=references.text("numeroBonCommande"),
        contract=references.text("numeroMarche"),
        preceding_invoices=(PrecedingInvoice(number=original),) if original else (),
    )


def frame_code(fields: Fields) -> str | None:
    """Return the bare code of the frame that a submission names, or what it says instead."""
    said = fields.child("cadreDeFacturation").text("codeCadreFacturation")
    return _CODES.get(said, said) if said else None


def in_cents(amount: Decimal) -> Decimal:
    """Round an amount to cents; one that is too large for them stays as it is."""
    try:
        return amount.quantize(Decimal("0.01"))
    except InvalidOperation:
        return amount


def day_of(moment: datetime | date | None) -> date | None:
    """Return the day of a moment, in Paris."""
    return paris(moment).date() if isinstance(moment, datetime) else moment


def _party(structure: Structure | None, siret: str) -> Party:
    address = None
    if structure is not None:
        street, code, city = structure.street, structure.post_code, structure.city
        address = Address(line1=street, post_code=code, city=city, country="FR")
    return Party(
        name=structure.name if structure else None,
        identifiers=(Identifier(value=siret, scheme=SCHEME_SIRET),),
        legal_registration=Identifier(value=siret[:9], scheme=SCHEME_SIREN),
        address=address,
    )


def _payment(means: str | None) -> Payment | None:
    code = _MEANS.get(means or "")
    return Payment(means=(PaymentMeans(code=code),)) if code else None


def _totals(said: Fields) -> Totals:
    net = said.amount("montantHtTotal")
    return Totals(
        lines=net,
        without_vat=net,
        vat=said.amount("montantTVA"),
        with_vat=said.amount("montantTtcTotal"),
        due=said.amount("montantAPayer"),
    )


def _rate(said: Fields, code: str, free: str) -> Decimal | None:
    known = said.text(code)
    if known is None:
        return said.amount(free)
    if known not in _RATES:
        raise RefusalError(*UNKNOWN_RATE)
    return _RATES[known]


def _vat(said: Fields, category: str) -> VatBreakdown:
    return VatBreakdown(
        taxable_amount=said.amount("ligneTvaMontantBaseHtParTaux"),
        tax_amount=said.amount("ligneTvaMontantTvaParTaux"),
        category=category,
        rate=_rate(said, "ligneTvaTaux", "ligneTvaTauxManuel"),
    )


def _line(said: Fields, category: str) -> Line:
    quantity = said.amount("lignePosteQuantite") or Decimal(0)
    price = said.amount("lignePosteMontantUnitaireHT") or Decimal(0)
    allowance = said.amount("lignePosteMontantRemiseHT")
    number = said.integer("lignePosteNumero")
    return Line(
        identifier=None if number is None else str(number),
        quantity=quantity,
        unit=said.text("lignePosteUnite"),
        net_amount=in_cents(quantity * price - (allowance or 0)),
        price=Price(net=price),
        allowances=(AllowanceCharge(amount=allowance),) if allowance else (),
        vat=LineVat(
            category=category, rate=_rate(said, "lignePosteTauxTva", "lignePosteTauxTvaManuel")
        ),
        item=Item(
            name=said.text("lignePosteDenomination"),
            seller_identifier=said.text("lignePosteReference"),
        ),
    )
