"""A readable PDF with embedded fonts, and an invoice in CII, for the tests of this folder."""

import io
from datetime import UTC, datetime

import pikepdf
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

CII = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
RAM = "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"


def save(pdf, **options):
    out = io.BytesIO()
    pdf.save(out, **options)
    return out.getvalue()


@pytest.fixture
def moment():
    return datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.fixture
def make_xml():
    """Make a CII whose guideline is the given one."""

    def make(guideline="urn:cen.eu:en16931:2017", number="F-1"):
        return (
            f'<rsm:CrossIndustryInvoice xmlns:rsm="{CII}" xmlns:ram="{RAM}">'
            "<rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter>"
            f"<ram:ID>{guideline}</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter>"
            f"</rsm:ExchangedDocumentContext><rsm:ExchangedDocument><ram:ID>{number}</ram:ID>"
            "</rsm:ExchangedDocument></rsm:CrossIndustryInvoice>"
        ).encode()

    return make


@pytest.fixture
def xml(make_xml):
    return make_xml()


@pytest.fixture
def make_readable():
    """Make a page that shows text in the given font."""

    def make(font="Vera", *, title=None, script=None):
        if font == "Vera" and font not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(font, "Vera.ttf"))
        out = io.BytesIO()
        canvas = Canvas(out, invariant=1, initialFontName="Vera" if font == "Vera" else None)
        if title is not None:
            canvas.setTitle(title)
        canvas.setFont(font, 12)
        canvas.drawString(100, 700, "Facture réglée")
        canvas.save()
        if script is None:
            return out.getvalue()
        pdf = pikepdf.open(io.BytesIO(out.getvalue()))
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=script)
        return save(pdf)

    return make


@pytest.fixture
def readable(make_readable):
    return make_readable()


@pytest.fixture
def embed():
    """Embed files into a blank page; each is (name, content, relationship)."""

    def make(*files, tree=True, associated=True):
        pdf = pikepdf.new()
        pdf.add_blank_page()
        specs = []
        for name, content, relationship in files:
            spec = pikepdf.AttachedFileSpec(pdf, content, filename=name)
            spec.obj.AFRelationship = pikepdf.Name("/" + relationship)
            specs.append(pdf.make_indirect(spec.obj))
        if tree:
            pairs = [x for (n, _, _), s in zip(files, specs, strict=True) for x in (n, s)]
            pdf.Root.Names = pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary(Names=pairs))
        if associated:
            pdf.Root.AF = pikepdf.Array(specs)
        return save(pdf)

    return make


@pytest.fixture
def sign():
    """Put a signature dictionary into a field of a PDF."""

    def make(data):
        pdf = pikepdf.open(io.BytesIO(data))
        field = pikepdf.Dictionary(
            FT=pikepdf.Name.Sig, T="f", V=pikepdf.Dictionary(Type=pikepdf.Name.Sig)
        )
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[pdf.make_indirect(field)])
        return save(pdf)

    return make


@pytest.fixture
def encrypt():
    """Encrypt a PDF; the user's password may be empty."""

    def make(data, user=""):
        pdf = pikepdf.open(io.BytesIO(data))
        return save(pdf, encryption=pikepdf.Encryption(user=user, owner="owner", R=6))

    return make
