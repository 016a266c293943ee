"""The usual way to read XML into typed values, written for the comparison: xmltodict and pydantic.

The whole file becomes a dictionary, the dictionary becomes models; attachments are bytes,
unpacked with the standard library. Amounts are decimals and days are days, as in the library.
"""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import xmltodict
from pydantic import Base64Bytes, BaseModel, ConfigDict, Field


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Supplier(Part):
    kind: str = Field(alias="TypeIdentifiant")
    identifier: str = Field(alias="Identifiant")
    name: str = Field(alias="RaisonSociale")
    country: str = Field(alias="CodePays")
    mode: str = Field(alias="ModeEmission")


class Recipient(Part):
    kind: str = Field(alias="TypeIdentifiant")
    siret: str = Field(alias="Identifiant")
    name: str | None = Field(alias="Nom", default=None)
    service: str | None = Field(alias="CodeService", default=None)


class Amounts(Part):
    net: Decimal = Field(alias="MontantHT")
    gross: Decimal = Field(alias="MontantTTC")
    payable: Decimal = Field(alias="MontantNetAPayer")


class Vat(Part):
    rate: Decimal = Field(alias="Taux")
    base: Decimal = Field(alias="BaseHt")
    amount: Decimal = Field(alias="MontantTVA")


class Line(Part):
    rank: int = Field(alias="@NumOrdre")
    reference: str | None = Field(alias="ReferenceProduit", default=None)
    price: Decimal = Field(alias="PrixUnitaire")
    quantity: Decimal = Field(alias="Quantite")
    net: Decimal = Field(alias="MontantHT")
    rate: Decimal | None = Field(alias="TauxTVA", default=None)


class VatList(Part):
    items: list[Vat] = Field(alias="TVA", default=[])


class LineList(Part):
    items: list[Line] = Field(alias="Ligne", default=[])


class Payment(Part):
    code: str = Field(alias="Code")
    label: str | None = Field(alias="Libelle", default=None)


class Data(Part):
    number: str = Field(alias="Id")
    chorus_id: int | None = Field(alias="IdCPRO", default=None)
    kind: str = Field(alias="Type")
    framework: str = Field(alias="Cadre")
    issued: date = Field(alias="DateEmissionFacture")
    received: date = Field(alias="DateReception")
    payment: Payment = Field(alias="ModePaiement")
    currency: str = Field(alias="Devise")
    amounts: Amounts = Field(alias="Montants")
    vat: VatList | None = Field(alias="TVAs", default=None)
    lines: LineList | None = Field(alias="Lignes", default=None)


class File(Part):
    content: Base64Bytes = Field(alias="Contenu")
    name: str = Field(alias="NomPJ")
    category: str | None = Field(alias="CategoriePJ", default=None)
    kind: str = Field(alias="TypePJ")
    media_type: str = Field(alias="MimeTypePJ")

    def unpacked(self) -> bytes:
        with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
            return archive.read(archive.namelist()[0])


class Invoice(Part):
    supplier: Supplier = Field(alias="Fournisseur")
    recipient: Recipient = Field(alias="Debiteur")
    data: Data = Field(alias="DonneesFacture")
    files: list[File] = Field(alias="PJ")


_LISTS = ("CPPFacturePivotUnitaire", "TVA", "Ligne", "PJ")


def read(path: Path) -> list[Invoice]:
    with path.open("rb") as stream:
        tree: dict[str, Any] = xmltodict.parse(stream, force_list=_LISTS)
    units = tree["CPPFacturePivot"]["CPPFactures"]["CPPFacturePivotUnitaire"]
    return [Invoice.model_validate(unit) for unit in units]


def unpack(path: Path, folder: Path) -> int:
    made = 0
    for number, invoice in enumerate(read(path)):
        for file in invoice.files:
            (folder / f"{number}-{file.name}").write_bytes(file.unpacked())
            made += 1
    return made
