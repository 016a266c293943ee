"""What a PDF with invoice data is, and how it departs from Factur-X."""

import io

import pikepdf
import pytest

from chorus_sdk.errors import EmbeddedInvoiceMissingError, EncryptedDocumentError
from chorus_sdk.findings import Severity
from chorus_sdk.formats.base import FormatId, Profile
from chorus_sdk.formats.facturx.container import examine
from chorus_sdk.formats.facturx.writer import write
from chorus_sdk.formats.facturx.xmp import facturx_packet
from chorus_sdk.invoice.attachments import Attachment

ORDER = (
    b"<a:SCRDMCCBDACIOMessageStructure"
    b' xmlns:a="urn:un:unece:uncefact:data:SCRDMCCBDACIOMessageStructure:100"/>'
)


@pytest.fixture
def written(readable, xml, moment):
    annex = Attachment(file_name="annexe.csv", content=b"a;b", mime_code="text/csv")
    return write(readable, xml, profile=Profile.EN16931, moment=moment, attachments=(annex,))


def codes(report):
    return {finding.code for finding in report.findings}


def changed(data, change):
    pdf = pikepdf.open(io.BytesIO(data))
    change(pdf)
    out = io.BytesIO()
    pdf.save(out, fix_metadata_version=False)
    return out.getvalue()


def test_what_we_write_is_sound(written, xml):
    report = examine(written)
    assert report.findings == ()
    assert (report.level, report.pdfa, report.xmp_file_name) == ("EN 16931", "3B", "factur-x.xml")
    assert (report.signed, report.encrypted, report.attachments) == (False, False, ("annexe.csv",))
    assert report.invoice.content == xml
    assert (report.invoice.format, report.invoice.profile) == (
        FormatId.CII_INVOICE,
        Profile.EN16931,
    )


def specification(pdf):
    return pdf.Root.AF[1]


def without_date(pdf):
    del specification(pdf).EF.F.Params["/ModDate"]


def as_binary(pdf):
    specification(pdf).EF.F.Subtype = pikepdf.Name("/application/octet-stream")


def with_another_level(pdf, moment):
    packet = facturx_packet(level="BASIC", file_name="factur-x.xml", moment=moment)
    pdf.Root.Metadata = pdf.make_stream(packet)


def with_another_name(pdf, moment):
    packet = facturx_packet(level="EN 16931", file_name="invoice.xml", moment=moment)
    pdf.Root.Metadata = pdf.make_stream(packet)


def with_broken_metadata(pdf, moment):
    packet = facturx_packet(level="EN 16931", file_name="factur-x.xml", moment=moment)
    pdf.Root.Metadata = pdf.make_stream(packet.replace(b"</rdf:RDF>", b"</rdf:rdf>"))


@pytest.mark.parametrize(("change", "code"), [(without_date, "FX-DATE"), (as_binary, "FX-MIME")])
def test_a_defect_of_the_file_is_said(written, change, code):
    assert codes(examine(changed(written, change))) == {code}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (with_another_level, "FX-LEVEL"),
        (with_another_name, "FX-XMP-NAME"),
        (with_broken_metadata, "FX-XMP-FORM"),
    ],
)
def test_a_contradiction_of_the_metadata_is_said(written, moment, change, code):
    assert codes(examine(changed(written, lambda pdf: change(pdf, moment)))) == {code}


def test_wide_metadata_are_not_called_broken(written, moment):
    packet = facturx_packet(level="EN 16931", file_name="factur-x.xml", moment=moment)

    def widen(pdf):
        pdf.Root.Metadata = pdf.make_stream(packet.decode().lstrip("\ufeff").encode("utf-16-be"))

    assert codes(examine(changed(written, widen))) == set()


def test_metadata_that_say_nothing_are_said(written):
    def silent(pdf):
        del pdf.Root["/Metadata"]

    assert codes(examine(changed(written, silent))) == {"FX-PDFA", "FX-XMP"}


def test_an_older_invoice_beside_the_one_that_counts_is_said(embed, xml):
    older = b'<a:CrossIndustryDocument xmlns:a="urn:ferd:CrossIndustryDocument:invoice:1p0"/>'
    data = embed(("ZUGFeRD-invoice.xml", older, "Data"), ("factur-x.xml", xml, "Data"))
    report = examine(data)
    assert report.invoice.content == xml
    assert "FX-SEVERAL" in codes(report)


def test_a_file_that_is_no_invoice_is_said(embed):
    assert "FX-CONTENT" in codes(examine(embed(("factur-x.xml", b"<a/>", "Data"))))


def test_an_order_is_named_for_what_it_is(embed):
    report = examine(embed(("order-x.xml", ORDER, "Data")))
    assert report.invoice.format is FormatId.ORDER_X
    assert "FX-NAME" not in codes(report)


def test_every_finding_is_a_warning_in_both_languages_with_its_place(embed, xml):
    report = examine(embed(("x.xml", xml, "Supplement"), tree=False))
    assert len(report.findings) > 5
    for finding in report.findings:
        assert finding.severity is Severity.WARNING
        assert finding.message_fr
        assert finding.location.file == "x.xml"


def test_a_pdf_without_invoice_or_behind_a_password_is_refused(embed, encrypt, xml):
    with pytest.raises(EmbeddedInvoiceMissingError):
        examine(embed())
    locked = encrypt(embed(("factur-x.xml", xml, "Data")), user="secret")
    with pytest.raises(EncryptedDocumentError):
        examine(locked)
    assert examine(locked, password="secret").encrypted
