"""What a document is, told by its bytes."""

import gzip
import io
import tarfile
import zipfile

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_sdk.errors import LimitExceededError
from chorus_sdk.formats.base import Confidence, DepositRoute, FormatId, Profile
from chorus_sdk.formats.detect import detect
from chorus_sdk.limits import Limits

UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
CII = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
RAM = "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
CORE = "urn:cen.eu:en16931:2017"
LONG = "<!-- " + "n" * 70_000 + " -->"


def ubl(root="Invoice", *, guideline=CORE, lines=1, before="", encoding="utf-8"):
    line = f"<cac:{root}Line/>" * lines
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?>\n'
        f'<{root} xmlns="{UBL}{root}-2" xmlns:cac="{UBL}CommonAggregateComponents-2"'
        f' xmlns:cbc="{UBL}CommonBasicComponents-2">{before}'
        f"<cbc:CustomizationID>{guideline}</cbc:CustomizationID><cbc:ID>F-1</cbc:ID>"
        f"{line}</{root}>"
    )
    return text.encode(encoding)


def cii(*, guideline=CORE, lines=1, after=""):
    line = "<ram:IncludedSupplyChainTradeLineItem/>" * lines
    return (
        f'<rsm:CrossIndustryInvoice xmlns:rsm="{CII}" xmlns:ram="{RAM}">'
        "<rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter>"
        f"<ram:ID>{guideline}</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter>"
        "</rsm:ExchangedDocumentContext><rsm:ExchangedDocument><ram:ID>F-1</ram:ID>"
        "</rsm:ExchangedDocument><rsm:SupplyChainTradeTransaction>"
        f"{line}</rsm:SupplyChainTradeTransaction>{after}</rsm:CrossIndustryInvoice>"
    ).encode()


def pdf_with(files, *, relationship="Data", attach=True, associated=False, annotated=False):
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    for name, content in files.items():
        spec = pikepdf.AttachedFileSpec(pdf, content, filename=name)
        spec.obj.AFRelationship = pikepdf.Name("/" + relationship)
        if attach:
            pdf.attachments[name] = spec
        if associated:
            pdf.Root.AF = pikepdf.Array([pdf.make_indirect(spec.obj)])
        if annotated:
            note = pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, FS=spec.obj
            )
            page.obj.Annots = pikepdf.Array([note])
    return saved(pdf)


def saved(pdf, **options):
    out = io.BytesIO()
    pdf.save(out, **options)
    return out.getvalue()


# ── XML ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (ubl(), FormatId.UBL_INVOICE),
        (ubl("CreditNote"), FormatId.UBL_CREDIT_NOTE),
        (cii(), FormatId.CII_INVOICE),
        (
            b'<a:CrossIndustryDocument xmlns:a="urn:ferd:CrossIndustryDocument:invoice:1p0"/>',
            FormatId.ZUGFERD_1,
        ),
        (
            (
                b"<a:SCRDMCCBDACIOMessageStructure"
                b' xmlns:a="urn:un:unece:uncefact:data:SCRDMCCBDACIOMessageStructure:100"/>'
            ),
            FormatId.ORDER_X,
        ),
        (
            (
                b'<CrossDomainAcknowledgementAndResponse xmlns="urn:un:unece:uncefact:data:'
                b'standard:CrossDomainAcknowledgementAndResponse:100"/>'
            ),
            FormatId.CDAR,
        ),
        (b"<CPPFacturePivot/>", FormatId.PIVOT),
        (b"<CPPStatut/>", FormatId.PIVOT_STATUS),
        (
            b'<PES_Aller xmlns="http://www.minefi.gouv.fr/cp/helios/pes_v2/Rev0/aller"/>',
            FormatId.PES_INVOICE,
        ),
        (
            b'<Invoice xmlns="rrn:org.xcbl:schemas/xcbl/v3_5/xcbl35.xsd"/>',
            FormatId.XCBL_INVOICE,
        ),
        (b'<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"/>', None),
        (b"<FatturaElettronica/>", None),
        (b'<Invoice xmlns="urn:example"/>', None),
        (b"<Invoice/>", None),
        (b'<CPPFacturePivot xmlns="urn:example"/>', None),
    ],
)
def test_an_xml_document_is_told_by_its_root(document, expected):
    assert detect(document).format is (expected or FormatId.UNKNOWN)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "iso-8859-1", "utf-16"])
def test_the_encoding_does_not_matter(encoding):
    found = detect(ubl(encoding=encoding).replace(b"utf-8-sig", b"utf-8"))
    assert (found.format, found.profile) == (FormatId.UBL_INVOICE, Profile.EN16931)
    assert found.deposit.flow_syntax == "IN_DP_E1_UBL_INVOICE"


@pytest.mark.parametrize(
    ("document", "syntax"),
    [
        (ubl(), "IN_DP_E1_UBL_INVOICE"),
        (ubl(lines=0), "IN_DP_E2_UBL_INVOICE_MIN"),
        (cii(), "IN_DP_E1_CII_16B"),
        (cii(lines=0), "IN_DP_E2_CII_MIN_16B"),
        (cii(guideline="urn:factur-x.eu:1p0:minimum"), "IN_DP_E2_CII_MIN_16B"),
        (cii(guideline="urn:factur-x.eu:1p0:basicwl"), "IN_DP_E2_CII_MIN_16B"),
        (
            b'<Invoice xmlns="rrn:org.xcbl:schemas/xcbl/v3_5/xcbl35.xsd"/>',
            "IN_DP_E1_XCBL",
        ),
        (b"<CPPFactureMixte/>", "IN_DP_E2_CPP_FACTURE_MIN"),
    ],
)
def test_the_platform_code_follows_from_syntax_and_lines(document, syntax):
    found = detect(document)
    assert (found.deposit.route, found.deposit.flow_syntax) == (DepositRoute.FLOW, syntax)


@pytest.mark.parametrize(
    "document",
    [
        b"<CPPFacturePivot/>",
        b"<CPPStatut/>",
        b"",
        b"UNB+UNOC:3'UNH+1+INVOIC:D:96A'",
        cii(guideline="urn.cpro.gouv.fr:1p0:einvoicingextract#Base"),
    ],
)
def test_what_the_platform_does_not_take_has_no_road(document):
    assert detect(document).deposit.route is DepositRoute.NONE


def test_lines_behind_a_large_attachment_are_found_at_the_end(tmp_path):
    padding = "<cac:AdditionalDocumentReference>" + "A" * 400_000
    document = ubl(before=padding + "</cac:AdditionalDocumentReference>")
    path = tmp_path / "invoice.xml"
    path.write_bytes(document)
    assert detect(path).deposit.flow_syntax == "IN_DP_E1_UBL_INVOICE"


def test_the_guideline_is_found_behind_a_long_extension():
    found = detect(ubl(before="<x>" + "y" * 20_000 + "</x>"))
    assert found.profile is Profile.EN16931


def test_the_guideline_is_kept_as_it_was_written():
    found = detect(cii(guideline=" URN:CEN.EU:EN16931:2017 "))
    assert (found.profile, found.guideline) == (Profile.EN16931, "URN:CEN.EU:EN16931:2017")


@pytest.mark.parametrize(
    "written",
    [
        f"<!-- a -->{CORE}",
        f"<![CDATA[{CORE}]]>",
        CORE.replace("cen", "&#99;en"),
        f"\n {CORE}<?note?>",
    ],
)
def test_the_guideline_is_read_however_it_is_written(written):
    found = detect(cii(guideline=written, after=LONG))
    if written.startswith("<!--"):  # what stands behind a comment is not the element's first text
        assert found.profile in (None, Profile.EN16931)
    else:
        assert found.profile is Profile.EN16931


def test_a_profile_gives_the_version():
    urn = f"{CORE}#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"
    found = detect(ubl(guideline=urn))
    assert (found.profile, found.version) == (Profile.XRECHNUNG, "3.0")


@pytest.mark.parametrize(
    "start",
    [
        b'<CPPFacturePivot Version="V2_02 (04/04/2022)">',
        (
            b'<CPPFacturePivot xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
            b' xsi:noNamespaceSchemaLocation="CPPFacturePivot_V2_02.xsd">'
        ),
    ],
)
def test_a_pivot_tells_its_version(start):
    assert detect(start + b"</CPPFacturePivot>").version == "2.02"


@pytest.mark.parametrize("padding", ["", LONG])
def test_a_document_that_is_cut_is_malformed_and_says_what_its_head_was(padding):
    whole = cii(after=padding)
    for cut in (whole[:-1], whole[:-40], whole[: whole.index(b":2017") - 2]):
        found = detect(cut)
        assert (found.format, found.malformed) == (FormatId.UNKNOWN, True)
        assert "CrossIndustryInvoice" in found.evidence[0]
        assert found.deposit.route is DepositRoute.FLOW  # where the platform would judge it
    assert (detect(whole).format, detect(whole).malformed) == (FormatId.CII_INVOICE, False)


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "utf-16"])
def test_what_follows_the_root_is_no_breaking_off(encoding):
    epilog = "\n<?note a > b?> <!-- </x> --> \n"
    document = ubl(before=LONG, encoding=encoding)
    document += epilog.encode("utf-16-le" if encoding == "utf-16" else encoding)
    assert detect(document).format is FormatId.UBL_INVOICE
    assert detect(document + b" " * 100_000).format is FormatId.UBL_INVOICE


def test_a_break_in_the_middle_of_a_short_document_has_a_place():
    found = detect(cii().replace(b"</ram:ID></rsm:ExchangedDocument>", b"</rsm:ExchangedDocument>"))
    assert (found.format, found.malformed) == (FormatId.UNKNOWN, True)
    assert any("line 1" in sentence for sentence in found.evidence)


@given(st.integers(0, 3_000), st.booleans())
def test_a_cut_never_gives_another_format_or_profile(place, is_ubl):
    document = ubl(before="<!-- " + "n" * 1_300 + " -->") if is_ubl else cii()
    found = detect(document[:place])
    assert found.format in (FormatId.UNKNOWN, detect(document).format)
    assert found.profile in (None, Profile.EN16931)


def test_a_head_that_is_not_well_formed_is_unknown_and_says_where():
    found = detect(b"<Invoice\n  <oops>")
    assert found.format is FormatId.UNKNOWN
    assert any("line 2" in sentence for sentence in found.evidence)


@pytest.mark.parametrize(
    "prolog",
    [
        b"<!DOCTYPE Invoice>",
        b'<!DOCTYPE Invoice [<!ENTITY a "b">]>',
        b'<!DOCTYPE Invoice SYSTEM "file:///etc/hostname">',
    ],
)
def test_a_doctype_makes_any_document_unknown(prolog):
    document = ubl().replace(b"?>\n", b"?>\n" + prolog, 1)
    found = detect(document)
    assert found.format is FormatId.UNKNOWN
    assert any("DOCTYPE" in sentence for sentence in found.evidence)


def test_a_text_in_a_comment_is_no_doctype():
    assert detect(b"<!-- <!DOCTYPE x> --><CPPStatut/>").format is FormatId.PIVOT_STATUS


# ── Neither XML nor PDF ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("document", "word"),
    [
        (b"", "empty"),
        (b"hello", "text"),
        (bytes(range(256)), "binary"),
        (b"<!DOCTYPE html><html><p>", "HTML"),
        (b"\n<HTML></HTML>", "HTML"),
        (b"ISA*00*" + b" " * 60 + b"~ST*810*0001~", "X12 810"),
        (b"UNA:+.? 'UNB+UNOC:3'UNH+1+ORDERS:D:96A'", "ORDERS"),
        (gzip.compress(b"<Invoice/>", mtime=0), "gzip of a single file"),
        (b"\x1f\x8b\x08broken", "damaged"),
    ],
)
def test_what_is_unknown_is_named_all_the_same(document, word):
    found = detect(document)
    assert found.format is FormatId.UNKNOWN
    assert word in found.evidence[0]


def test_an_edifact_invoice_is_told_from_other_messages():
    message = b"\xef\xbb\xbf\r\nUNB+UNOC:3'\r\nUNH+1+INVOIC:D:96A:UN'"
    assert detect(message).format is FormatId.EDIFACT_INVOICE


def tar(name, content):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        header = tarfile.TarInfo(name)
        header.size = len(content)
        archive.addfile(header, io.BytesIO(content))
    return out.getvalue()


def test_a_tar_gz_takes_the_road_of_its_first_file():
    found = detect(gzip.compress(tar("a.xml", ubl())))
    assert (found.format, found.deposit.flow_syntax) == (FormatId.TAR_GZ, "IN_DP_E1_UBL_INVOICE")


def test_a_tar_gz_of_something_else_has_no_syntax_yet():
    found = detect(gzip.compress(tar("a.txt", b"x")))
    assert (found.format, found.deposit.flow_syntax) == (FormatId.TAR_GZ, None)


def test_a_tar_without_compression_is_named():
    found = detect(tar("a.xml", b"x"))
    assert (found.format, found.evidence) == (FormatId.UNKNOWN, ("tar without compression",))


def test_a_zip_is_named_and_not_opened():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("../evil", b"x")
    assert detect(out.getvalue()).format is FormatId.ZIP


# ── PDF ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["factur-x.xml", "Factur-X.XML", "xrechnung.xml"])
def test_a_facturx_is_told_by_name_and_root(name):
    found = detect(pdf_with({name: cii()}))
    assert (found.format, found.embedded_format) == (FormatId.FACTURX, FormatId.CII_INVOICE)
    assert (found.embedded_name, found.profile) == (name, Profile.EN16931)
    assert found.deposit.flow_syntax == "IN_DP_E2_CII_FACTURX"


@pytest.mark.parametrize(
    ("files", "inside"),
    [
        ({"facture.xml": cii()}, FormatId.CII_INVOICE),
        ({"facture.xml": ubl()}, FormatId.UBL_INVOICE),
        ({"factur-x.xml": ubl()}, FormatId.UBL_INVOICE),
    ],
)
def test_an_invoice_under_another_name_or_syntax_is_no_facturx(files, inside):
    found = detect(pdf_with(files))
    assert (found.format, found.embedded_format) == (FormatId.PDF, inside)
    assert found.deposit.route is DepositRoute.PDF


@pytest.mark.parametrize("place", ["associated", "annotated"])
def test_an_invoice_outside_the_name_tree_is_seen(place):
    found = detect(pdf_with({"factur-x.xml": cii()}, attach=False, **{place: True}))
    assert (found.format, found.embedded_format) == (FormatId.PDF, FormatId.CII_INVOICE)


def test_the_invoice_is_found_behind_other_files():
    found = detect(pdf_with({"a.xml": b"<a/>", "bon.pdf": b"%PDF-", "factur-x.xml": cii()}))
    assert found.format is FormatId.FACTURX
    assert found.pdf.embedded == ("a.xml", "bon.pdf", "factur-x.xml")


def test_a_facturx_whose_xml_cannot_be_read_is_one_by_its_name():
    found = detect(pdf_with({"factur-x.xml": b"not xml"}))
    assert (found.format, found.profile) == (FormatId.FACTURX, None)
    assert found.deposit.flow_syntax == "IN_DP_E2_CII_FACTURX"


def test_other_files_leave_a_pdf_a_pdf():
    found = detect(pdf_with({"data.csv": b"a;b"}))
    assert (found.format, found.embedded_format) == (FormatId.PDF, None)
    assert found.pdf.embedded == ("data.csv",)


def test_the_header_may_stand_a_little_later():
    assert detect(b"\n" * 1_000 + pdf_with({})).format is FormatId.PDF
    assert detect(b"\n" * 1_030 + pdf_with({})).format is FormatId.UNKNOWN


@pytest.mark.parametrize(
    "head", [b"trailer<</Root 1 0 R>>", b"\xff\nstartxref\n6\n", b"1 0 obj\n<</Type/Catalog>>"]
)
def test_a_pdf_without_its_header_is_a_damaged_pdf(head):
    found = detect(head)
    assert (found.format, found.pdf.damaged) == (FormatId.PDF, True)
    assert found.confidence is not Confidence.CERTAIN


def test_a_pdf_whose_header_is_lost_is_repaired_and_says_so():
    found = detect(pdf_with({})[9:])
    assert (found.format, found.pdf.damaged) == (FormatId.PDF, True)


def test_words_about_a_pdf_are_text():
    assert detect(b"the trailer and the startxref of a PDF").format is FormatId.UNKNOWN


def test_further_invoice_data_are_named_beside_those_that_count():
    older = b'<a:CrossIndustryDocument xmlns:a="urn:ferd:CrossIndustryDocument:invoice:1p0"/>'
    found = detect(pdf_with({"factur-x.xml": cii(), "ZUGFeRD-invoice.xml": older}))
    assert (found.format, found.embedded_name) == (FormatId.FACTURX, "factur-x.xml")
    assert [(o.name, o.format) for o in found.others] == [
        ("ZUGFeRD-invoice.xml", FormatId.ZUGFERD_1)
    ]


@pytest.mark.parametrize(
    ("make", "label"),
    [
        (ubl, "XML structuré UBL Invoice (E1)"),
        (lambda: cii(lines=0), "XML mixte CII 16B (E2)"),
        (lambda: pdf_with({"factur-x.xml": cii()}), "Factur-X (PDF mixte, E2)"),
        (lambda: pdf_with({}), "PDF non signé"),
        (lambda: b"hello", None),
    ],
)
def test_the_road_says_in_french_what_the_platform_takes_the_file_for(make, label):
    assert detect(make()).deposit.label_fr == label


def test_a_justice_memorandum_has_a_road_of_its_own():
    frame = "<cbc:ProfileID>A3</cbc:ProfileID><cbc:ID>"
    found = detect(ubl().replace(b"<cbc:ID>", frame.encode(), 1))
    assert found.deposit.flow_syntax == "IN_DP_E3_UBL_INVOICE"


def test_a_pdf_that_needs_a_password_says_so():
    pdf = pikepdf.new()
    pdf.add_blank_page()
    locked = saved(pdf, encryption=pikepdf.Encryption(user="u", owner="o", R=6))
    found = detect(locked)
    assert (found.format, found.pdf.needs_password, found.pdf.encrypted) == (
        FormatId.PDF,
        True,
        True,
    )
    assert found.deposit.route is DepositRoute.NONE


def test_a_pdf_with_an_owner_password_alone_is_read():
    pdf = pikepdf.open(io.BytesIO(pdf_with({"factur-x.xml": cii()})))
    found = detect(saved(pdf, encryption=pikepdf.Encryption(user="", owner="o", R=6)))
    assert (found.format, found.pdf.encrypted, found.pdf.needs_password) == (
        FormatId.FACTURX,
        True,
        False,
    )


def signed(data):
    pdf = pikepdf.open(io.BytesIO(data))
    child = pikepdf.Dictionary(V=pikepdf.Dictionary(Type=pikepdf.Name.Sig), T="s")
    field = pikepdf.Dictionary(FT=pikepdf.Name.Sig, T="f", Kids=[pdf.make_indirect(child)])
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[pdf.make_indirect(field)])
    return saved(pdf)


def test_a_signature_is_seen_whatever_the_pdf_is():
    plain, mixed = detect(signed(pdf_with({}))), detect(signed(pdf_with({"factur-x.xml": cii()})))
    assert (plain.pdf.signed, plain.deposit.route) == (True, DepositRoute.SIGNED_PDF)
    assert (mixed.pdf.signed, mixed.format) == (True, FormatId.FACTURX)


def test_a_signature_field_without_signature_signs_nothing():
    pdf = pikepdf.open(io.BytesIO(pdf_with({})))
    field = pikepdf.Dictionary(FT=pikepdf.Name.Sig, T="f")
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[pdf.make_indirect(field)])
    assert not detect(saved(pdf)).pdf.signed


XMP_ELEMENTS = (
    b'<rdf:Description xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">'
    b"<pdfaid:part> 1 </pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description>"
)
XMP_ATTRIBUTES = (
    b"<rdf:Description xmlns:q='http://www.aiim.org/pdfa/ns/id/' q:part='1' q:conformance='B'/>"
)


@pytest.mark.parametrize("said", [XMP_ELEMENTS, XMP_ATTRIBUTES])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_pdfa_is_read_from_elements_and_attributes(said, encoding):
    pdf = pikepdf.open(io.BytesIO(pdf_with({})))
    packet = (b"<x:xmpmeta>" + said + b"</x:xmpmeta>").decode().encode(encoding)
    pdf.Root.Metadata = pdf.make_stream(packet)
    facets = detect(saved(pdf, fix_metadata_version=False)).pdf
    assert (facets.pdfa_part, facets.pdfa_conformance) == (1, "B")


def test_a_cut_pdf_is_damaged_and_no_facturx_to_deposit():
    whole = pdf_with({"factur-x.xml": cii()})
    found = detect(whole[: whole.rindex(b"startxref")])
    assert (found.format, found.pdf.damaged) == (FormatId.PDF, True)
    assert found.deposit.route is DepositRoute.NONE


@given(st.binary(max_size=300))
def test_no_bytes_behind_a_pdf_header_raise(rest):
    assert detect(b"%PDF-1.7\n" + rest).format is FormatId.PDF


@given(st.binary(max_size=300))
def test_no_bytes_raise(data):
    assert isinstance(detect(data).format, FormatId)


# ── Sources and limits ──────────────────────────────────────────────────────────────────────


def test_a_path_bytes_and_a_stream_give_the_same(tmp_path):
    for document in (ubl(), pdf_with({"factur-x.xml": cii()}), gzip.compress(tar("a", b"x"))):
        path = tmp_path / "anything.txt"
        path.write_bytes(document)
        assert detect(path) == detect(document) == detect(io.BytesIO(document))
        assert detect(str(path)) == detect(document)


def test_a_stream_is_left_where_it_stood():
    stream = io.BytesIO(b"junk" + pdf_with({"factur-x.xml": cii()}))
    stream.seek(4)
    assert detect(stream).format is FormatId.FACTURX
    assert stream.tell() == 4


class OneWay(io.RawIOBase):
    """A stream that cannot seek and gives little at a time."""

    def __init__(self, data):
        self._inner = io.BytesIO(data)

    def readable(self):
        return True

    def read(self, size=-1):
        return self._inner.read(min(size, 700) if size > 0 else size)


def test_a_stream_that_cannot_seek_is_read_once():
    assert detect(OneWay(pdf_with({"factur-x.xml": cii()}))).format is FormatId.FACTURX
    assert detect(OneWay(ubl())).format is FormatId.UBL_INVOICE


def test_of_a_large_xml_only_the_head_is_read(tmp_path):
    path = tmp_path / "pivot.xml"
    path.write_bytes(b"<CPPFacturePivot>" + b" " * 10_000_000 + b"</CPPFacturePivot>")
    assert detect(path, limits=Limits(document_bytes=1_000)).format is FormatId.PIVOT


def test_a_pdf_over_the_limit_is_refused(tmp_path):
    document = pdf_with({})
    path = tmp_path / "large.pdf"
    path.write_bytes(document)
    limits = Limits(document_bytes=len(document) - 1)
    for source in (document, path, io.BytesIO(document)):
        with pytest.raises(LimitExceededError) as caught:
            detect(source, limits=limits)
        assert caught.value.limit == "document_bytes"
    assert detect(path, limits=Limits(document_bytes=len(document))).format is FormatId.PDF


def test_too_many_embedded_files_are_refused():
    document = pdf_with({f"{n}.txt": b"" for n in range(3)})
    with pytest.raises(LimitExceededError) as caught:
        detect(document, limits=Limits(pdf_embedded_files=2))
    assert caught.value.limit == "pdf_embedded_files"
    assert len(detect(document, limits=Limits(pdf_embedded_files=3)).pdf.embedded) == 3


def test_text_is_no_source():
    with pytest.raises(TypeError):
        detect(io.StringIO("<a/>"))
    with pytest.raises(TypeError):
        detect(12)


def test_a_missing_path_is_an_operating_system_error(tmp_path):
    with pytest.raises(OSError):
        detect(tmp_path / "nothing.xml")
