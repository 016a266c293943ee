"""Which file inside a PDF is the invoice."""

import io

import pikepdf
import pypdf
import pytest

from chorus_sdk.errors import (
    AmbiguousFormatError,
    EmbeddedInvoiceMissingError,
    EncryptedDocumentError,
    LimitExceededError,
    MalformedDocumentError,
    SignedDocumentError,
)
from chorus_sdk.formats.base import Profile
from chorus_sdk.formats.detect import detect
from chorus_sdk.formats.facturx.apart import other_attachments, plain_pdf
from chorus_sdk.formats.facturx.container import embedded_invoice
from chorus_sdk.formats.facturx.writer import write
from chorus_sdk.limits import Limits


def codes(found):
    return {finding.code for finding in found.findings}


def test_the_invoice_is_given_out_byte_for_byte(embed, xml):
    found = embedded_invoice(embed(("factur-x.xml", xml, "Alternative")))
    assert (found.name, found.relationship, found.content) == ("factur-x.xml", "Alternative", xml)


def test_the_content_does_not_show_in_a_repr(embed, xml):
    assert "CrossIndustry" not in repr(embedded_invoice(embed(("factur-x.xml", xml, "Data"))))


@pytest.mark.parametrize("relationship", ["Data", "Alternative", "Source"])
def test_three_relationships_are_right(embed, xml, relationship):
    found = embedded_invoice(embed(("factur-x.xml", xml, relationship)))
    assert "FX-RELATIONSHIP" not in codes(found)


@pytest.mark.parametrize(
    ("name", "relationship", "options", "code"),
    [
        ("facture.xml", "Data", {}, "FX-NAME"),
        ("FACTUR-X.XML", "Data", {}, "FX-NAME"),
        ("factur-x.xml", "Supplement", {}, "FX-RELATIONSHIP"),
        ("factur-x.xml", "Data", {"tree": False}, "FX-NAME-TREE"),
        ("factur-x.xml", "Data", {"associated": False}, "FX-ASSOCIATED"),
    ],
)
def test_what_is_wrong_with_the_container_is_tolerated_and_said(
    embed, xml, name, relationship, options, code
):
    found = embedded_invoice(embed((name, xml, relationship), **options))
    assert found.content == xml
    assert code in codes(found)
    assert all(finding.location.file == name for finding in found.findings)


def test_an_encrypted_container_is_read_and_said(embed, encrypt, xml):
    found = embedded_invoice(encrypt(embed(("factur-x.xml", xml, "Data"))))
    assert found.content == xml
    assert "FX-ENCRYPTED" in codes(found)


def test_a_wrong_checksum_is_said(embed, xml):
    pdf = pikepdf.open(io.BytesIO(embed(("factur-x.xml", xml, "Data"))))
    pdf.Root.Names.EmbeddedFiles.Names[1].EF.F.Params = pikepdf.Dictionary(
        CheckSum=pikepdf.String(b"0" * 16)
    )
    out = io.BytesIO()
    pdf.save(out)
    assert "FX-CHECKSUM" in codes(embedded_invoice(out.getvalue()))


def test_a_known_name_goes_before_another(embed, make_xml):
    wanted, other = make_xml(number="A"), make_xml(number="B")
    data = embed(("aaa.xml", other, "Data"), ("factur-x.xml", wanted, "Data"))
    assert embedded_invoice(data).content == wanted


def test_two_different_invoices_are_ambiguous(embed, make_xml):
    data = embed(("a.xml", make_xml(number="A"), "Data"), ("b.xml", make_xml(number="B"), "Data"))
    with pytest.raises(AmbiguousFormatError) as caught:
        embedded_invoice(data)
    assert caught.value.candidates == ("a.xml", "b.xml")


def test_the_same_invoice_twice_is_not_ambiguous(embed, xml):
    assert embedded_invoice(embed(("a.xml", xml, "Data"), ("b.xml", xml, "Data"))).content == xml


@pytest.mark.parametrize(
    "files", [(), (("data.csv", b"a;b", "Data"),), (("other.xml", b"<a/>", "Data"),)]
)
def test_a_pdf_without_invoice_says_so(embed, files):
    with pytest.raises(EmbeddedInvoiceMissingError):
        embedded_invoice(embed(*files))


def test_a_locked_pdf_is_encrypted(embed, encrypt, xml):
    with pytest.raises(EncryptedDocumentError):
        embedded_invoice(encrypt(embed(("factur-x.xml", xml, "Data")), user="secret"))


def test_what_is_no_pdf_is_malformed():
    with pytest.raises(MalformedDocumentError):
        embedded_invoice(b"%PDF-1.7 nothing")


def test_a_large_invoice_is_refused_before_it_is_unpacked(embed, xml):
    data = embed(("factur-x.xml", xml + b" " * 1_000_000, "Data"))
    with pytest.raises(LimitExceededError) as caught:
        embedded_invoice(data, Limits(pdf_embedded_bytes=len(xml) + 999_999))
    assert caught.value.limit == "pdf_embedded_bytes"
    assert embedded_invoice(data, Limits(pdf_embedded_bytes=len(xml) + 1_000_000))


def test_other_files_are_given_out_and_the_invoice_is_not(embed, xml):
    data = embed(("bon.csv", b"a;b", "Supplement"), ("factur-x.xml", xml, "Data"))
    assert [(a.file_name, a.content) for a in other_attachments(data)] == [("bon.csv", b"a;b")]


def test_a_plain_copy_holds_nothing_and_is_no_facturx(embed, xml):
    data = embed(("bon.csv", b"a;b", "Supplement"), ("factur-x.xml", xml, "Data"))
    plain = plain_pdf(data)
    reader = pypdf.PdfReader(io.BytesIO(plain))
    assert (dict(reader.attachments), len(reader.pages)) == ({}, 1)
    assert "/AF" not in reader.trailer["/Root"]
    assert xml not in plain
    assert detect(plain).embedded_format is None


def test_a_plain_copy_is_the_same_every_time(embed, xml):
    data = embed(("factur-x.xml", xml, "Data"))
    assert plain_pdf(data) == plain_pdf(data)


def test_a_file_on_a_page_is_taken_out_too(embed, xml):
    pdf = pikepdf.open(io.BytesIO(embed(("factur-x.xml", xml, "Data"))))
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, FS=pdf.Root.AF[0]
    )
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link)
    pdf.pages[0].obj.Annots = pikepdf.Array([note, link])
    out = io.BytesIO()
    pdf.save(out)
    plain = pikepdf.open(io.BytesIO(plain_pdf(out.getvalue())))
    assert [str(a.Subtype) for a in plain.pages[0].obj.Annots] == ["/Link"]


def test_what_an_object_of_a_page_embeds_is_taken_out_too(embed, xml):
    pdf = pikepdf.open(io.BytesIO(embed(("factur-x.xml", xml, "Data"))))
    image = pdf.make_stream(b"0", Subtype=pikepdf.Name.Image, AF=pikepdf.Array([pdf.Root.AF[0]]))
    page = pdf.pages[0].obj
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=image))
    page.Contents = pdf.make_stream(b"/I Do")
    page.AF = pikepdf.Array([pdf.Root.AF[0]])
    out = io.BytesIO()
    pdf.save(out)
    plain = pikepdf.open(io.BytesIO(plain_pdf(out.getvalue())))
    pointing = [o for o in plain.objects if isinstance(o, pikepdf.Dictionary) and "/EF" in o]
    assert pointing == []
    assert "/AF" not in plain.pages[0].obj
    assert "/AF" not in plain.pages[0].obj.Resources.XObject.I


def test_a_locked_pdf_is_taken_apart_with_its_password(embed, encrypt, xml):
    data = embed(("bon.csv", b"a;b", "Supplement"), ("factur-x.xml", xml, "Data"))
    locked = encrypt(data, user="secret")
    assert [a.file_name for a in other_attachments(locked, password="secret")] == ["bon.csv"]
    plain = plain_pdf(locked, password="secret")
    assert (detect(plain).pdf.encrypted, detect(plain).pdf.embedded) == (False, ())
    for password in (None, "wrong"):
        with pytest.raises(EncryptedDocumentError):
            plain_pdf(locked, password=password)


def test_a_plain_copy_keeps_its_title_and_no_longer_says_pdfa_3(written_title):
    plain = plain_pdf(written_title)
    xmp = pypdf.PdfReader(io.BytesIO(plain)).xmp_metadata
    assert xmp.dc_title == {"x-default": "Facture réglée"}
    assert (detect(plain).pdf.pdfa_part, detect(plain).pdf.pdfa_conformance) == (2, "B")


@pytest.fixture
def written_title(make_readable, xml, moment):
    return write(make_readable(title="Facture réglée"), xml, profile=Profile.EN16931, moment=moment)


def test_a_signature_is_not_broken_unless_allowed(embed, sign, xml):
    data = sign(embed(("factur-x.xml", xml, "Data")))
    with pytest.raises(SignedDocumentError):
        plain_pdf(data)
    facets = detect(plain_pdf(data, allow_breaking_signature=True)).pdf
    assert (facets.signed, facets.embedded) == (False, ())
