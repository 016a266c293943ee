"""Pivots to test with: written by hand, so that the writer is not its own oracle."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from chorus_sdk.formats.pivot.codes import (
    DocumentType,
    IdentifierKind,
    IssuingMode,
    PaymentMeans,
)
from chorus_sdk.formats.pivot.compose import compose_attachments
from chorus_sdk.formats.pivot.envelope import PivotEnvelope, PivotPartner
from chorus_sdk.formats.pivot.model import PivotInvoice, PivotRecipient, PivotSupplier
from chorus_sdk.invoice.chorus import InvoicingFramework

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<CPPFacturePivot><Enveloppe><EnveloppeUnitaire NumOrdre="1"><Parametres>
<ParametreIndiv NumOrdre="0001"><Code>DtPrd</Code><Valeurparametre>2026-01-05</Valeurparametre>
</ParametreIndiv><ParametreIndiv NumOrdre="0002"><Code>IdFlx</Code>
<Valeurparametre>CPP0010036000000000000001</Valeurparametre></ParametreIndiv></Parametres>
<Partenaires><Recepteur><Id>SYN001</Id></Recepteur><Emetteur><Id>CPP001</Id></Emetteur>
</Partenaires></EnveloppeUnitaire></Enveloppe>"""

_INVOICE = """<CPPFacturePivotUnitaire NumOrdre="1"><Fournisseur>
<TypeIdentifiant>1</TypeIdentifiant><Identifiant>99986401570264</Identifiant><RaisonSociale>VENDEUR</RaisonSociale>
<CodePays>FR</CodePays><ModeEmission>flux</ModeEmission></Fournisseur><Debiteur>
<TypeIdentifiant>1</TypeIdentifiant><Identifiant>99944232322181</Identifiant></Debiteur>
<DonneesFacture><Id>{number}</Id><Type>380</Type><Cadre>A1</Cadre>
<DateEmissionFacture>2026-01-04</DateEmissionFacture>
<ModePaiement><Code>30</Code></ModePaiement>
<DateReception>2026-01-05</DateReception><Devise>EUR</Devise><Montants>
<MontantHT>100.00</MontantHT><MontantTTC>120.00</MontantTTC>
<MontantNetAPayer>120.00</MontantNetAPayer></Montants>
{data}</DonneesFacture><PJ NumOrdre="1"><Contenu>{content}</Contenu><NomPJ>{name}</NomPJ>
<TypePJ>01</TypePJ><MimeTypePJ>application/pdf</MimeTypePJ></PJ></CPPFacturePivotUnitaire>"""


def zipped(
    *files: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED, streamed: bool = False
) -> bytes:
    """Make a zip with the standard library; `streamed` gives entries with data descriptors."""

    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.data = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: bytes) -> int:
            self.data += data
            return len(data)

    target = Pipe() if streamed else io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return bytes(target.data) if isinstance(target, Pipe) else target.getvalue()


@pytest.fixture(scope="session")
def make_zip() -> Callable[..., bytes]:
    return zipped


@pytest.fixture(scope="session")
def make_pivot() -> Callable[..., bytes]:
    """A function that writes a pivot by hand: one invoice per number, the same words in each."""

    def make(
        *numbers: str,
        content: str | None = None,
        name: str = "facture.pdf",
        data: str = "",
        count: int | None = None,
        replace: tuple[str, str] = ("", ""),
    ) -> bytes:
        if content is None:
            content = base64.b64encode(zipped((name, b"%PDF-1.7 content"))).decode()
        names = numbers or ("F1",)
        units = "".join(
            _INVOICE.format(number=number, content=content, name=name, data=data)
            for number in names
        )
        stated = len(names) if count is None else count
        text = f'{_HEAD}<CPPFactures Compteur="{stated}">{units}</CPPFactures></CPPFacturePivot>'
        return text.replace(*replace).encode()

    return make


@pytest.fixture(scope="session")
def envelope() -> PivotEnvelope:
    return PivotEnvelope.of(
        flow_id="CPP0010036000000000000001",
        production_date=date(2026, 1, 5),
        sender=PivotPartner(id="CPP001"),
        receiver=PivotPartner(id="SYN001"),
    )


@pytest.fixture(scope="session")
def make_invoice() -> Callable[..., PivotInvoice]:
    """A function that makes an invoice value for the writer; arguments replace fields."""

    def make(**changes: object) -> PivotInvoice:
        fields: dict[str, object] = {
            "invoice_number": "F1",
            "type_code": DocumentType.INVOICE,
            "issue_date": date(2026, 1, 4),
            "currency": "EUR",
            "net_total": Decimal("100.00"),
            "gross_total": Decimal("120.00"),
            "payable": Decimal("120.00"),
            "framework": InvoicingFramework.A1,
            "payment_means": PaymentMeans.CREDIT_TRANSFER,
            "reception_date": date(2026, 1, 5),
            "supplier": PivotSupplier(
                identifier_kind=IdentifierKind.SIRET,
                identifier="99986401570264",
                name="VENDEUR",
                country="FR",
                issuing_mode=IssuingMode.FLOW,
            ),
            "recipient": PivotRecipient(
                siret="99944232322181", identifier_kind=IdentifierKind.SIRET
            ),
            "attachments": compose_attachments(
                supplier_id="99986401570264", invoice_number="F1", original=b"%PDF-1.7"
            ),
        }
        return PivotInvoice(**{**fields, **changes})

    return make
