"""Documents to try things with (*exemples*): made when asked for, and all of our own invention."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Final

from chorus_sdk.formats.base import Profile
from chorus_sdk.invoice.amounts import Totals, VatBreakdown
from chorus_sdk.invoice.identifiers import SCHEME_SIREN, SCHEME_SIRET, Identifier
from chorus_sdk.invoice.lines import Item, Line, LineVat, Price
from chorus_sdk.invoice.model import Invoice, Note
from chorus_sdk.invoice.parties import Address, Contact, Party
from chorus_sdk.invoice.payments import CreditTransfer, Payment, PaymentMeans
from chorus_sdk.invoice.references import References
from chorus_sdk.sandbox.data import RECIPIENT_SIRET, SUPPLIER_SIRET

GUIDELINE: Final = "urn:cen.eu:en16931:2017"
MOMENT: Final = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""The instant that sample PDFs carry, so that the same call gives the same bytes."""
_IBAN: Final = "FR7630006000011234567890189"
_NOTES: Final = (
    Note(subject="PMT", text="Indemnité forfaitaire pour frais de recouvrement : 40 euros."),
    Note(subject="PMD", text="Pénalités de retard : trois fois le taux d'intérêt légal."),
    Note(subject="AAB", text="Pas d'escompte pour paiement anticipé."),
)
_TOTALS: Final = Totals(
    lines=Decimal("112.00"),
    without_vat=Decimal("112.00"),
    vat=Decimal("22.40"),
    with_vat=Decimal("134.40"),
    due=Decimal("134.40"),
)
_VAT: Final = VatBreakdown(
    taxable_amount=Decimal("112.00"),
    tax_amount=Decimal("22.40"),
    category="S",
    rate=Decimal(20),
)


def sample_invoice(
    *,
    number: str = "F2026-0001",
    supplier: str = SUPPLIER_SIRET,
    recipient: str = RECIPIENT_SIRET,
    service_code: str | None = None,
    commitment_number: str | None = None,
    framework: str = "A1",
    payment_means: str | None = "30",
    issue_date: date = date(2026, 11, 20),
) -> Invoice:
    """Return an invoice that EN 16931 and, as it stands, Chorus Pro accept (*facture d'exemple*).

    Two lines at 20 %, 134.40 EUR with VAT. `supplier` and `recipient` are SIRETs; `service_code`
    is BT-10, `commitment_number` BT-13; without `payment_means` there is no BT-81.

    Example:
        >>> invoice = sample_invoice(number="F-7")
        >>> invoice.totals.with_vat, invoice.buyer.siret
        (Decimal('134.40'), '12345678200051')
    """
    return Invoice(
        number=number,
        issue_date=issue_date,
        type_code="380",
        currency="EUR",
        due_date=issue_date + timedelta(days=30),
        business_process=framework,
        specification=GUIDELINE,
        notes=_NOTES,
        references=References(buyer=service_code, purchase_order=commitment_number),
        seller=_party("ATELIER FICTIF DES TILLEULS", supplier, is_seller=True),
        buyer=_party("DESTINATAIRE SANS EXIGENCE", recipient, is_seller=False),
        payment=_payment(payment_means),
        totals=_TOTALS,
        vat_breakdown=(_VAT,),
        lines=(
            _line("1", "Chaise en hêtre", Decimal(2), Decimal("48.50"), Decimal("97.00")),
            _line("2", "Livraison", Decimal(1), Decimal("15.00"), Decimal("15.00")),
        ),
    )


def sample_cii(invoice: Invoice | None = None) -> bytes:
    """Return an invoice as CII D16B (*IN_DP_E1_CII_16B*)."""
    from chorus_sdk.formats.cii.writer import write

    return write(invoice or sample_invoice())


def sample_ubl(invoice: Invoice | None = None) -> bytes:
    """Return an invoice as UBL 2.1 (*IN_DP_E1_UBL_INVOICE*)."""
    from chorus_sdk.formats.ubl.writer import write

    return write(invoice or sample_invoice())


def sample_facturx(invoice: Invoice | None = None, *, moment: datetime = MOMENT) -> bytes:
    """Return an invoice as a Factur-X PDF (*IN_DP_E2_CII_FACTURX*)."""
    from chorus_sdk.formats.facturx.writer import write
    from chorus_sdk.rendering.pdf import render_pdf

    chosen = invoice or sample_invoice()
    return write(render_pdf(chosen), sample_cii(chosen), profile=Profile.EN16931, moment=moment)


def broken_facturx(number: str = "F2026-0002") -> bytes:
    """Return a Factur-X that Chorus Pro takes in and then loses (*rejet silencieux*).

    It is a valid Factur-X and valid EN 16931; it has no payment means code (BT-81), which Chorus
    Pro alone demands.
    """
    return sample_facturx(sample_invoice(number=number, payment_means=None))


def sample_lot(files: Mapping[str, bytes]) -> bytes:
    r"""Return files as one `tar.gz` (*lot*), the same bytes for the same files.

    Example:
        >>> sample_lot({"a.xml": b"<a/>"})[:2]
        b'\x1f\x8b'
    """
    import gzip

    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return gzip.compress(packed.getvalue(), mtime=0)


def vat_number(siren: str) -> str:
    """Return the French VAT number of a SIREN (*numéro de TVA*).

    Example:
        >>> vat_number("404833048")
        'FR83404833048'
    """
    return f"FR{(12 + 3 * (int(siren) % 97)) % 97:02d}{siren}"


def _party(name: str, siret: str, *, is_seller: bool) -> Party:
    siren = siret[:9]
    return Party(
        name=name,
        identifiers=(Identifier(value=siret, scheme=SCHEME_SIRET),),
        legal_registration=Identifier(value=siren, scheme=SCHEME_SIREN),
        vat_identifier=vat_number(siren) if is_seller and siren.isdecimal() else None,
        electronic_address=Identifier(value=siren, scheme="0225"),
        address=Address(
            line1="1 RUE DE L'EXEMPLE", post_code="99999", city="VILLE FICTIVE", country="FR"
        ),
        contact=Contact(name="Service facturation") if is_seller else None,
    )


def _payment(code: str | None) -> Payment | None:
    if code is None:
        return None
    return Payment(means=(PaymentMeans(code=code, transfer=CreditTransfer(account=_IBAN)),))


def _line(identifier: str, name: str, quantity: Decimal, price: Decimal, net: Decimal) -> Line:
    return Line(
        identifier=identifier,
        quantity=quantity,
        unit="C62",
        net_amount=net,
        price=Price(net=price),
        vat=LineVat(category="S", rate=Decimal(20)),
        item=Item(name=name),
    )
