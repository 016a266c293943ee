"""What PDF/A forbids, wherever it hides."""

import io

import pikepdf
import pytest

from chorus_sdk._pdf import PdfFile


def action(kind="JavaScript", **more):
    return pikepdf.Dictionary(S=pikepdf.Name("/" + kind), **more)


def asked(pdf):
    out = io.BytesIO()
    pdf.save(out)
    with PdfFile(out.getvalue()) as found:
        return found.has_script(), found.forbidden_actions(), found.uses_cmyk()


@pytest.fixture
def pdf():
    pdf = pikepdf.new()
    pdf.add_blank_page()
    return pdf


def at_opening(pdf, what):
    pdf.Root.OpenAction = what


def on_the_document(pdf, what):
    pdf.Root.AA = pikepdf.Dictionary(WC=what)


def on_the_page(pdf, what):
    pdf.pages[0].obj.AA = pikepdf.Dictionary(O=what)


def on_an_annotation(pdf, what):
    link = pikepdf.Dictionary(Subtype=pikepdf.Name.Link, A=what)
    pdf.pages[0].obj.Annots = pikepdf.Array([link])


def on_a_field(pdf, what):
    kid = pikepdf.Dictionary(T="k", AA=pikepdf.Dictionary(K=what))
    field = pikepdf.Dictionary(T="f", Kids=pikepdf.Array([pdf.make_indirect(kid)]))
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([pdf.make_indirect(field)]))


def after_another(pdf, what):
    pdf.Root.OpenAction = action("GoTo", Next=pikepdf.Array([what]))


PLACES = [
    at_opening,
    on_the_document,
    on_the_page,
    on_an_annotation,
    on_a_field,
    after_another,
]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
@pytest.mark.parametrize("kind", ["JavaScript", "Launch", "ResetForm"])
def test_a_forbidden_action_is_found(pdf, place, kind):
    place(pdf, action(kind))
    assert asked(pdf)[:2] == (kind == "JavaScript", (kind,))


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
@pytest.mark.parametrize("kind", ["URI", "GoTo", "Named"])
def test_an_action_that_is_allowed_is_none(pdf, place, kind):
    place(pdf, action(kind))
    assert asked(pdf)[:2] == (False, ())


def test_a_script_by_name_is_a_script(pdf):
    pdf.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary())
    assert asked(pdf)[0]


@pytest.mark.parametrize(
    ("content", "used"),
    [
        (b"0 0 0 1 k 0 0 9 9 re f", True),
        (b"0 0 0 1 K 0 0 9 9 re S", True),
        (b"/DeviceCMYK cs 0 0 0 1 sc", True),
        (b"1 0 0 rg 0 0 9 9 re f", False),
        (b"BT (1 k /DeviceCMYK cs) Tj ET", False),
    ],
)
def test_cmyk_is_found_where_it_is_drawn(pdf, content, used):
    pdf.pages[0].obj.Contents = pdf.make_stream(content)
    assert asked(pdf)[2] is used


@pytest.mark.parametrize(
    "space",
    [
        pikepdf.Name.DeviceCMYK,
        pikepdf.Array([pikepdf.Name.Indexed, pikepdf.Name.DeviceCMYK, 0, b"1234"]),
        pikepdf.Array([pikepdf.Name.Separation, pikepdf.Name.Spot, pikepdf.Name.DeviceCMYK]),
    ],
    ids=["plain", "indexed", "separation"],
)
def test_cmyk_is_found_in_an_image(pdf, space):
    image = pdf.make_stream(b"0000", Subtype=pikepdf.Name.Image, ColorSpace=space)
    pdf.pages[0].obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=image))
    assert asked(pdf)[2]


def test_cmyk_with_a_space_of_its_own_is_no_device_colour(pdf):
    spaces = pikepdf.Dictionary(DefaultCMYK=pikepdf.Array([pikepdf.Name.ICCBased]))
    pdf.pages[0].obj.Resources = pikepdf.Dictionary(ColorSpace=spaces)
    pdf.pages[0].obj.Contents = pdf.make_stream(b"0 0 0 1 k")
    assert not asked(pdf)[2]
