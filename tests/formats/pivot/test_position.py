"""An invoice says where in its file it stood, whatever the file's letters and pieces are."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chorus_sdk.formats.pivot.stream import open_pivot

NAME = "<CPPFacturePivotUnitaire"
TAGS = [
    f'{NAME} NumOrdre="1">',
    f"{NAME}>",
    f"{NAME}\n\t NumOrdre='7' >",
    f'{NAME} futur="a>b" NumOrdre="2">',
    f'{NAME} futur="{"y" * 90}>{"z" * 5_000}">',
]
BETWEEN = [
    "",
    "\n",
    f"<!-- {NAME} > -->",
    f"<![CDATA[{NAME}>]]>",
    f"<?go {NAME}>?>",
    "<CPPFacturePivotUnitaireBis/>",
]
CODECS = [
    ("utf-8", b"", "UTF-8"),
    ("utf-8", b"\xef\xbb\xbf", "UTF-8"),
    ("iso-8859-1", b"", "ISO-8859-1"),
    ("utf-16-le", b"\xff\xfe", "UTF-16"),
    ("utf-16-be", b"\xfe\xff", "UTF-16"),
]
_INSIDE = (
    "<Fournisseur><TypeIdentifiant>1</TypeIdentifiant><Identifiant>9</Identifiant><RaisonSociale>É"
    "</RaisonSociale><CodePays>FR</CodePays><ModeEmission>flux</ModeEmission></Fournisseur>"
    "<Debiteur><TypeIdentifiant>1</TypeIdentifiant><Identifiant>99944232322181</Identifiant>"
    "</Debiteur><DonneesFacture>{number}<Type>380</Type><Cadre>A1</Cadre><DateEmissionFacture>"
    "2026-01-04</DateEmissionFacture><ModePaiement><Code>30</Code></ModePaiement><DateReception>"
    "2026-01-05</DateReception><Devise>EUR</Devise><Montants><MontantHT>1</MontantHT><MontantTTC>1"
    "</MontantTTC><MontantNetAPayer>1</MontantNetAPayer></Montants></DonneesFacture>{files}"
)
_FILES = "<PJ NumOrdre='1'><Contenu/><NomPJ>n</NomPJ><TypePJ>01</TypePJ><MimeTypePJ>t</MimeTypePJ>"


def flow(invoices, codec=CODECS[0]):
    """Return a flow of (tag, what stands before it, whether it is whole), and where tags stand."""
    coded, mark, name = codec
    text, offsets = f'<?xml version="1.0" encoding="{name}"?><CPPFacturePivot><CPPFactures>', []
    for tag, before, is_whole in invoices:
        text += before
        offsets.append(len(mark + text.encode(coded)))
        number = "<Id>F</Id>" if is_whole else ""
        inside = _INSIDE.format(number=number, files=f"{_FILES}</PJ>")
        text += f"{tag}{inside}</CPPFacturePivotUnitaire>"
    return mark + (text + "</CPPFactures></CPPFacturePivot>").encode(coded), offsets


class Dropping(io.BytesIO):
    """Gives a few bytes at a time, once the head has been looked at."""

    sizes: list[int]

    def read(self, size=-1, /):
        return super().read(self.sizes.pop() if self.sizes and self.tell() >= 4096 else size)


def places(source):
    with open_pivot(source) as reading:
        return [(item.position.number, item.position.offset) for item in reading]


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(TAGS), st.sampled_from(BETWEEN), st.booleans()),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from(CODECS),
    st.lists(st.integers(1, 300), max_size=30),
)
def test_the_byte_of_its_tag_and_its_number(invoices, codec, sizes):
    data, offsets = flow(invoices, codec)
    expected = [
        (number, offset)
        for number, (offset, (_, _, is_whole)) in enumerate(zip(offsets, invoices, strict=True), 1)
        if is_whole
    ]
    assert places(data) == expected
    dropping = Dropping(data)
    dropping.sizes = sizes
    assert places(dropping) == expected


def test_numbers_go_on_through_the_files_of_a_container():
    broken, whole = (TAGS[0], "", False), (TAGS[0], "", True)
    first, _ = flow([whole, broken])
    second, offsets = flow([broken, whole])
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("one.xml", first)
        archive.writestr("two.xml", second)
    with open_pivot(packed.getvalue()) as reading:
        found = [item.position for item in reading]
    assert [(item.number, item.file) for item in found] == [(1, "one.xml"), (4, "two.xml")]
    assert found[1].offset == offsets[1]


@pytest.mark.parametrize("codec", CODECS)
def test_a_position_does_not_make_invoices_different(codec):
    data, _ = flow([(TAGS[0], "", True), (TAGS[0], "\n\n", True)], codec)
    with open_pivot(data) as reading:
        first, second = reading
    assert first == second
    assert first.position != second.position
