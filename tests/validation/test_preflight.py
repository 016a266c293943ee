"""What preflight says of a file, and the ways out of it."""

from __future__ import annotations

import io
import tarfile
from decimal import Decimal

import pikepdf
import pytest
from changed import invoice_with
from french_parts import ids

from chorus_sdk.config import Environment
from chorus_sdk.errors import LimitExceededError
from chorus_sdk.findings import Severity
from chorus_sdk.formats.base import DepositRoute, FormatId, Profile
from chorus_sdk.formats.facturx.apart import plain_pdf
from chorus_sdk.formats.facturx.writer import write as write_facturx
from chorus_sdk.invoice.attachments import Attachment, SupportingDocument
from chorus_sdk.limits import Limits
from chorus_sdk.rendering.pdf import render_pdf
from chorus_sdk.sandbox.samples import (
    MOMENT,
    broken_facturx,
    sample_cii,
    sample_facturx,
    sample_invoice,
    sample_lot,
    sample_ubl,
)
from chorus_sdk.validation.directory import Demands, KnownDirectory, KnownStructure
from chorus_sdk.validation.layers import Layer
from chorus_sdk.validation.preflight import Preflight, Verdict, WayOutKind, preflight

SUPPLIER, RECIPIENT = "99900000300015", "12345678200051"


def ubl(changes, **options):
    return preflight(sample_ubl(invoice_with(sample_invoice(), changes)), **options)


def codes(found):
    return {cause.code for cause in found.causes}


def kinds(found):
    return [way.kind for way in found.ways_out]


def test_the_road_and_the_layers_are_told():
    found = preflight(sample_facturx())
    assert found.route.flow_syntax == "IN_DP_E2_CII_FACTURX"
    assert (found.format, found.profile) == (FormatId.FACTURX, Profile.EN16931)
    assert found.invoice_number == "F2026-0001"
    assert [report.layer for report in found.reports] == [
        Layer.WELL_FORMED,
        Layer.CONTAINER,
        Layer.SCHEMA,
        Layer.EN16931,
        Layer.PROFILE,
        Layer.CHORUS_PRO,
    ]
    assert not found.will_be_lost
    assert found.ways_out == ()


def test_what_is_lost_in_silence_has_its_pages_and_its_term_for_a_way_out():
    found = preflight(broken_facturx())
    assert found.verdict is Verdict.LOST_IN_SILENCE
    assert found.will_be_lost
    assert codes(found) == {"CPRO-PAYMENT-MEANS"}
    assert kinds(found) == [WayOutKind.PLAIN_PDF, WayOutKind.CORRECT]
    assert found.ways_out[1].term == "BT-81"
    pages = preflight(plain_pdf(broken_facturx()))
    assert (pages.verdict, pages.route.route) == (Verdict.ACCEPTED, DepositRoute.PDF)


def test_the_same_flaw_of_an_xml_is_told_by_the_platform():
    found = ubl({"payment": None})
    assert found.verdict is Verdict.REJECTED
    assert kinds(found) == [WayOutKind.CORRECT]


def test_a_frame_of_the_reform_has_another_road():
    found = ubl({"business_process": "S1"})
    assert kinds(found) == [WayOutKind.OTHER_ROAD]
    assert kinds(ubl({"business_process": "X1"})) == [WayOutKind.CORRECT]


@pytest.mark.parametrize(
    "changes",
    [
        {"type_code": "389"},
        {"references.purchase_order": "E" * 51},
        {"totals.with_vat": sample_invoice().totals.due * 2},
    ],
)
def test_what_nobody_has_seen_rejected_is_unknown(changes):
    found = ubl(changes)
    assert found.verdict is Verdict.UNKNOWN
    assert not found.will_be_lost
    assert found.causes
    assert found.ways_out


def test_what_is_rejected_is_so_whatever_else_is_unknown():
    found = ubl({"type_code": "389", "number": "F" * 21})
    assert found.verdict is Verdict.REJECTED
    assert codes(found) == {"CPRO-NUMBER-LENGTH"}


def test_a_directory_answers_what_only_chorus_pro_knows():
    supplier = KnownStructure(siret=SUPPLIER, public=False)
    town = KnownStructure(siret=RECIPIENT, demands=Demands(commitment=True))
    asked = KnownDirectory([supplier, town])
    found = preflight(sample_ubl(), directory=asked)
    assert found.verdict is Verdict.REJECTED
    assert codes(found) == {"CPRO-COMMITMENT-REQUIRED"}
    assert found.unchecked == ("CPRO-DUPLICATE",)
    given = sample_ubl(sample_invoice(commitment_number="EJ1"))
    assert preflight(given, directory=asked).verdict is Verdict.ACCEPTED
    assert preflight(sample_ubl()).unchecked == ("CPRO-DUPLICATE", "CPRO-DIRECTORY")


def test_a_wrong_check_digit_counts_in_production_alone():
    wrong = {"buyer.identifiers": ids(("0009", "12345678200052"))}
    assert ubl(wrong).verdict is Verdict.ACCEPTED
    assert ubl(wrong, environment=Environment.QUALIFICATION).verdict is Verdict.ACCEPTED
    found = ubl(wrong, environment=Environment.PRODUCTION)
    assert found.verdict is Verdict.UNKNOWN
    assert codes(found) == {"CPRO-SIRET-KEY"}
    assert ubl({}, environment=Environment.PRODUCTION).verdict is Verdict.ACCEPTED


@pytest.mark.parametrize(
    ("content", "route", "verdict"),
    [
        (b"Bonjour.", DepositRoute.NONE, Verdict.REJECTED),
        (b"", DepositRoute.NONE, Verdict.REJECTED),
        (b"PK\x05\x06" + bytes(18), DepositRoute.NONE, Verdict.REJECTED),
    ],
)
def test_what_has_no_road_is_rejected(content, route, verdict):
    found = preflight(content)
    assert (found.route.route, found.verdict) == (route, verdict)
    assert codes(found) == {"CPRO-FILE-FORMAT"}
    assert kinds(found) == [WayOutKind.REWRITE]


def test_a_syntax_that_is_not_read_here_is_unknown():
    pes = b'<n:PES_Facture xmlns:n="http://www.minefi.gouv.fr/cp/helios/pes_v2/Rev0/facture"/>'
    found = preflight(pes)
    if found.route.route is DepositRoute.FLOW:
        assert found.verdict is Verdict.UNKNOWN
    else:
        assert found.verdict is Verdict.REJECTED
    assert found.reports == ()


def test_a_plain_pdf_is_read_by_ocr():
    found = preflight(render_pdf(sample_invoice()))
    assert (found.verdict, found.route.route) == (Verdict.ACCEPTED, DepositRoute.PDF)
    assert [(f.code, f.severity) for f in found.findings] == [("CPRO-OCR", Severity.INFORMATION)]


@pytest.mark.parametrize("make", [sample_ubl, sample_facturx])
def test_a_file_of_more_than_ten_megabytes_is_refused_at_once(make):
    content = make()
    padded = content + b"\n" * (10_000_001 - len(content))
    found = preflight(padded)
    assert found.verdict is Verdict.REJECTED
    assert "CPRO-FILE-SIZE" in codes(found)
    assert WayOutKind.SPLIT in kinds(found)
    if make is sample_ubl:
        assert preflight(padded[:10_000_000]).verdict is Verdict.ACCEPTED


def test_a_broken_document_is_rejected_with_its_place():
    found = preflight(sample_cii()[:-30])
    assert found.verdict is Verdict.REJECTED
    assert codes(found) == {"document.malformed"}
    assert "schema" in found.unchecked
    assert found.invoice_number is None


def test_data_that_break_the_schema_are_lost_inside_a_pdf():
    broken = sample_cii().replace(b"<ram:TypeCode>380", b"<ram:Odd/><ram:TypeCode>380", 1)
    pdf = write_facturx(
        render_pdf(sample_invoice()), broken, profile=Profile.EN16931, moment=MOMENT
    )
    assert preflight(broken).verdict is Verdict.REJECTED
    found = preflight(pdf)
    assert found.verdict is Verdict.LOST_IN_SILENCE
    assert codes(found) == {"XSD"}
    assert kinds(found) == [WayOutKind.PLAIN_PDF, WayOutKind.REWRITE]


def test_data_richer_than_their_profile_are_lost_inside_a_pdf_alone():
    basic = "urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic"
    data = sample_cii(sample_invoice().model_copy(update={"specification": basic}))
    pages = render_pdf(sample_invoice())
    found = preflight(write_facturx(pages, data, profile=Profile.BASIC, moment=MOMENT))
    assert (found.verdict, codes(found)) == (Verdict.LOST_IN_SILENCE, {"XSD"})
    assert preflight(data).verdict is Verdict.UNKNOWN


def test_data_that_break_en_16931_alone_have_an_unknown_fate():
    wrong = invoice_with(sample_invoice(), {"totals.without_vat": Decimal("113.00")})
    found = preflight(sample_facturx(wrong))
    assert found.verdict is Verdict.UNKNOWN
    assert "BR-CO-13" in codes(found)


def test_a_lot_is_as_good_as_its_worst_file():
    good = sample_ubl(sample_invoice(number="L-1"))
    doubtful = sample_ubl(invoice_with(sample_invoice(number="L-2"), {"type_code": "389"}))
    bad = sample_ubl(sample_invoice(number="L" * 21))
    for files, verdict in (
        ({"a.xml": good}, Verdict.ACCEPTED),
        ({"a.xml": good, "b.xml": doubtful}, Verdict.UNKNOWN),
        ({"a.xml": good, "b.xml": bad, "c.xml": doubtful}, Verdict.REJECTED),
    ):
        found = preflight(sample_lot(files))
        assert found.verdict is verdict
        assert [member.subject for member in found.members] == list(files)
        assert found.route.flow_syntax == "IN_DP_E1_UBL_INVOICE"
    silent = preflight(sample_lot({"a.pdf": broken_facturx("S-1"), "b.pdf": sample_facturx()}))
    assert silent.verdict is Verdict.LOST_IN_SILENCE


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"a.xml": sample_ubl(), "b.xml": sample_ubl()}, "CPRO-LOT-DUPLICATE"),
        (
            {"a.xml": sample_ubl(), "b.xml": sample_cii(sample_invoice(number="B"))},
            "CPRO-LOT-SYNTAX",
        ),
        ({"a.xml": sample_ubl(), "b.txt": b"Bonjour."}, "CPRO-LOT-SYNTAX"),
    ],
)
def test_files_of_a_lot_go_together(files, code):
    found = preflight(sample_lot(files))
    assert found.verdict is Verdict.REJECTED
    assert code in codes(found)


def test_a_lot_of_folders_alone_is_empty():
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        folder = tarfile.TarInfo("factures")
        folder.type = tarfile.DIRTYPE
        archive.addfile(folder)
    assert codes(preflight(packed.getvalue())) == {"CPRO-LOT-EMPTY"}


@pytest.mark.slow
def test_a_lot_holds_five_hundred_invoices():
    document = sample_ubl()
    files = {f"{n}.xml": document.replace(b"F2026-0001", f"F{n:09d}".encode()) for n in range(501)}
    assert codes(preflight(sample_lot(files))) == {"CPRO-LOT-SIZE"}
    files.popitem()
    assert preflight(sample_lot(files)).verdict is Verdict.ACCEPTED


def test_files_inside_a_factur_x_are_held_to_what_holds_for_attachments():
    def with_file(name):
        annex = Attachment(content=b"x", file_name=name, mime_code="application/pdf")
        pages, data = render_pdf(sample_invoice()), sample_cii()
        return preflight(
            write_facturx(pages, data, profile=Profile.EN16931, moment=MOMENT, attachments=(annex,))
        )

    assert with_file("annexe.pdf").verdict is Verdict.ACCEPTED
    odd = with_file("annexe.exe")
    assert odd.verdict is Verdict.UNKNOWN
    assert [cause.location.file for cause in odd.causes] == ["annexe.exe"]
    long = with_file("a" * 47 + ".pdf")
    assert long.verdict is Verdict.ACCEPTED
    assert "CPRO-ATTACHMENT-NAME" in {finding.code for finding in long.findings}


def test_an_attachment_of_an_xml_is_looked_at_as_well():
    document = SupportingDocument(
        reference="A", attachment=Attachment(content=b"x", mime_code="text/csv", file_name="a.exe")
    )
    found = ubl({"supporting_documents": (document,)})
    assert "CPRO-ATTACHMENT-TYPE" in codes(found)


def test_a_path_and_its_limit(tmp_path):
    path = tmp_path / "facture.xml"
    path.write_bytes(sample_ubl())
    assert preflight(path).subject == "facture.xml"
    assert preflight(sample_ubl()).subject == "document"
    with pytest.raises(LimitExceededError):
        preflight(path, limits=Limits(document_bytes=100))


def test_what_it_gives_is_frozen():
    found = preflight(sample_ubl())
    assert isinstance(found, Preflight)
    with pytest.raises(AttributeError):
        found.verdict = Verdict.REJECTED


def with_data_out_of_place() -> bytes:
    pdf = pikepdf.open(io.BytesIO(sample_facturx()))
    del pdf.Root.Names
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def test_nobody_knows_what_becomes_of_a_pdf_with_data_in_the_wrong_place():
    found = preflight(with_data_out_of_place())
    assert (found.verdict, found.route.route) == (Verdict.UNKNOWN, DepositRoute.PDF)
    assert [(one.code, one.severity) for one in found.causes] == [("FX-NAME", Severity.WARNING)]
    assert found.causes[0].message_fr
    kinds = [way.kind for way in found.ways_out]
    assert kinds == [WayOutKind.PLAIN_PDF, WayOutKind.REWRITE]
    assert preflight(plain_pdf(with_data_out_of_place())).verdict is Verdict.ACCEPTED
