"""Importing and depositing a file, as a person's requests reach the portal."""

from __future__ import annotations

from io import BytesIO

import pypdf
import pytest
from lxml import html as lxml_html
from portal_visitor import BOUNDARY, Worker, ids, multipart, text_of

from chorus_sdk.limits import DEPOSIT_FILE_BYTES, DEPOSIT_NAME_CHARACTERS
from chorus_sdk.sandbox.samples import (
    broken_facturx,
    sample_facturx,
    sample_invoice,
    sample_lot,
    sample_ubl,
)

FILE = "invoice_file"
HOSTILE = "<script>alert(1)</script>"


def format_of(answer) -> tuple[str, str]:
    (shown,) = lxml_html.fromstring(answer.body).xpath("//*[@id='detected-format']")
    return shown.get("data-format"), shown.text_content()


@pytest.mark.parametrize(
    ("name", "content", "kind", "said"),
    [
        ("a.pdf", sample_facturx(), "facturx", "Factur-X (PDF mixte, E2)"),
        ("b.pdf", sample_ubl(), "ubl-invoice", "XML structuré UBL Invoice (E1)"),
        ("c.xml", sample_lot({"a.xml": b"<a/>"}), "tar-gz",
         "Archive tar.gz de fichiers de facture"),
        ("d.pdf", b"nothing", "unknown", "Format non reconnu"),
    ],
)  # fmt: skip
def test_the_format_is_shown_before_the_deposit_whatever_the_name_says(
    worker, name, content, kind, said
):
    worker.bring(name, content)
    assert format_of(worker.get("/portal/deposit/import")) == (kind, said)
    assert worker.sandbox.store.row("SELECT count(*) AS n FROM flow")["n"] == 0


def test_a_rejected_flow_is_imported_correctly_and_explained_in_its_report_alone(worker):
    number = worker.deposit("perdue.pdf", broken_facturx())
    done = worker.get(f"/portal/deposit/done?number={number}")
    assert "importé correctement" in text_of(done)
    worker.sandbox.advance(60)
    assert worker.numbers() == []
    assert "no-invoice" in ids(worker.get("/portal/invoices"))
    report = worker.get(f"/portal/flows/detail?number={number}")
    assert "report-bad" in ids(report)
    assert "BT-81" in text_of(report)
    pdf = worker.get(f"/portal/flows/report.pdf?number={number}")
    assert pdf.headers.get("content-type") == "application/pdf"
    assert pdf.headers.get("content-disposition") == f'attachment; filename="{number}.pdf"'
    assert "BT-81" in pypdf.PdfReader(BytesIO(pdf.body)).pages[0].extract_text()


def test_a_lot_needs_its_syntax_and_tells_of_the_part_that_failed(worker):
    good, bad = sample_ubl(), sample_ubl(sample_invoice(number="F2026-2", payment_means=None))
    number = worker.deposit(
        "lot.tar.gz", sample_lot({"a.xml": good, "b.xml": bad}),
        flow_syntax="IN_DP_E1_UBL_INVOICE",
    )  # fmt: skip
    worker.sandbox.advance(60)
    report = worker.get(f"/portal/flows/detail?number={number}")
    assert "report-partly" in ids(report)
    rejected = lxml_html.fromstring(report.body).xpath("//tbody/tr/th/text()")
    assert rejected == ["F2026-2"]
    assert worker.numbers(f"?flow={number}") == ["F2026-0001"]


def test_a_lot_of_no_known_syntax_is_refused_and_kept(worker):
    worker.bring("lot.tar.gz", sample_lot({"a.xml": b"<a/>"}))
    here = "/portal/deposit/import"
    answer = worker.post(here, here, flow_syntax=HOSTILE)
    assert (answer.status, "error-upload-refused" in ids(answer)) == (422, True)
    assert format_of(worker.get(here))[0] == "tar-gz"


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("", b"", "upload-none"),
        ("a.pdf", b"", "upload-empty"),
        ("facture", b"x", "upload-name"),
        ("..", b"x", "upload-name"),
        ("a" * DEPOSIT_NAME_CHARACTERS + ".pdf", b"x", "upload-name"),
        ("a.pdf", b"x" * (DEPOSIT_FILE_BYTES + 1), "upload-too-large"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_at_once(worker, name, content, error):
    answer = worker.bring(name, content)
    assert answer.status == 422
    assert f"error-{error}" in ids(answer)
    answer = worker.get("/portal/deposit/import")
    assert answer.headers.get("location") == "/portal/deposit?error=upload-gone"


def test_ten_megabytes_are_taken_and_a_longer_body_is_not_read(worker):
    answer = worker.bring("a.pdf", b"x" * DEPOSIT_FILE_BYTES)
    assert answer.headers.get("location") == "/portal/deposit/import"
    answer = worker.bring("a.pdf", b"x" * (DEPOSIT_FILE_BYTES + 70_000))
    assert (answer.status, "error-upload-too-large" in ids(answer)) == (413, True)


def test_a_plain_pdf_is_named_and_goes_no_further_here(worker):
    blank = BytesIO()
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(blank)
    worker.bring("scan.pdf", blank.getvalue())
    answer = worker.get("/portal/deposit/import")
    assert format_of(answer) == ("pdf", "PDF non signé")
    assert "error-import-pdf" in ids(answer)
    assert "confirm-deposit-form" not in ids(answer)


def test_an_import_is_deposited_once_and_a_cancelled_one_never(worker):
    worker.bring("facture.pdf", sample_facturx())
    here = "/portal/deposit/import"
    name, value = worker.token(here, here)
    first = worker.ask("POST", here, {name: value})
    again = worker.ask("POST", here, {name: value})
    assert first.headers.get("location").startswith("/portal/deposit/done?number=CPP001")
    assert again.headers.get("location") == "/portal/deposit?error=upload-gone"
    worker.bring("facture.pdf", sample_facturx())
    worker.post(here, "/portal/deposit/cancel")
    assert worker.get(here).headers.get("location") == "/portal/deposit?error=upload-gone"
    assert worker.sandbox.store.row("SELECT count(*) AS n FROM flow")["n"] == 1


def test_an_import_belongs_to_its_session_and_is_dropped_in_time(worker):
    worker.bring("facture.pdf", sample_facturx())
    other = Worker(worker.sandbox, "camille@example.test")
    assert other.get("/portal/deposit/import").status == 303
    assert worker.get("/portal/deposit/import").status == 200
    for _ in range(2):
        worker.sandbox.advance(901)
        worker.get("/portal/home")
    assert worker.get("/portal/deposit/import").status == 303
    assert worker.sandbox.store.rows("SELECT * FROM portal_import") == []


@pytest.mark.parametrize("token", [None, "", "x" * 43])
def test_an_upload_without_its_token_is_refused(worker, token):
    fields = {} if token is None else {"csrf_token": token}
    body = multipart(fields, {FILE: ("a.pdf", sample_facturx())})
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    answer = worker.send("POST", "/portal/deposit", body, kind)
    assert (answer.status, "error-form" in ids(answer)) == (403, True)
    assert worker.get("/portal/deposit/import").status == 303


def test_a_body_that_is_no_form_is_refused(worker):
    for kind in ("multipart/form-data", f"multipart/form-data; boundary={BOUNDARY}", "text/plain"):
        assert worker.send("POST", "/portal/deposit", b"\0--", kind).status == 403


def test_what_files_bring_is_never_run_or_shown_by_the_browser(worker):
    headers = worker.get("/portal/deposit").headers
    policy = headers.get("content-security-policy")
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers.get("x-content-type-options") == "nosniff"
