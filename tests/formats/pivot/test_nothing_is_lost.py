"""Every text of every element of a pivot is in an object that was read, or in `unmapped`."""

from __future__ import annotations

import base64
from collections import Counter
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from chorus_sdk.formats.pivot.attachments import PivotAttachment
from chorus_sdk.formats.pivot.stream import open_pivot
from chorus_sdk.invoice.provenance import Unmapped


def pivots(corpus: Path) -> list[Path]:
    """All pivots of the corpus, whatever their folder is called."""
    return [
        path
        for path in sorted(corpus.rglob("*.xml"))
        if b"<CPPFacturePivot" in path.read_bytes()[:2000]
    ]


def texts_of_file(root: ET.Element) -> Counter[str]:
    """The text of every element, as the reference says it is to be understood."""
    found: Counter[str] = Counter()
    for element in root.iter():
        pieces = [element.text, *(child.tail for child in element)]
        for piece in pieces:
            if piece and piece.strip():
                found[meaning(element.tag, piece.strip())] += 1
    return found


def meaning(tag: str, text: str) -> str:
    if tag == "Contenu":
        return str(hash(base64.b64decode(text)))
    return text


def texts_of_objects(value: object) -> Counter[str]:
    """The texts of everything that hangs below a value."""
    if isinstance(value, PivotAttachment) and value.content is not None:
        return Counter({str(hash(b"".join(value.packed_chunks()))): 1}) + plain_texts(value)
    if isinstance(value, Unmapped):
        return Counter({value.text: 1})
    return plain_texts(value)


def plain_texts(value: object) -> Counter[str]:
    found: Counter[str] = Counter()
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            if field.name != "content":
                found += texts_of_objects(getattr(value, field.name))
    elif isinstance(value, (str, Decimal, date, int)):
        found[str(value)] += 1
    elif value is not None:
        for item in value:
            found += texts_of_objects(item)
    return found


def same(text: str) -> str:
    """Numbers that Decimal writes another way (`+1`, `01`) are the same text here."""
    try:
        return str(Decimal(text))
    except ArithmeticError:
        return text


def normal(texts: Counter[str]) -> Counter[str]:
    result: Counter[str] = Counter()
    for text, count in texts.items():
        result[same(text)] += count
    return result


def missing_texts(source: bytes) -> Counter[str]:
    expected = texts_of_file(ET.fromstring(source))
    found: Counter[str] = Counter()
    with open_pivot(source) as flow:
        for invoice in flow:
            found += texts_of_objects(invoice)
        for envelope in flow.envelopes:
            found += texts_of_objects(envelope)
        found += texts_of_objects(flow.unmapped)
    return normal(expected) - normal(found)


def test_every_text_of_every_pivot_of_the_corpus_is_reachable(corpus):
    paths = pivots(corpus)
    assert len(paths) > 5
    missing = {path.name: missing_texts(path.read_bytes()) for path in paths}
    assert {name: lost for name, lost in missing.items() if lost} == {}


@pytest.mark.parametrize(
    "replace",
    [
        ("<Id>F1</Id>", "<Id/><Autre>reste</Autre>"),
        ("<MontantHT>100.00", "<MontantHT>cent"),
        ("<Devise>EUR</Devise>", "<Devise/>texte<Futur a='b'>f</Futur>"),
        ("<Identifiant>99944232322181</Identifiant>", "<Identifiant/>"),
    ],
)
def test_the_texts_of_an_invoice_that_cannot_be_given_are_kept_by_the_flow(make_pivot, replace):
    lines = "".join(
        f'<Ligne NumOrdre="{n}"><ReferenceProduit>R{n}</ReferenceProduit><PrixUnitaire>{n}.5'
        f"</PrixUnitaire><Quantite>7</Quantite><MontantHT>{n}.25</MontantHT></Ligne>"
        for n in range(1, 4)
    )
    source = make_pivot(data=f"<Lignes>{lines}</Lignes>", content="", replace=replace)
    assert missing_texts(source) == Counter()


def test_what_is_kept_of_a_broken_invoice_says_which_it_was(make_pivot):
    source = make_pivot("F1", "F2", content="", replace=("<Id>F2</Id>", ""))
    with open_pivot(source) as flow:
        assert [item.invoice_number for item in flow] == ["F1"]
    kept = {item.path: item.text for item in flow.unmapped}
    unit = "CPPFactures/CPPFacturePivotUnitaire[2]"
    assert kept[f"{unit}/Fournisseur/RaisonSociale"] == "VENDEUR"
    assert kept[f"{unit}/@NumOrdre"] == "1"


LINE = (
    '<Ligne NumOrdre="{rank}"><PrixUnitaire>{price}</PrixUnitaire><Quantite>2</Quantite>'
    "<MontantHT>3.00</MontantHT></Ligne>"
)


def test_a_broken_line_is_left_out_and_kept_as_text(make_pivot):
    lines = "".join(
        LINE.format(rank=rank, price=price) for rank, price in ((1, "1.50"), (2, "x"), (3, "2"))
    )
    with open_pivot(make_pivot(data=f"<Lignes>{lines}</Lignes>")) as flow:
        (invoice,) = flow
    assert [line.rank for line in invoice.lines] == [1, 3]
    place = "DonneesFacture/Lignes/Ligne[2]"
    assert [(item.path, item.text) for item in invoice.unmapped] == [
        (f"{place}/@NumOrdre", "2"),
        (f"{place}/PrixUnitaire", "x"),
        (f"{place}/Quantite", "2"),
        (f"{place}/MontantHT", "3.00"),
    ]
    (finding,) = flow.findings
    assert (finding.code, finding.found) == ("PIVOT-BROKEN-VALUE", "x")
    assert finding.location.path.endswith("/Lignes/Ligne[2]/PrixUnitaire")


def test_a_tax_without_an_amount_does_not_take_its_invoice_with_it(make_pivot):
    taxes = (
        "<TVAs><TVA><Taux>20</Taux><BaseHt>1</BaseHt><MontantTVA/></TVA>"
        "<TVA><Taux>5.5</Taux><BaseHt>2</BaseHt><MontantTVA>0.11</MontantTVA></TVA></TVAs>"
    )
    with open_pivot(make_pivot(data=taxes)) as flow:
        (invoice,) = flow
    assert [str(vat.rate) for vat in invoice.vat] == ["5.5"]
    assert [finding.code for finding in flow.findings] == ["PIVOT-BROKEN-UNIT"]
    assert [item.text for item in invoice.unmapped] == ["20", "1", ""]


def test_what_is_kept_of_broken_invoices_is_bounded(make_pivot):
    many = "<X>y</X>" * 10_100
    source = make_pivot(*["F"] * 5, data=many, content="", replace=("<Devise>EUR", "<Devise>"))
    with open_pivot(source) as flow:
        assert list(flow) == []
    assert len(flow.unmapped) == 50_000
    assert flow.findings[-1].code == "PIVOT-MORE"


SPACES = "\u00a0\u2003\u0085"
"""Spaces to Python, letters to XML."""


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16"])  # by the quick way, and by the parser
def test_spaces_that_xml_takes_for_letters_are_kept(make_pivot, encoding):
    text = make_pivot().decode()
    text = text.replace(">VENDEUR<", f"> {SPACES}VENDEUR{SPACES}\n<").replace(">F1<", f">{SPACES}<")
    text = text.replace(">380<", f">{SPACES}380<").replace(">100.00<", f">100.00{SPACES}<")
    text = text.replace("</CodePays>", f"</CodePays>{SPACES}", 1)
    with open_pivot(text.replace("UTF-8", encoding).encode(encoding)) as flow:
        (invoice,) = flow
    assert invoice.supplier.name == f"{SPACES}VENDEUR{SPACES}"
    assert invoice.invoice_number == SPACES
    assert (invoice.type_code.value, invoice.net_total) == ("380", Decimal("100.00"))
    assert [(item.path, item.text) for item in invoice.unmapped] == [("Fournisseur/text()", SPACES)]
