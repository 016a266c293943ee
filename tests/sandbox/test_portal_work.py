"""Issued invoices, flow tracking and factors, as a person's requests reach the portal."""

from __future__ import annotations

from io import BytesIO

import pytest
import zxingcpp
from lxml import html as lxml_html
from PIL import Image
from portal_visitor import PASSWORD, Visitor, Worker, ids, text_of

from chorus_sdk.errors import NotFoundError
from chorus_sdk.sandbox.data import OTHER_SUPPLIER_SIRET
from chorus_sdk.sandbox.samples import (
    broken_facturx,
    sample_facturx,
    sample_invoice,
    sample_lot,
    sample_ubl,
)

HOSTILE = "<script>alert(1)</script>"


def test_a_deposited_invoice_is_found_with_its_history(worker):
    number = worker.deposit("facture.pdf", sample_facturx())
    assert worker.numbers() == []
    worker.sandbox.advance(60)
    worker.sandbox.set_status("F2026-0001", "SUSPENDUE", comment=HOSTILE)
    assert worker.numbers(f"?flow={number}&status=SUSPENDUE") == ["F2026-0001"]
    page = lxml_html.fromstring(worker.get("/portal/invoices").body)
    (link,) = page.xpath("//tbody/tr/th/a/@href")
    shown = worker.get(link)
    steps = lxml_html.fromstring(shown.body).xpath("//tbody/tr/td[2]")
    assert [step.text_content() for step in steps] == [
        "Suspendue", "Mise à disposition", "En cours d'acheminement", "Déposée",
    ]  # fmt: skip
    assert HOSTILE in text_of(shown)
    assert HOSTILE.encode() not in shown.body


def test_a_flow_shows_every_state_on_its_way(worker):
    number = worker.deposit("facture.pdf", sample_facturx())
    seen = []
    for seconds in (0, 3, 3, 5, 5, 5, 15):
        worker.sandbox.advance(seconds)
        page = lxml_html.fromstring(worker.get("/portal/flows").body)
        seen.append(page.xpath("string(//tbody/tr[1]/td[3])"))
        detail = worker.get(f"/portal/flows/detail?number={number}")
        assert seen[-1] in text_of(detail)
        assert ("report-good" in ids(detail)) is (seen[-1] == "Intégré")
    assert seen == [
        "dépôt enregistré", "En attente de traitement par le système d'échange", "Reçu",
        "Traité par le SE CPP", "En attente de traitement", "En cours de traitement", "Intégré",
    ]  # fmt: skip


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_what_a_document_says_is_shown_as_text(sandbox, lang):
    worker = Worker(sandbox, "camille@example.test", **{"accept-language": lang})
    hostile = sample_invoice(number=HOSTILE[:20], payment_means="30")
    number = worker.deposit('<img src=x onerror="alert(1)">.xml', sample_ubl(hostile))
    sandbox.advance(60)
    for path in (f"/portal/flows/detail?number={number}", "/portal/flows"):
        page = lxml_html.fromstring(worker.get(path).body)
        assert not page.xpath("//main//img | //main//script")
        assert '<img src=x onerror="alert(1)">.xml' in page.text_content()
    report = worker.get(f"/portal/flows/detail?number={number}")
    assert HOSTILE[:20] in text_of(report)


@pytest.mark.parametrize(
    "path",
    [
        "/portal/invoices?number=%22%3E%3Cscript%3E&page=1",
        "/portal/flows?number=%22%3E%3Cscript%3E",
        "/portal/invoices?%22%3E%3Cscript%3E=1",
        "/portal/deposit?error=%3Cscript%3E",
        "/portal/factors?notice=%3Cscript%3E",
    ],
)
def test_what_is_asked_is_shown_as_text(worker, path):
    answer = worker.get(path)
    assert answer.status == 200
    assert b"<script" not in answer.body


def test_a_search_pages_through_everything_and_keeps_its_criteria(worker):
    files = {f"{i}.xml": sample_ubl(sample_invoice(number=f"F{i:02d}")) for i in range(12)}
    worker.deposit("lot.tar.gz", sample_lot(files), flow_syntax="IN_DP_E1_UBL_INVOICE")
    worker.sandbox.advance(60)
    query = "?from=2026-11-23&until=2026-11-23"
    first = worker.numbers(query)
    page = lxml_html.fromstring(worker.get(f"/portal/invoices{query}").body)
    (after,) = page.xpath("//nav[@aria-label='Pages de résultats']//a/@href")
    second = worker.numbers(after.removeprefix("/portal/invoices"))
    assert (len(first), len(second)) == (10, 2)
    assert {*first, *second} == {f"F{i:02d}" for i in range(12)}
    assert worker.numbers("?until=2026-11-22") == []
    assert worker.numbers("?number=F07") == ["F07"]
    assert worker.numbers("?page=99") == []
    assert len(worker.numbers("?page=-1")) == len(worker.numbers("?page=x")) == 10


def test_a_date_that_is_none_is_told(worker):
    answer = worker.get("/portal/invoices?from=soon")
    assert (answer.status, "error-search" in ids(answer)) == (422, True)


def test_nobody_sees_what_belongs_to_another_structure(sandbox, worker):
    number = worker.deposit("facture.pdf", sample_facturx())
    sandbox.advance(60)
    sandbox.add_user("dominique@example.test", PASSWORD, siret=OTHER_SUPPLIER_SIRET)
    other = Worker(sandbox, "dominique@example.test")
    row = sandbox.store.row("SELECT id FROM invoice")
    assert other.numbers() == []
    assert "no-flow" in ids(other.get("/portal/flows"))
    for path in (
        f"/portal/invoices/detail?id={row['id']}",
        f"/portal/flows/detail?number={number}",
        f"/portal/flows/report.pdf?number={number}",
        f"/portal/deposit/done?number={number}",
    ):
        assert worker.get(path).status == 200
        assert other.get(path).status == 404
    for path in ("/portal/invoices/detail?id=x", "/portal/invoices/detail", "/portal/flows/detail"):
        assert worker.get(path).status == 404


def test_following_flows_is_a_right_of_its_own(sandbox):
    sandbox.add_user("sacha@example.test", PASSWORD, follows_flows=False)
    worker = Worker(sandbox, "sacha@example.test")
    number = worker.deposit("perdue.pdf", broken_facturx())
    sandbox.advance(60)
    for path in ("flows", f"flows/detail?number={number}", f"flows/report.pdf?number={number}"):
        answer = worker.get(f"/portal/{path}")
        assert (answer.status, "error-forbidden" in ids(answer)) == (403, True)
    assert worker.numbers() == []


def test_an_account_without_a_structure_is_told_so(sandbox):
    sandbox.accounts.add("seul@example.test", PASSWORD)
    worker = Worker(sandbox, "seul@example.test")
    assert worker.get("/portal/home").status == 200
    for path in ("deposit", "deposit/import", "invoices", "flows"):
        answer = worker.get(f"/portal/{path}")
        assert (answer.status, "error-detached" in ids(answer)) == (403, True)


def test_an_account_of_no_known_structure_is_not_opened(sandbox):
    with pytest.raises(NotFoundError):
        sandbox.add_user("new@example.test", PASSWORD, siret="00000000000000")
    assert not sandbox.accounts.exists("new@example.test")


def test_work_begins_after_the_login(sandbox):
    visitor = Visitor(sandbox.handle)
    visitor.get("/portal/login")
    for path in ("deposit", "deposit/import", "invoices", "invoices/detail", "flows",
                 "flows/detail", "flows/report.pdf", "factors/application/qr.png"):  # fmt: skip
        assert visitor.get(f"/portal/{path}").headers.get("location") == "/portal/login"


def test_the_qr_code_is_there_as_a_picture_while_the_declaration_lasts(sandbox, worker):
    assert worker.get("/portal/factors/application/qr.png").status == 404
    worker.post("/portal/factors/settings", "/portal/factors/application")
    answer = worker.get("/portal/factors/application/qr.png")
    assert answer.headers.get("content-type") == "image/png"
    read = zxingcpp.read_barcode(Image.open(BytesIO(answer.body)))
    uri = sandbox.accounts.applications.provisioning_uri("camille@example.test")
    assert read.text == uri.reveal()


def test_an_application_can_be_removed_and_declared_anew(sandbox, worker):
    applications, email = sandbox.accounts.applications, "camille@example.test"
    worker.post("/portal/factors/settings", "/portal/factors/application")
    first = applications.secret(email)
    sandbox.store.run("UPDATE portal_application SET declared = 1")
    assert "remove-application-form" in ids(worker.get("/portal/factors"))
    answer = worker.post("/portal/factors", "/portal/factors/application/remove")
    shown = worker.get(answer.headers.get("location"))
    assert "notice-application-removed" in ids(shown)
    assert "remove-application-form" not in ids(shown)
    worker.post("/portal/factors/settings", "/portal/factors/application")
    assert applications.secret(email) != first


def test_links_keep_the_search_when_the_language_changes(worker):
    page = lxml_html.fromstring(worker.get("/portal/invoices?number=A%26B&lang=en").body)
    (switch,) = page.xpath("//a[@hreflang]/@href")
    assert switch == "?number=A%26B&lang=fr"
    assert page.xpath("//input[@name='number']/@value") == ["A&B"]


def test_every_work_page_is_worded_in_both_languages(sandbox):
    for lang, heading in (("fr", "Factures émises"), ("en", "Issued invoices")):
        worker = Worker(sandbox, "camille@example.test", **{"accept-language": lang})
        page = lxml_html.fromstring(worker.get("/portal/invoices").body)
        assert (page.get("lang"), page.findtext(".//h1")) == (lang, heading)
        assert page.xpath("//nav//a[@aria-current='page']/text()") == [heading]
