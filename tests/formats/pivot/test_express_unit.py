"""An invoice's children read whole are what the parser and the table make of them.

UTF-16 is the oracle: there the quick way is never taken, and the parser reads every byte.
"""

from __future__ import annotations

import base64
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chorus_sdk.errors import DocumentError, LimitExceededError, MalformedDocumentError
from chorus_sdk.formats.pivot import express_unit
from chorus_sdk.formats.pivot.stream import open_pivot
from chorus_sdk.limits import Limits

XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
SUPPLIER = (
    "<Fournisseur>\n<TypeIdentifiant>1</TypeIdentifiant><Identifiant>99986401570264</Identifiant>"
    "<RaisonSociale>Étude &amp; Fils</RaisonSociale><CodePays>FR</CodePays>"
    '<ReferenceBancaire Type="IBAN"><Compte>FR76</Compte><Etablissement/></ReferenceBancaire>'
    "<ModeEmission>flux</ModeEmission></Fournisseur>"
)
RECIPIENT = (
    "<Debiteur><TypeIdentifiant>1</TypeIdentifiant><Identifiant>99944232322181</Identifiant>"
    "<CodeService/></Debiteur>"
)
DATA = (
    "<DonneesFacture><Id> F7 </Id><IdCPRO>12</IdCPRO><Renvoi>Non</Renvoi><Type>380</Type>"
    "<Cadre>A1</Cadre><DateEmissionFacture>2026-01-04</DateEmissionFacture><ModePaiement>"
    "<Code>30</Code><Libelle>Virement</Libelle></ModePaiement>\r\n"
    "<DateReception>2026-01-05</DateReception><Devise>EUR</Devise><Montants><MontantHT>100.0"
    "</MontantHT><MontantTTC>120.00</MontantTTC><MontantNetAPayer>120</MontantNetAPayer></Montants>"
    "<TVAs><TVA><Taux>20</Taux><BaseHt>100</BaseHt><MontantTVA>20</MontantTVA></TVA>"
    "<TVA><Taux>0</Taux><BaseHt>1</BaseHt><MontantTVA>0</MontantTVA></TVA></TVAs>"
    "<Engagement><NumeroMarche/><NumeroEngagement>E1</NumeroEngagement></Engagement>"
    '<Lignes><Ligne NumOrdre="1"><ReferenceProduit>R</ReferenceProduit>'
    "<PrixUnitaire>1.50</PrixUnitaire><Quantite>2</Quantite><MontantHT>3.00</MontantHT>"
    "<TauxTVA>20</TauxTVA></Ligne></Lignes></DonneesFacture>"
)
ATTACHMENT = (
    '<PJ NumOrdre="2"><Contenu>{}</Contenu><NomPJ>a.pdf</NomPJ><CategoriePJ>Annexe</CategoriePJ>'
    "<TypePJ>02</TypePJ><MimeTypePJ>application/pdf</MimeTypePJ></PJ>"
)
STEPS = (
    "<CycleDeValidation><ValidationUnitaire><DateStatut>2026-01-05</DateStatut><CodeStatut>01"
    "</CodeStatut><ProducteurStatut><TypeIdentifiant>1</TypeIdentifiant><Id>9</Id><RaisonSociale>"
    "C</RaisonSociale><CodePays>FR</CodePays></ProducteurStatut></ValidationUnitaire>"
    "</CycleDeValidation>"
)
USUAL = f"{SUPPLIER}{RECIPIENT}{DATA}{ATTACHMENT}{STEPS}"
CHANGES = [
    ("", ""),
    ("><", ">\n\t<"),
    ("&amp;", "&lt;&#38;"),
    ("&amp;", "]&gt;&quot;&apos;&amp;lt;"),
    ("Étude", "<![CDATA[É]]>"),
    ("Étude", "<!-- c -->É"),
    ("Étude", "\u00a0 É\u2028"),
    ("FR76", "FR <?go?>76"),
    ("IBAN", " IBAN "),
    ("IBAN", "I&amp;N"),
    ("IBAN", "AUTRE"),
    ("<Etablissement/>", "<Etablissement>\n</Etablissement><Futur>f</Futur>"),
    ("FR</CodePays>", "</CodePays>"),
    ("<Identifiant>99944232322181</Identifiant>", ""),
    ("<Identifiant>99944232322181", "<Identifiant>  "),
    ("<Debiteur>", '<Debiteur Sorte="x">'),
    ("<Debiteur>", "<Debiteur>mots"),
    (RECIPIENT, RECIPIENT * 2),
    (RECIPIENT, f"mots{RECIPIENT} autres\n{RECIPIENT} mots"),
    (RECIPIENT, ""),
    (RECIPIENT, f"<!-- {RECIPIENT} --><!-- </Fournisseur>{RECIPIENT} -->{RECIPIENT}"),
    (RECIPIENT, f"<![CDATA[</Fournisseur>{RECIPIENT}]]>{RECIPIENT}"),
    (RECIPIENT, f"<Debiteur/>{RECIPIENT}"),
    (RECIPIENT, f"<Autre>{RECIPIENT}</Autre>{RECIPIENT}"),
    (DATA, f"{DATA}{DATA}"),
    (DATA, ""),
    ("<Id> F7 </Id>", ""),
    ("<Id> F7 </Id>", "<Id>F7</Id><Id>F8</Id>"),
    ("2026-01-04", "2026-02-30"),
    ("2026-01-04", "2026-01-04+01:00"),
    (">380<", ">389<"),
    (">A1<", ">A99<"),
    (">01\n<", ">1<"),
    ("100.0<", "100,0<"),
    ("100.0<", "-.5<"),
    ("<IdCPRO>12", f"<IdCPRO>{'9' * 30}"),
    ("<MontantTTC>120.00</MontantTTC>", ""),
    ("<Taux>0</Taux>", ""),
    ("<Taux>0</Taux>", "<Taux>nul</Taux>"),
    ("</TVAs>", "mots</TVAs>"),
    ("</TVAs>", "<TVA/></TVAs>"),
    ("<Engagement><NumeroMarche/>", "<Engagement>"),
    ("<Engagement>", "<Engagement/><Engagement>"),
    ("<Lignes>", "<Lignes/><Lignes>"),
    ("<Quantite>2</Quantite>", ""),
    ("<PJ NumOrdre", "<PJ  NumOrdre"),
    ('<PJ NumOrdre="2">', "<PJ>"),
    ('<PJ NumOrdre="2">', '<PJ NumOrdre="deux">'),
    ('<PJ NumOrdre="2">', '<PJ NumOrdre="2"><IdOriginal>O</IdOriginal>'),
    ('<PJ NumOrdre="2">', '<PJ NumOrdre="2">\n '),
    ("</NomPJ>", "</NomPJ><Futur>f</Futur>"),
    ("<NomPJ>a.pdf</NomPJ>", ""),
    ("</Contenu><NomPJ>", "</Contenu><Contenu>QUJD</Contenu><NomPJ>"),
    ("<TypePJ>02", "<TypePJ>2"),
    ("<TypePJ>02", "<TypePJ>07"),
    ("</PJ>", "</PJ >"),
    ("</PJ>", "<!-- </PJ> --></PJ>"),
    ("</PJ>", "<PJ/></PJ>mots"),
    ("<CodeStatut>01", "<CodeStatut>un"),
    ("<DateStatut>2026-01-05", "<DateStatut>2026-13-05"),
    ("<ProducteurStatut>", '<ProducteurStatut xml:lang="fr">'),
    (STEPS, STEPS * 2),
    (STEPS, "<CycleDeValidation></CycleDeValidation>"),
]
CONTENTS = [
    "",
    "QUJD",
    "QU JD",
    "QU&#74;D",
    "QU<!-- -->JD",
    "QU<b/>JD",
    "<![CDATA[QUJD]]>",
    "<![CDATA[Q<b/>]]>",
    "pas de la base64 !",
]


def unit(changes: list[tuple[str, str]], content: str) -> str:
    text = USUAL
    for old, new in changes:
        text = text.replace(old, new, 1) if old else text
    return f'<CPPFacturePivotUnitaire NumOrdre="1">\n{text.replace("{}", content)}\n'


def flow(*units: str) -> str:
    inside = "".join(f"{text}</CPPFacturePivotUnitaire>" for text in units)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<CPPFacturePivot {XSI}><CPPFactures>{inside}'
        "</CPPFactures></CPPFacturePivot>"
    )


def drops(reading: io.BytesIO, sizes: list[int]) -> io.RawIOBase:
    """A stream that gives pieces of certain sizes, then all the rest."""

    class Dropper(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer) -> int:
            size = sizes.pop() if sizes else len(buffer)
            piece = reading.read(min(size, len(buffer)))
            buffer[: len(piece)] = piece
            return len(piece)

    return Dropper()


def told(source) -> tuple[object, ...]:
    """All that reading a flow tells, attachments' bytes included."""
    said: list[object] = []
    try:
        with open_pivot(source) as reading:
            for invoice in reading:
                files = [
                    (b"".join(file.packed_chunks()), file.problem and file.problem.code)
                    for file in invoice.attachments
                ]
                said += [invoice, list(invoice.lines), files, invoice.unmapped]
            return (*said, reading.findings, reading.unmapped)
    except DocumentError as error:
        return (*said, error.code, getattr(error, "line", None))


IN_A_BROKEN_INVOICE = [
    [("<Identifiant>99944232322181</Identifiant>", ""), change]
    for change in CHANGES
    if change[0] in (STEPS, DATA, RECIPIENT)
]


@pytest.mark.parametrize("changes", IN_A_BROKEN_INVOICE)
def test_what_a_broken_invoice_holds_is_told_alike(make_zip, changes):
    packed = base64.b64encode(make_zip(("a.pdf", b"%PDF"))).decode()
    text = flow(unit(changes, packed))
    assert told(text.encode()) == told(text.replace("UTF-8", "UTF-16").encode("utf-16"))


IDENTIFIED = [
    "<IdUnique>u</IdUnique>",
    "<IdOriginal>O &amp; o</IdOriginal>",
    "<IdUnique/>\n <IdOriginal>\u00e9</IdOriginal>\r\n",
    "<IdOriginal>o</IdOriginal><IdUnique>u</IdUnique>",
    "<IdOriginal><!-- o -->o</IdOriginal>",
]


@pytest.mark.parametrize("content", CONTENTS)
@pytest.mark.parametrize("identified", IDENTIFIED)
def test_identifiers_before_the_content_are_read_with_it(make_zip, identified, content):
    packed = content or base64.b64encode(make_zip(("a.pdf", b"%PDF" * 900))).decode()
    opening = ('<PJ NumOrdre="2">', f'<PJ NumOrdre="2">{identified}')
    text = flow(unit([opening], packed), unit([opening, (DATA, "")], packed), unit([], packed))
    expected = told(text.replace("UTF-8", "UTF-16").encode("utf-16"))
    assert told(text.encode()) == expected
    assert told(drops(io.BytesIO(text.encode()), [4096] * 9)) == expected


def test_an_original_identifier_is_a_field(make_zip):
    packed = base64.b64encode(make_zip(("a.pdf", b"%PDF"))).decode()
    opening = ('<PJ NumOrdre="2">', '<PJ NumOrdre="2"><IdUnique/><IdOriginal>O-1</IdOriginal>')
    with open_pivot(flow(unit([opening], packed)).encode()) as reading:
        (invoice,) = reading
        (file,) = invoice.attachments
        assert (file.unique_id, file.original_id, file.read()) == (None, "O-1", b"%PDF")


@settings(max_examples=250, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(CHANGES), max_size=2), min_size=1, max_size=3),
    st.sampled_from(CONTENTS),
    st.lists(st.integers(1, 400), max_size=20),
)
def test_the_parser_alone_reads_the_same(make_zip, changes, content, sizes):
    packed = base64.b64encode(make_zip(("a.pdf", b"%PDF"))).decode()
    text = flow(*(unit(some, content or packed) for some in changes))
    expected = told(text.replace("UTF-8", "UTF-16").encode("utf-16"))
    assert told(text.encode()) == expected
    assert told(drops(io.BytesIO(text.encode()), [4096, *sizes])) == expected


@pytest.mark.parametrize("change", CHANGES, ids=range(len(CHANGES)))
def test_each_way_to_write_it_alone(make_zip, change):
    packed = base64.b64encode(make_zip(("a.pdf", b"%PDF"))).decode()
    text = flow(unit([change], packed), unit([], packed))
    expected = told(text.replace("UTF-8", "UTF-16").encode("utf-16"))
    assert told(text.encode()) == expected


def test_what_is_written_as_usual_does_not_reach_the_parser(make_zip, monkeypatch):
    seen: list[bytes] = []
    feed = express_unit._xml.Feeder.feed
    monkeypatch.setattr(
        express_unit._xml.Feeder,
        "feed",
        lambda self, piece: (seen.append(piece), feed(self, piece)),
    )
    packed = base64.b64encode(make_zip(("a.pdf", b"%PDF"))).decode()
    old = ('<PJ NumOrdre="2">', '<PJ NumOrdre="2"><IdUnique>u</IdUnique><IdOriginal/>')
    with open_pivot(flow(unit([], packed), unit([old], packed)).encode()) as reading:
        first, second = reading
    assert first.supplier.name == "Étude & Fils"
    assert first.supplier == second.supplier
    shown = b"".join(seen)
    assert b"CPPFacturePivotUnitaire" in shown
    tags = (b"Fournisseur", b"Debiteur", b"Montants", b"IdUnique", b"NomPJ", b"CodeStatut")
    assert [tag for tag in tags if tag in shown] == []


@pytest.mark.parametrize("tag", ["<Debiteur>", "<NomPJ>", "<CycleDeValidation>"])
def test_an_error_behind_the_quick_way_has_its_true_place(make_zip, tag):
    packed = base64.encodebytes(make_zip(("a.pdf", bytes(range(256)) * 40))).decode()
    text = flow(unit([], packed), unit([], packed))
    broken = text.replace(tag, f"\n  </Fin>{tag}", 2).replace(f"\n  </Fin>{tag}", tag, 1).encode()
    with open_pivot(broken) as reading, pytest.raises(DocumentError) as caught:
        list(reading)
    until = broken[: broken.index(b"</Fin>") + 6]
    assert caught.value.line == until.count(b"\n") + 1
    column = len(until) - until.rfind(b"\n") - 1
    assert abs(caught.value.column - column) <= len("</Fin>") + 1


def test_depth_is_limited_where_it_is_read_whole():
    text = flow(unit([], "QUJD")).encode()
    with pytest.raises(LimitExceededError), open_pivot(text, limits=Limits(xml_depth=6)) as reading:
        list(reading)


def test_a_broken_invoice_keeps_what_was_read_whole(make_zip):
    packed = base64.b64encode(make_zip(("a.pdf", b"%PDF"))).decode()
    with open_pivot(flow(unit([(RECIPIENT, "")], packed)).encode()) as reading:
        assert list(reading) == []
        kept = {item.path.rpartition("/")[2]: item.text for item in reading.unmapped}
    assert kept["RaisonSociale"] == "C"
    assert kept["Compte"] == "FR76"
    assert kept["NomPJ"] == "a.pdf"
    assert kept["ReferenceProduit"] == "R"


def test_a_name_that_is_not_well_formed_stays_so_where_the_rest_is_known(make_pivot):
    whole = make_pivot("F1", "F2", name="a.pdf")
    head, between, tail = whole.rpartition(b"<NomPJ>a.pdf")
    with open_pivot(head + between + b"]]>" + tail) as flow:
        assert next(flow).invoice_number == "F1"
        with pytest.raises(MalformedDocumentError):
            next(flow)
