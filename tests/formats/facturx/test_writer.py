"""The Factur-X that is written, judged by others: a PDF/A checker, pypdf, factur-x, Pillow."""

import io
from datetime import datetime, timedelta, timezone
from hashlib import md5

import facturx
import page
import pikepdf
import pypdf
import pytest

from chorus_sdk.errors import (
    DocumentError,
    EncryptedDocumentError,
    MalformedDocumentError,
    SignedDocumentError,
    UnsafeDocumentError,
    UnsupportedProfileError,
)
from chorus_sdk.formats.base import FormatId, Profile
from chorus_sdk.formats.detect import detect
from chorus_sdk.formats.facturx.apart import other_attachments, plain_pdf
from chorus_sdk.formats.facturx.container import embedded_invoice, examine
from chorus_sdk.formats.facturx.writer import Annex, write
from chorus_sdk.formats.profiles import guideline_of
from chorus_sdk.invoice.attachments import Attachment

LEVELS = [
    (Profile.MINIMUM, "MINIMUM", "Data", "factur-x.xml"),
    (Profile.BASIC_WL, "BASIC WL", "Data", "factur-x.xml"),
    (Profile.BASIC, "BASIC", "Alternative", "factur-x.xml"),
    (Profile.EN16931, "EN 16931", "Alternative", "factur-x.xml"),
    (Profile.EXTENDED, "EXTENDED", "Alternative", "factur-x.xml"),
    (Profile.XRECHNUNG, "XRECHNUNG", "Alternative", "xrechnung.xml"),
]
ANNEX = Attachment(file_name="annexe.csv", content=b"a;b", mime_code="text/csv")


@pytest.fixture
def written(readable, xml, moment):
    return write(readable, xml, profile=Profile.EN16931, moment=moment, attachments=(ANNEX,))


def root_of(data):
    return pypdf.PdfReader(io.BytesIO(data)).trailer["/Root"]


def test_it_passes_as_pdfa_3b(written):
    report = page.validate_pdf_bytes(written, profile=page.ValidationProfile.PDF_A_3B)
    assert [(f.rule_id, f.message) for f in report.failures] == []
    assert report.is_compliant


def test_a_plain_copy_of_it_passes_as_pdfa_2b(written):
    report = page.validate_pdf_bytes(plain_pdf(written), profile=page.ValidationProfile.PDF_A_2B)
    assert report.is_compliant


@pytest.mark.parametrize(("profile", "level", "relationship", "name"), LEVELS)
def test_each_profile_states_its_level_name_and_relationship(
    readable, make_xml, moment, profile, level, relationship, name
):
    xml = make_xml(guideline_of(profile))
    data = write(readable, xml, profile=profile, moment=moment)
    root = root_of(data)
    specification = root["/AF"][0].get_object()
    assert specification["/AFRelationship"] == f"/{relationship}"
    assert (specification["/F"], specification["/UF"]) == (name, name)
    packet = root["/Metadata"].get_object().get_data().decode()
    assert f"<fx:ConformanceLevel>{level}</fx:ConformanceLevel>" in packet
    assert f"<fx:DocumentFileName>{name}</fx:DocumentFileName>" in packet
    found = detect(data)
    assert (found.format, found.profile) == (FormatId.FACTURX, profile)
    assert embedded_invoice(data).findings == ()


def test_another_library_reads_the_xml_back(written, xml):
    assert facturx.get_xml_from_pdf(io.BytesIO(written), check_xsd=False) == ("factur-x.xml", xml)


def test_the_file_states_its_size_date_and_checksum(written, xml):
    specification = root_of(written)["/AF"][1].get_object()
    stream = specification["/EF"]["/F"].get_object()
    parameters = stream["/Params"]
    assert stream["/Subtype"] == "/text/xml"
    assert parameters["/Size"] == len(xml)
    assert parameters["/ModDate"] == "D:20261123093000Z"
    assert bytes(parameters["/CheckSum"].original_bytes) == md5(xml).digest()


def test_a_zone_is_written_into_the_date(readable, xml):
    moment = datetime(2026, 7, 1, 12, 0, tzinfo=timezone(timedelta(hours=2)))
    data = write(readable, xml, profile=Profile.EN16931, moment=moment)
    stream = root_of(data)["/AF"][0].get_object()["/EF"]["/F"].get_object()
    assert stream["/Params"]["/ModDate"] == "D:20260701120000+02'00'"


def test_the_same_file_stands_in_the_name_tree_and_in_af(written):
    root = root_of(written)
    tree = root["/Names"]["/EmbeddedFiles"]["/Names"]
    assert tree[0::2] == ["annexe.csv", "factur-x.xml"]
    assert [one.idnum for one in tree[1::2]] == [one.idnum for one in pikepdf_references(written)]


def pikepdf_references(data):
    return pypdf.PdfReader(io.BytesIO(data)).trailer["/Root"].raw_get("/AF")


def test_the_xmp_is_not_packed_and_info_is_gone(written):
    pdf = pikepdf.open(io.BytesIO(written))
    assert "/Filter" not in pdf.Root.Metadata
    assert "/Info" not in pdf.trailer
    assert b"<pdfaid:part>3</pdfaid:part>" in written


def test_the_title_is_kept(make_readable, xml, moment):
    pdf = make_readable(title="Facture n° 1 & <suite>")
    data = write(pdf, xml, profile=Profile.EN16931, moment=moment)
    assert pypdf.PdfReader(io.BytesIO(data)).xmp_metadata.dc_title == {
        "x-default": "Facture n° 1 & <suite>"
    }


def test_the_page_shows_the_same_text(readable, written):
    before, after = (pypdf.PdfReader(io.BytesIO(d)).pages[0] for d in (readable, written))
    assert after.extract_text() == before.extract_text()
    assert after.extract_text().strip() == "Facture réglée"


def test_the_same_input_gives_the_same_bytes(readable, xml, moment, written):
    again = write(readable, xml, profile=Profile.EN16931, moment=moment, attachments=(ANNEX,))
    assert again == written


def test_another_moment_gives_other_bytes(readable, xml, moment):
    first, second = (
        write(readable, xml, profile=Profile.EN16931, moment=at)
        for at in (moment, moment + timedelta(seconds=1))
    )
    assert first != second


def test_writing_again_replaces_the_invoice_and_keeps_the_rest(written, make_xml, moment):
    newer = make_xml(number="F-2")
    data = write(written, newer, profile=Profile.EN16931, moment=moment)
    assert embedded_invoice(data).content == newer
    assert other_attachments(data) == (ANNEX,)
    assert page.validate_pdf_bytes(data).is_compliant


def test_title_author_and_subject_outlive_every_writing(readable, xml, moment):
    pdf = pikepdf.open(io.BytesIO(readable))
    with pdf.open_metadata() as metadata:
        metadata["dc:title"] = "Titre"
        metadata["dc:creator"] = ["Une autrice"]
        metadata["dc:description"] = "Un sujet"
    out = io.BytesIO()
    pdf.save(out)
    data = out.getvalue()
    for _ in range(2):
        data = write(data, xml, profile=Profile.EN16931, moment=moment)
        found = pypdf.PdfReader(io.BytesIO(data)).xmp_metadata
        assert found.dc_title == {"x-default": "Titre"}
        assert found.dc_creator == ["Une autrice"]
        assert found.dc_description == {"x-default": "Un sujet"}


def test_writing_over_what_was_written_comes_to_rest(written, xml, moment):
    second = write(written, xml, profile=Profile.EN16931, moment=moment)
    assert write(second, xml, profile=Profile.EN16931, moment=moment) == second


def test_another_profile_renames_the_one_invoice_inside(written, make_xml, moment):
    xml = make_xml(guideline_of(Profile.XRECHNUNG))
    data = write(written, xml, profile=Profile.XRECHNUNG, moment=moment)
    report = examine(data)
    assert (report.invoice.name, report.level) == ("xrechnung.xml", "XRECHNUNG")
    assert (report.attachments, report.findings) == (("annexe.csv",), ())


@pytest.mark.parametrize("relationship", ["Supplement", "Unspecified", "Alternative"])
def test_an_annex_says_what_it_is_to_the_invoice(readable, xml, moment, relationship):
    annex = Annex(attachment=ANNEX, relationship=relationship, description="Bon de livraison")
    data = write(readable, xml, profile=Profile.EN16931, moment=moment, attachments=(annex,))
    specification = root_of(data)["/AF"][0].get_object()
    assert specification["/AFRelationship"] == f"/{relationship}"
    assert specification["/Desc"] == "Bon de livraison"
    assert page.validate_pdf_bytes(data).is_compliant


def test_an_annex_is_never_the_invoice_itself():
    with pytest.raises(ValueError):
        Annex(attachment=ANNEX, relationship="Source")


def test_colours_in_cmyk_without_a_profile_are_refused(readable, xml, moment):
    pdf = pikepdf.open(io.BytesIO(readable))
    pdf.pages[0].contents_add(b"0 1 1 0 k 10 10 50 50 re f")
    out = io.BytesIO()
    pdf.save(out)
    with pytest.raises(DocumentError) as caught:
        write(out.getvalue(), xml, profile=Profile.EN16931, moment=moment)
    assert caught.value.hint


def test_an_action_that_starts_a_program_is_refused(readable, xml, moment):
    pdf = pikepdf.open(io.BytesIO(readable))
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="x")
    out = io.BytesIO()
    pdf.save(out)
    with pytest.raises(UnsafeDocumentError):
        write(out.getvalue(), xml, profile=Profile.EN16931, moment=moment)


def test_a_link_gets_the_flag_that_pdfa_demands(readable, xml, moment):
    pdf = pikepdf.open(io.BytesIO(readable))
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Link,
        Rect=[0, 0, 9, 9],
        A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.org"),
    )
    pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(link)])
    out = io.BytesIO()
    pdf.save(out)
    data = write(out.getvalue(), xml, profile=Profile.EN16931, moment=moment)
    assert page.validate_pdf_bytes(data, profile=page.ValidationProfile.PDF_A_3B).is_compliant


def test_a_pdf_whose_end_is_missing_is_malformed(readable, xml, moment):
    with pytest.raises(MalformedDocumentError):
        write(
            readable[: readable.rindex(b"startxref")], xml, profile=Profile.EN16931, moment=moment
        )


def test_the_caller_may_choose_the_relationship(readable, xml, moment):
    data = write(readable, xml, profile=Profile.EN16931, relationship="Source", moment=moment)
    assert embedded_invoice(data).relationship == "Source"


def test_a_font_that_is_named_and_shows_nothing_is_no_obstacle(readable, xml, moment):
    pdf = pikepdf.open(io.BytesIO(readable))
    helvetica = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page_object = pdf.pages[0]
    page_object.obj.Resources.Font["/Unused"] = pdf.make_indirect(helvetica)
    page_object.contents_add(b"BT /Unused 10 Tf ET")
    out = io.BytesIO()
    pdf.save(out)
    data = write(out.getvalue(), xml, profile=Profile.EN16931, moment=moment)
    assert detect(data).format is FormatId.FACTURX


@pytest.mark.parametrize("inside_a_form", [False, True])
def test_a_font_that_is_not_embedded_is_refused(make_readable, xml, moment, inside_a_form):
    pdf = make_readable("Helvetica")
    if inside_a_form:
        source, target = pikepdf.open(io.BytesIO(pdf)), pikepdf.new()
        blank = target.add_blank_page()
        form = target.copy_foreign(source.pages[0].as_form_xobject())
        name = blank.add_resource(form, pikepdf.Name.XObject)
        blank.contents_add(f"{name} Do".encode())
        out = io.BytesIO()
        target.save(out)
        pdf = out.getvalue()
    with pytest.raises(DocumentError) as caught:
        write(pdf, xml, profile=Profile.EN16931, moment=moment)
    assert caught.value.hint


def test_an_encrypted_pdf_is_refused(readable, encrypt, xml, moment):
    for user in ("", "secret"):
        with pytest.raises(EncryptedDocumentError):
            write(encrypt(readable, user), xml, profile=Profile.EN16931, moment=moment)


def test_a_signed_pdf_is_refused(readable, sign, xml, moment):
    with pytest.raises(SignedDocumentError):
        write(sign(readable), xml, profile=Profile.EN16931, moment=moment)


def test_a_pdf_with_a_script_is_refused(make_readable, xml, moment):
    with pytest.raises(UnsafeDocumentError):
        write(make_readable(script="app.alert(1)"), xml, profile=Profile.EN16931, moment=moment)


def test_what_is_no_pdf_is_malformed(xml, moment):
    with pytest.raises(MalformedDocumentError):
        write(b"not a pdf", xml, profile=Profile.EN16931, moment=moment)


def test_what_is_no_xml_is_malformed(readable, moment):
    with pytest.raises(MalformedDocumentError):
        write(readable, b"not xml", profile=Profile.EN16931, moment=moment)


@pytest.mark.parametrize("profile", [Profile.BASIC, Profile.PEPPOL_BIS_3, Profile.COMFORT])
def test_a_profile_that_the_xml_does_not_name_is_refused(readable, xml, moment, profile):
    with pytest.raises(UnsupportedProfileError):
        write(readable, xml, profile=profile, moment=moment)


@pytest.mark.parametrize("name", [None, "", "FACTUR-X.XML"])
def test_an_attachment_needs_a_name_of_its_own(readable, xml, moment, name):
    attachments = (Attachment(file_name=name, content=b"x"),)
    with pytest.raises(DocumentError):
        write(readable, xml, profile=Profile.EN16931, moment=moment, attachments=attachments)


def test_an_unknown_relationship_or_a_moment_without_zone_is_a_mistake(readable, xml, moment):
    with pytest.raises(ValueError):
        write(readable, xml, profile=Profile.EN16931, moment=moment, relationship="Supplement")
    with pytest.raises(ValueError):
        write(readable, xml, profile=Profile.EN16931, moment=moment.replace(tzinfo=None))
