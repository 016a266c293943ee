"""Pivot flows of any size, made from nothing and valid under the schema of V2_02 (*flux d'essai*).

    .venv/bin/python benchmarks/_flows.py A flow.xml --megabytes 100

A has a few lines and several attachments an invoice, L has 5,400 lines an invoice, G is A with
large attachments. The same arguments give the same bytes. The text is written by hand, so that the
library's writer is not measured against itself.
"""

from __future__ import annotations

import argparse
import base64
import io
import random
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

MB = 1_000_000
SUPPLIERS = 40
MODES = ("flux", "flux", "flux", "saisie", "PDF")
RATES = (Decimal("20.0"), Decimal("10.0"), Decimal("5.5"), Decimal(0))
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Shape:
    """What the invoices of a flow are like: lines, and sizes of the files in kilobytes.

    Files are of `letters` different bytes: 256 cannot be packed and lie in their zip as they are,
    192 give way by a sixteenth, as PDFs do, and have to be inflated.
    """

    lines: int
    attachments: tuple[int, ...]
    letters: int = 256


SHAPES = {
    "A": Shape(lines=8, attachments=(180, 60, 25)),
    "L": Shape(lines=5_400, attachments=(3,)),
    "G": Shape(lines=30, attachments=(1_200, 300), letters=192),
}
SIZES = {"A": 100, "L": 100, "G": 1_000}

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<CPPFacturePivot xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:noNamespaceSchemaLocation="FEN0036A"><Enveloppe><EnveloppeUnitaire NumOrdre="1"><Parametres>
<ParametreIndiv NumOrdre="0001"><Code>DtPrd</Code><Valeurparametre>2026-01-05</Valeurparametre>
</ParametreIndiv><ParametreIndiv NumOrdre="0002"><Code>IdFlx</Code>
<Valeurparametre>CPP0010036000000000000099</Valeurparametre></ParametreIndiv></Parametres>
<Partenaires><Recepteur><Id>SYN001</Id></Recepteur><Emetteur><Id>CPP001</Id></Emetteur>
</Partenaires></EnveloppeUnitaire></Enveloppe><CPPFactures>
"""
TAIL = "</CPPFactures></CPPFacturePivot>\n"

INVOICE = """<CPPFacturePivotUnitaire NumOrdre="{rank}"><Fournisseur>
<TypeIdentifiant>1</TypeIdentifiant><Identifiant>{supplier}</Identifiant>
<RaisonSociale>Société d'essai {name} &amp; Fils</RaisonSociale><CodePays>FR</CodePays>
<ModeEmission>{mode}</ModeEmission></Fournisseur><Debiteur>
<TypeIdentifiant>1</TypeIdentifiant><Identifiant>99944232322181</Identifiant>
<Nom>Commune d'essai</Nom><CodeService>SERVICE-{service}</CodeService></Debiteur><DonneesFacture>
<Id>F{rank:08}</Id><IdCPRO>{chorus_id}</IdCPRO><Renvoi>Non</Renvoi><Type>380</Type><Cadre>A1</Cadre>
<DateEmissionFacture>{issued}</DateEmissionFacture>
<ModePaiement><Code>30</Code><Libelle>Virement</Libelle></ModePaiement>
<DateReception>{received}</DateReception><Devise>EUR</Devise><Montants><MontantHT>{net}</MontantHT>
<MontantTTC>{gross}</MontantTTC><MontantNetAPayer>{gross}</MontantNetAPayer></Montants>
<TVAs>{vat}</TVAs><Engagement><NumeroEngagement>{order:010}</NumeroEngagement></Engagement>
<Lignes>
"""
LINE = (
    '<Ligne NumOrdre="{}"><ReferenceProduit>REF-{:05}</ReferenceProduit>'
    "<PrixUnitaire>{}.{:02}0000</PrixUnitaire><Quantite>{}</Quantite>"
    "<MontantHT>{}.{:02}</MontantHT><TauxTVA>{}</TauxTVA></Ligne>\n"
)
VAT = "<TVA><Taux>{}</Taux><BaseHt>{}</BaseHt><MontantTVA>{}</MontantTVA></TVA>"
FILE = """<PJ NumOrdre="{rank}"><Contenu>{content}</Contenu><NomPJ>{name}</NomPJ>
<CategoriePJ>{category}</CategoriePJ><TypePJ>{kind}</TypePJ>
<MimeTypePJ>application/pdf</MimeTypePJ></PJ>
"""
STEPS = """<CycleDeValidation><ValidationUnitaire><DateStatut>{received}</DateStatut>
<CodeStatut>{status:02}</CodeStatut><ComplementStatut>Étape d'essai</ComplementStatut>
<ProducteurStatut><TypeIdentifiant>1</TypeIdentifiant><Id>99944232322181</Id>
<RaisonSociale>Commune d'essai</RaisonSociale><CodePays>FR</CodePays></ProducteurStatut>
</ValidationUnitaire></CycleDeValidation>"""


def write_flow(path: Path, kind: str, size: int) -> int:
    """Write a flow of about `size` bytes, at least one invoice; return how many there are."""
    made = 0
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(HEAD)
        for text in invoices(SHAPES[kind]):
            stream.write(text)
            made += 1
            if stream.tell() + len(TAIL) >= size:
                break
        stream.write(TAIL)
    return made


def invoices(shape: Shape, seed: int = 5) -> Iterator[str]:
    """Yield invoices without end."""
    chance = random.Random(seed)
    files = [
        [packed(chance, kilobytes, shape.letters) for _ in range(4)]
        for kilobytes in shape.attachments
    ]
    rank = 0
    while True:
        rank += 1
        yield one_invoice(rank, shape.lines, [chance.choice(some) for some in files], chance)


def one_invoice(rank: int, count: int, files: list[str], chance: random.Random) -> str:
    supplier = min(int(chance.expovariate(0.12)), SUPPLIERS - 1)
    issued = date(2025, 1, 1) + timedelta(days=chance.randrange(365))
    received = issued + timedelta(days=min(int(chance.expovariate(0.2)), 60))
    lines, bases = [], dict.fromkeys(RATES, 0)
    for number in range(1, count + 1):
        price, quantity, rate = chance.randrange(100, 90_000), chance.randrange(1, 9), RATES[0]
        if number % 3 == 0:
            rate = chance.choice(RATES)
        net = price * quantity
        bases[rate] += net
        whole = (*divmod(price, 100), quantity, *divmod(net, 100), rate)
        lines.append(LINE.format(number, number, *whole))
    nets = {rate: Decimal(base) / 100 for rate, base in bases.items() if base}
    taxes = {rate: (net * rate / 100).quantize(CENT) for rate, net in nets.items()}
    net, tax = sum(nets.values(), Decimal(0)), sum(taxes.values(), Decimal(0))
    head = INVOICE.format(
        rank=rank,
        supplier=f"9998640157{supplier:04}",
        name=supplier,
        mode=chance.choice(MODES),
        service=chance.randrange(5),
        chorus_id=100_000_000 + rank,
        issued=issued,
        received=received,
        net=net.quantize(CENT),
        gross=(net + tax).quantize(CENT),
        vat="".join(VAT.format(rate, nets[rate].quantize(CENT), taxes[rate]) for rate in nets),
        order=rank,
    )
    attached = "".join(attachment(number, rank, text) for number, text in enumerate(files, 1))
    steps = STEPS.format(received=received, status=chance.choice((1, 2, 3)))
    return (
        f"{head}{''.join(lines)}</Lignes></DonneesFacture>{attached}{steps}"
        "</CPPFacturePivotUnitaire>\n"
    )


def attachment(number: int, rank: int, content: str) -> str:
    stem = f"F{rank:08}.pdf"
    return FILE.format(
        rank=number,
        content=content,
        name=f"FAC{stem}" if number == 1 else f"PJ{number:02}XFAC{stem}",
        category="Facture PDF" if number == 1 else "Document annexe",
        kind="01" if number == 1 else "02",
    )


def packed(chance: random.Random, kilobytes: int, letters: int) -> str:
    """Return the base64 of a zip with one file, deflated."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        entry = zipfile.ZipInfo("facture.pdf")
        folded = bytes(letter % letters for letter in range(256))
        content = b"%PDF-1.7\n" + chance.randbytes(kilobytes * 1000).translate(folded)
        archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return base64.b64encode(target.getvalue()).decode("ascii")


def main() -> None:
    parser = argparse.ArgumentParser(description="Write a pivot flow.")
    parser.add_argument("kind", choices=sorted(SHAPES))
    parser.add_argument("path", type=Path)
    parser.add_argument("--megabytes", type=float, help="its size; 100, and 1,000 for G")
    options = parser.parse_args()
    size = int((options.megabytes or SIZES[options.kind]) * MB)
    made = write_flow(options.path, options.kind, size)
    print(f"{options.path}: {made} invoices, {options.path.stat().st_size / MB:.1f} MB")


if __name__ == "__main__":
    main()
