"""The quick way past the parser gives what the parser gives, whatever stands in the file.

UTF-16 is the oracle: there the quick way is never taken, and the parser reads every byte.
"""

from __future__ import annotations

import base64
import io
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chorus_sdk.errors import DocumentError, MalformedDocumentError
from chorus_sdk.formats.pivot.stream import open_pivot
from chorus_sdk.limits import Limits

XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
XS = 'xmlns:xs="http://www.w3.org/2001/XMLSchema"'
TYPED = f'<ReferenceProduit {XS} xsi:type="xs:string">'
NUMBERS = (
    "<PrixUnitaire>1.50</PrixUnitaire><Quantite>2</Quantite><MontantHT>3.00</MontantHT>"
    "<TauxTVA>20</TauxTVA>"
)
PLAIN = f'<Ligne NumOrdre="1"><ReferenceProduit>Étude</ReferenceProduit>{NUMBERS}</Ligne>'
PIECES = [
    PLAIN,
    PLAIN,
    f"\n  {PLAIN}\n",
    f'<Ligne NumOrdre="2">{NUMBERS}</Ligne>',
    f'<Ligne NumOrdre="3">{TYPED}T1</ReferenceProduit>{NUMBERS}</Ligne>',
    f'<Ligne NumOrdre="4">{TYPED}T2</ReferenceProduit>{NUMBERS}</Ligne>',
    f'<Ligne NumOrdre="4"><ReferenceProduit Sorte="x">T3</ReferenceProduit>{NUMBERS}</Ligne>',
    f'<Ligne NumOrdre="4"><!-- <ReferenceProduit Sorte="x"> -->{NUMBERS}</Ligne>',
    f'<Ligne NumOrdre="5"><ReferenceProduit>A &amp; B</ReferenceProduit>{NUMBERS}</Ligne>',
    f'<Ligne NumOrdre="5"><ReferenceProduit><![CDATA[C]]></ReferenceProduit>{NUMBERS}</Ligne>',
    f'<Ligne NumOrdre="6"><ReferenceProduit/>{NUMBERS}</Ligne>',
    f'<Ligne NumOrdre="6"><ReferenceProduit> \u00a0x </ReferenceProduit>{NUMBERS}</Ligne>',
    f"<Ligne NumOrdre='7'>{NUMBERS}</Ligne>",
    f'<Ligne NumOrdre="8" Sorte="x">{NUMBERS}</Ligne>',
    f'<Ligne NumOrdre="9">{NUMBERS}<Futur>f</Futur></Ligne>',
    f'<Ligne NumOrdre="10">mots{NUMBERS}</Ligne>',
    f'<Ligne NumOrdre="11">{NUMBERS.replace("1.50", "1,50")}</Ligne>',
    f'<Ligne NumOrdre="12">{NUMBERS.replace("<TauxTVA>20</TauxTVA>", "<TauxTVA/>")}</Ligne>',
    f'<Ligne NumOrdre="12">{NUMBERS.replace("20", "")}</Ligne>',
    f'<Ligne NumOrdre="13">{NUMBERS}{NUMBERS}</Ligne>',
    f"<Ligne>{NUMBERS}</Ligne>",
    "<Ligne NumOrdre='14'/>",
    f"<!-- {PLAIN} -->",
    f"<!-- </Ligne> {PLAIN} -->",
    f"<?go {PLAIN} ?>",
    f"<![CDATA[{PLAIN}]]>",
    f"<![CDATA[</Ligne>{PLAIN}]]>",
    "hors ligne",
    f"<Lignes>{PLAIN}</Lignes>",
    f'<Ligne NumOrdre="15"><Ligne NumOrdre="1"></Ligne>{PLAIN}</Ligne>',
    f"<Contenu>{PLAIN}</Contenu>",
    "<Contenu>QUJD</Contenu>",
]
CONTENTS = [
    base64.b64encode(random.Random(5).randbytes(3000)).decode(),
    base64.encodebytes(random.Random(6).randbytes(3000)).decode(),
    "",
    "QUJD",
    "QUJ",
    "Q&#85;JD",
    "QU<!-- c -->JD",
    "QU<b/>JD",
    "QU<Contenu>QUJD</Contenu>JD",
    "<![CDATA[QUJD]]>",
    f"<![CDATA[{base64.encodebytes(random.Random(7).randbytes(3000)).decode()}]]>",
    "\n <![CDATA[QU]]><![CDATA[]]>JD<![CDATA[QUJD]]> \n",
    "QU<![CDATA[JD<!-- ]]>",
    "<![CDATA[QUJD]]QUJD]]>",
    "<![CDATA[QUJD]]>]",
    "<![CDATA[QUJD",
    "<![CDAT[QUJD]]>",
    "<![CDATA[<Contenu>QUJD</Contenu>]]>",
    "pas de la base64 !",
    "QQ==QUJD",
    "ÉÉÉÉ",
    f"<!-- <Contenu>{'QUJD' * 9} -->",
]


def drops(reading: io.BytesIO, sizes: list[int]):
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


def told(source, limits: Limits | None = None) -> tuple[object, ...]:
    """All that reading a flow tells, attachments' bytes included."""
    said: list[object] = []
    with open_pivot(source, limits=limits or Limits()) as flow:
        try:
            for invoice in flow:
                files = [
                    (b"".join(file.packed_chunks()), file.problem and file.problem.code)
                    for file in invoice.attachments
                ]
                said += [invoice, list(invoice.lines), files, invoice.unmapped]
        except DocumentError as error:
            said += [error.code, getattr(error, "line", None)]
        return (*said, flow.findings, flow.unmapped)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(PIECES), max_size=8), min_size=1, max_size=3),
    st.sampled_from(CONTENTS),
    st.lists(st.integers(1, 400), max_size=40),
)
def test_the_parser_alone_reads_the_same(make_pivot, groups, content, sizes):
    data = "".join(f"<Lignes>{''.join(pieces)}</Lignes>" for pieces in groups)
    text = make_pivot("F1", "F2", data=data, content=content).decode()
    text = text.replace("<CPPFacturePivot>", f"<CPPFacturePivot {XSI}>")
    wide = text.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
    plain = text.encode()
    expected = told(wide)
    assert told(plain) == expected
    assert told(drops(io.BytesIO(plain), [4096, *sizes])) == expected


@pytest.mark.parametrize(
    "damage",
    [
        (b"</Ligne>", b"</Lign>"),
        (b"tude", b"tu\xc3de"),
        (b"tude", b"tu\x01de"),
        (b"tude", b"tu]]>de"),
        (b'NumOrdre="1"', b'NumOrdre="1" NumOrdre="1"'),
        (b"QUJD", b"QU\x00JD"),
        (b"QUJD", b"QU&JD"),
        (b"</Contenu>", b"&</Contenu>"),
        (b"</Contenu>", b"]]></Contenu>"),
        (b"</Contenu>", b"\x01</Contenu>"),
        (b"</Contenu>", b"</Contenus>"),
        (b"</Lignes>", b""),
    ],
)
def test_what_is_not_well_formed_stays_so(make_pivot, damage):
    source = make_pivot("F1", data=f"<Lignes>{PLAIN * 3}</Lignes>", content="QUJD" * 4)
    broken = source.replace(*damage, 1)
    assert broken != source
    with pytest.raises(MalformedDocumentError), open_pivot(broken) as flow:
        list(flow)


def test_a_prefix_that_nothing_binds_is_no_typed_value(make_pivot):
    line = f'<Ligne NumOrdre="3">{TYPED}T1</ReferenceProduit>{NUMBERS}</Ligne>'
    source = make_pivot("F1", data=f"<Lignes>{line * 3}</Lignes>")
    with open_pivot(source) as flow:
        (invoice,) = flow
    assert [item.path for item in invoice.unmapped] == [
        f"DonneesFacture/Lignes/Ligne[{number}]/ReferenceProduit/@type" for number in (1, 2, 3)
    ]


@pytest.mark.parametrize(
    ("before", "line"),
    [
        ("<!-- <ReferenceProduit Sorte='x'> --><ReferenceProduit>", "<ReferenceProduit Sorte='x'>"),
        (
            '<ReferenceProduit><![CDATA[<Ligne NumOrdre="1"><ReferenceProduit a="x" ]]>',
            '<ReferenceProduit a="x" ]]>',
        ),
        ("<!-- <ReferenceProduit a:b> --><ReferenceProduit>", "<ReferenceProduit a:b>"),
    ],
)
def test_words_in_a_line_teach_nothing_about_the_next_one(make_pivot, before, line):
    lines = [
        f'<Ligne NumOrdre="1">{tag}T</ReferenceProduit>{NUMBERS}</Ligne>' for tag in (before, line)
    ]
    source = make_pivot("F1", data=f"<Lignes>{''.join(lines)}</Lignes>")
    wide = source.decode().replace("UTF-8", "UTF-16").encode("utf-16")
    said = told(source)
    assert said == told(wide)
    assert "document.malformed" in said or said[-2]


def test_a_prefix_bound_by_one_line_says_nothing_of_the_next(make_pivot):
    typed = f'<ReferenceProduit xsi:type="s">T</ReferenceProduit>{NUMBERS}</Ligne>'
    lines = f'<Ligne NumOrdre="1" {XSI}>{typed}<Ligne NumOrdre="2">{typed}'
    with open_pivot(make_pivot("F1", data=f"<Lignes>{lines}</Lignes>")) as flow:
        (invoice,) = flow
    assert [item.path for item in invoice.unmapped] == [
        "DonneesFacture/Lignes/Ligne[2]/ReferenceProduit/@type"
    ]


def test_latin_1_is_read_by_the_parser_where_it_is_not_ascii(make_pivot):
    text = make_pivot("F1", data=f"<Lignes>{PLAIN}</Lignes>").decode()
    latin = text.replace("UTF-8", "ISO-8859-1").encode("latin-1")
    with open_pivot(latin) as flow:
        (invoice,) = flow
    assert invoice.lines[0].product_reference == "Étude"


@pytest.mark.parametrize("fold", [0, 76])
def test_an_error_behind_the_quick_way_has_its_true_place(make_pivot, fold):
    text = base64.b64encode(random.Random(1).randbytes(9000)).decode()
    if fold:
        text = "\n".join(text[at : at + fold] for at in range(0, len(text), fold))
    lines = f"<Lignes>{PLAIN}\n{PLAIN}</Lignes>"
    whole = make_pivot("F1", data=lines, content=text)
    broken = whole[: whole.index(b"</Contenu>")] + b"</Fin>" + whole[-200:]
    with open_pivot(broken) as flow, pytest.raises(MalformedDocumentError) as caught:
        list(flow)
    until = broken[: broken.index(b"</Fin>") + 6]
    assert caught.value.line == until.count(b"\n") + 1
    column = len(until) - until.rfind(b"\n") - 1
    assert abs(caught.value.column - column) <= len("</Fin>") + 1


def test_a_truncated_content_says_how_far_it_was_read(make_pivot):
    whole = make_pivot("F1", content=base64.b64encode(bytes(400_000)).decode())
    cut = whole[:300_001]
    with open_pivot(cut) as flow, pytest.raises(MalformedDocumentError) as caught:
        list(flow)
    assert caught.value.offset == len(cut)


@pytest.mark.parametrize("form", ["{}", "<![CDATA[{}]]>"])
def test_a_text_beyond_what_the_parser_takes_at_once_is_read(make_pivot, make_zip, form):
    data = random.Random(2).randbytes(9_000_000)
    content = base64.b64encode(make_zip(("a.pdf", data))).decode()
    assert len(content) > 10_000_000
    with open_pivot(make_pivot(content=form.format(content), name="a.pdf")) as flow:
        (invoice,) = flow
        assert invoice.attachments[0].read() == data


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("*" + "QUJD" * 2_600_000, Limits()),
        ("é*" * 3_500_000, Limits()),
        ("QUJD" * 3_600_000, Limits(attachment_bytes=2_000_000)),
    ],
)
def test_a_long_section_that_is_no_attachment_stops_nothing_else(make_pivot, text, limits):
    unit = make_pivot("F1", content=f"<![CDATA[{text}]]>").decode()
    unit = unit[unit.index("<CPPFacturePivotUnitaire") : unit.index("</CPPFactures>")]
    source = make_pivot(
        "F2", replace=("<CPPFacturePivotUnitaire", f"{unit}<CPPFacturePivotUnitaire")
    )
    with open_pivot(source, limits=limits) as flow:
        broken, whole = flow
        assert (broken.invoice_number, whole.invoice_number) == ("F1", "F2")
        assert broken.attachments[0].problem is not None
        assert whole.attachments[0].problem is None


@pytest.mark.parametrize("cut", range(9))
def test_an_error_behind_a_section_that_is_cut_has_its_true_place(make_pivot, cut):
    text = "\n*" + "A" * (2**20 - 2_000 + cut) + "]é]\n" * 700
    whole = make_pivot("F1", content=f"<![CDATA[{text}]]>")
    broken = whole.replace(b"</Contenu>", b"</Fin>")
    with open_pivot(broken) as flow, pytest.raises(MalformedDocumentError) as caught:
        list(flow)
    assert caught.value.line == broken[: broken.index(b"</Fin>")].count(b"\n") + 1
