"""Flows written by hand, with what their tables must hold."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<CPPFacturePivot><Enveloppe><EnveloppeUnitaire NumOrdre="1"><Parametres>
<ParametreIndiv NumOrdre="0001"><Code>DtPrd</Code><Valeurparametre>2026-01-05</Valeurparametre>
</ParametreIndiv><ParametreIndiv NumOrdre="0002"><Code>IdFlx</Code>
<Valeurparametre>CPP0010036000000000000001</Valeurparametre></ParametreIndiv></Parametres>
<Partenaires><Recepteur><Id>SYN001</Id></Recepteur><Emetteur><Id>CPP001</Id></Emetteur>
</Partenaires></EnveloppeUnitaire></Enveloppe>"""
TAIL = "</CPPFactures></CPPFacturePivot>"

INVOICE = """<CPPFacturePivotUnitaire NumOrdre="3"><Fournisseur>
<TypeIdentifiant>1</TypeIdentifiant><Identifiant>99986401570264</Identifiant>
<RaisonSociale>Verger &amp; Fils</RaisonSociale><CodePays>FR</CodePays>
<ReferenceBancaire Type="IBAN"><Compte>FR00</Compte><Etablissement>Banque</Etablissement>
<RaisonSocialeEncaisseur>Affacturage</RaisonSocialeEncaisseur></ReferenceBancaire>
<ModeEmission>numérisation</ModeEmission></Fournisseur><Debiteur>
<TypeIdentifiant>1</TypeIdentifiant><Identifiant>99944232322181</Identifiant><Nom>Commune</Nom>
<CodeService>VOIRIE</CodeService><NomService>Service, voirie</NomService></Debiteur>
<DonneesFacture><Id>{number}</Id><IdCPRO>77</IdCPRO><Renvoi>Oui</Renvoi>
<IdFactureOrigine>F0</IdFactureOrigine><Type>381</Type><Cadre>A9</Cadre>
<DateEmissionFacture>{day}</DateEmissionFacture><DateLivraison>2026-01-03</DateLivraison>
<ModePaiement><Code>30</Code><Libelle>Virement</Libelle></ModePaiement>
<DateReception>2026-01-09</DateReception>
<DateMiseADispositionMOE>2026-01-10</DateMiseADispositionMOE><Devise>EUR</Devise><Montants>
<MontantHT>{net}</MontantHT><MontantTTC>120.00</MontantTTC>
<MontantNetAPayer>119.9</MontantNetAPayer></Montants>
<TVAs><TVA><Taux>5.5</Taux><BaseHt>40</BaseHt><MontantTVA>2.20</MontantTVA></TVA>
<TVA><Taux>20</Taux><BaseHt>60.000000</BaseHt><MontantTVA>12</MontantTVA></TVA></TVAs>
<Engagement><NumeroMarche>M-1</NumeroMarche><NumeroEngagement>0000000042</NumeroEngagement>
</Engagement><Lignes><Ligne NumOrdre="10"><ReferenceProduit>PEN</ReferenceProduit>
<PrixUnitaire>1.50</PrixUnitaire><Quantite>2</Quantite><MontantHT>3.00</MontantHT>
<TauxTVA>20</TauxTVA></Ligne><Ligne NumOrdre="20"><PrixUnitaire>-1</PrixUnitaire>
<Quantite>0.5</Quantite><MontantHT>-0.5</MontantHT></Ligne></Lignes>{extra}</DonneesFacture>
<PJ NumOrdre="1"><IdUnique>U</IdUnique><IdOriginal>O</IdOriginal><Contenu>{content}</Contenu>
<NomPJ>FAC{number}.pdf</NomPJ><CategoriePJ>Facture PDF</CategoriePJ><TypePJ>01</TypePJ>
<MimeTypePJ>application/pdf</MimeTypePJ></PJ><PJ NumOrdre="2"><Contenu>****</Contenu>
<NomPJ>PJ01X.csv</NomPJ><NomPJOrigine>tableau.csv</NomPJOrigine><TypePJ>02</TypePJ>
<MimeTypePJ>text/csv</MimeTypePJ></PJ><CycleDeValidation><ValidationUnitaire>
<DateStatut>2026-01-08</DateStatut><CodeStatut>01</CodeStatut>
<ComplementStatut>Déposée</ComplementStatut><Commentaire>ligne 1
ligne 2</Commentaire><ProducteurStatut><TypeIdentifiant>1</TypeIdentifiant>
<Id>99944232322181</Id><RaisonSociale>Commune</RaisonSociale><CodePays>FR</CodePays>
<Note>n</Note></ProducteurStatut></ValidationUnitaire></CycleDeValidation>
</CPPFacturePivotUnitaire>"""

PDF = b"%PDF-1.7 content"


def packed(content: bytes) -> str:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(zipfile.ZipInfo("f.pdf"), content)
    return base64.b64encode(target.getvalue()).decode("ascii")


def invoice(
    number: str = "F1",
    *,
    day: str = "2026-01-04",
    net: str = "100.00",
    extra: str = "",
    content: str | None = None,
) -> str:
    text = packed(PDF) if content is None else content
    return INVOICE.format(number=number, day=day, net=net, extra=extra, content=text)


def flow(*units: str, count: int | None = None) -> str:
    stated = len(units) if count is None else count
    return f'{HEAD}<CPPFactures Compteur="{stated}">{"".join(units)}{TAIL}'


@pytest.fixture(scope="session")
def make_invoice() -> Callable[..., str]:
    """A function that writes the text of one invoice; a broken one has no day."""
    return invoice


@pytest.fixture(scope="session")
def make_flow() -> Callable[..., str]:
    """A function that writes a flow around the texts of invoices."""
    return flow


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two flows, one of them below, beside something else."""
    root = tmp_path / "flows"
    (root / "below").mkdir(parents=True)
    (root / "a.xml").write_text(flow(invoice("A1"), invoice("A2")), encoding="utf-8")
    (root / "below" / "b.xml").write_text(flow(invoice("B1")), encoding="utf-8")
    (root / "notes.txt").write_text("Bonjour", encoding="utf-8")
    (root / "_SUCCESS").write_bytes(b"")
    return root


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A flow of several parts: 80 MB, its second invoice broken, one more inside a comment."""
    big = packed(bytes(20_000_000))
    units = [
        invoice("L1", content=big),
        invoice("L2", day="never"),
        f"<!-- {invoice('L0').replace('--', '')} -->",
        invoice("L3", content=big),
        invoice("L4", content=big, extra="<Inconnu>mot</Inconnu>"),
        invoice("L5", net="0.12345678901"),
    ]
    path = tmp_path_factory.mktemp("large") / "large.xml"
    path.write_text(flow(*units, count=9), encoding="utf-8")
    return path
