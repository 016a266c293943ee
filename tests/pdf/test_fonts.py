"""Fonts that show text, wherever a page draws from."""

import io

import pikepdf
import pytest

from chorus_sdk._pdf import PdfFile

TEXT = b"BT /F 10 Tf (x) Tj ET"


@pytest.fixture
def pdf():
    pdf = pikepdf.new()
    pdf.add_blank_page()
    return pdf


def helvetica(pdf):
    return pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
    )


def resources(pdf):
    return pikepdf.Dictionary(Font=pikepdf.Dictionary(F=helvetica(pdf)))


def missing(pdf):
    out = io.BytesIO()
    pdf.save(out)
    with PdfFile(out.getvalue()) as found:
        return found.fonts_not_embedded()


def on_the_page(pdf, content=TEXT, **more):
    page = pdf.pages[0].obj
    page.Resources = pikepdf.Dictionary(**more)
    page.Contents = pdf.make_stream(content)


def form(pdf, content=TEXT, **entries):
    stream = pdf.make_stream(content)
    stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    stream.BBox = [0, 0, 9, 9]
    stream.Resources = resources(pdf)
    for key, value in entries.items():
        stream[f"/{key}"] = value
    return stream


def test_on_the_page(pdf):
    on_the_page(pdf, Font=pikepdf.Dictionary(F=helvetica(pdf)))
    assert missing(pdf) == ("Helvetica",)


def test_in_the_resources_of_a_parent(pdf):
    pdf.Root.Pages.Resources = resources(pdf)
    page = pdf.pages[0].obj
    del page["/Resources"]
    page.Contents = pdf.make_stream(TEXT)
    assert missing(pdf) == ("Helvetica",)


def test_in_a_form_within_a_form(pdf):
    outer = form(pdf, b"/I Do", Resources=pikepdf.Dictionary(XObject={"/I": form(pdf)}))
    on_the_page(pdf, b"/O Do", XObject=pikepdf.Dictionary(O=outer))
    assert missing(pdf) == ("Helvetica",)


def test_in_a_tiling_pattern(pdf):
    tile = pdf.make_stream(TEXT)
    tile.PatternType, tile.Resources = 1, resources(pdf)
    content = b"/Pattern cs /P scn 0 0 9 9 re f"
    on_the_page(pdf, content, Pattern=pikepdf.Dictionary(P=tile))
    assert missing(pdf) == ("Helvetica",)


def test_in_the_glyphs_of_a_type_3_font(pdf):
    glyph = pdf.make_stream(b"9 0 d0 " + TEXT)
    drawn = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type3,
        CharProcs=pikepdf.Dictionary(x=glyph),
        Resources=resources(pdf),
    )
    on_the_page(pdf, Font=pikepdf.Dictionary(F=pdf.make_indirect(drawn)))
    assert missing(pdf) == ("Helvetica",)


def test_in_a_soft_mask(pdf):
    mask = pikepdf.Dictionary(S=pikepdf.Name.Luminosity, G=form(pdf))
    state = pikepdf.Dictionary(SMask=mask)
    on_the_page(pdf, b"/S gs 0 0 9 9 re f", ExtGState=pikepdf.Dictionary(S=state))
    assert missing(pdf) == ("Helvetica",)


def test_set_by_a_graphics_state(pdf):
    state = pikepdf.Dictionary(Font=pikepdf.Array([helvetica(pdf), 10]))
    on_the_page(pdf, b"/S gs BT (x) Tj ET", ExtGState=pikepdf.Dictionary(S=state))
    assert missing(pdf) == ("Helvetica",)


def test_in_the_appearance_of_an_annotation(pdf):
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.FreeText,
        AP=pikepdf.Dictionary(N=pikepdf.Dictionary(On=form(pdf))),
    )
    pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(note)])
    assert missing(pdf) == ("Helvetica",)


def test_of_a_composite_font_its_descendant_counts(pdf):
    below = pikepdf.Dictionary(Subtype=pikepdf.Name.CIDFontType2, BaseFont=pikepdf.Name.Below)
    above = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type0, DescendantFonts=pikepdf.Array([below])
    )
    on_the_page(pdf, Font=pikepdf.Dictionary(F=pdf.make_indirect(above)))
    assert missing(pdf) == ("Below",)


@pytest.mark.parametrize(
    "content",
    [
        b"BT /F 10 Tf ET",
        b"BT /F 10 Tf 3 Tr (x) Tj ET",
        b"q BT /F 10 Tf ET Q BT (x) Tj ET",
        b"/Unheard Do /Unheard gs /Unheard scn",
    ],
)
def test_a_font_that_shows_nothing_is_not_missing(pdf, content):
    on_the_page(pdf, content, Font=pikepdf.Dictionary(F=helvetica(pdf)))
    assert missing(pdf) == ()


def test_a_form_that_draws_itself_ends(pdf):
    loop = form(pdf, b"/L Do")
    loop.Resources = pikepdf.Dictionary(XObject={"/L": loop}, Font={"/F": helvetica(pdf)})
    on_the_page(pdf, b"/L Do", XObject=pikepdf.Dictionary(L=loop))
    assert missing(pdf) == ()
