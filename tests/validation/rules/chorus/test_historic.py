"""The rules of the historic road, on both sides of each edge."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from changed import invoice_with
from french_parts import ids

from chorus_sdk.findings import Severity
from chorus_sdk.invoice.amounts import VatBreakdown
from chorus_sdk.invoice.attachments import Attachment, SupportingDocument
from chorus_sdk.invoice.identifiers import Identifier
from chorus_sdk.invoice.payments import Payment, PaymentMeans
from chorus_sdk.sandbox.samples import sample_invoice
from chorus_sdk.validation.directory import KnownDirectory, KnownStructure
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.chorus import CATALOGUE, CHORUS_PRO_HISTORIC, Effect

D = Decimal
BUYER, SELLER, SERVICE = "buyer.identifiers", "seller.identifiers", "references.buyer"
ORDER = "references.purchase_order"
NO_SIRET = {"seller.identifiers": (), "seller.legal_registration": None}


def attached(name="a.pdf", content=b""):
    attachment = Attachment(file_name=name, content=content)
    return {"supporting_documents": (SupportingDocument(attachment=attachment),)}


FILE = "supporting_documents[0].attachment"

CASES = [
    ("NUMBER", {"number": None}, ["number"]),
    ("NUMBER", {"number": "1"}, []),
    ("NUMBER-LENGTH", {"number": "F" * 20}, []),
    ("NUMBER-LENGTH", {"number": "F" * 21}, ["number"]),
    ("NUMBER-CHARACTERS", {"number": "Az09-_/+"}, []),
    *(("NUMBER-CHARACTERS", {"number": f"F{s}1"}, ["number"]) for s in " .#é:"),
    ("NUMBER-CHARACTERS", {"number": None}, []),
    ("DATE", {"issue_date": None}, ["issue_date"]),
    ("TYPE", {"type_code": "380"}, []),
    ("TYPE", {"type_code": "381"}, []),
    ("TYPE", {"type_code": "389"}, ["type_code"]),
    ("TYPE", {"type_code": None}, ["type_code"]),
    *(("FRAME", {"business_process": f"A{n}"}, []) for n in range(1, 26)),
    *(("FRAME", {"business_process": said}, []) for said in (None, "", " A9 ")),
    *(
        ("FRAME", {"business_process": said}, ["business_process"])
        for said in ("A0", "A26", "S1", "B1", "a1", "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0")
    ),
    ("FRAME-ROAD", {"business_process": "A3"}, ["business_process"]),
    ("FRAME-ROAD", {"business_process": "A21"}, ["business_process"]),
    ("FRAME-ROAD", {"business_process": "A2"}, []),
    ("PAYMENT-MEANS", {"payment": None}, ["payment.means"]),
    ("PAYMENT-MEANS", {"payment": Payment()}, ["payment.means"]),
    ("PAYMENT-MEANS", {"payment": Payment(means=(PaymentMeans(),))}, ["payment.means"]),
    ("PAYMENT-MEANS", {"payment": Payment(means=(PaymentMeans(code="1"),))}, []),
    *(
        ("VAT-REASON", {"vat_breakdown": (part,)}, places and ["vat_breakdown[0].exemption_reason"])
        for part, places in (
            (VatBreakdown(category="E", rate=D(0)), True),
            (VatBreakdown(category="O"), True),
            (VatBreakdown(category="AE", rate=D("0.00"), exemption_reason="a"), False),
            (VatBreakdown(category="Z", rate=D(0)), False),
            (VatBreakdown(category="S", rate=D(20)), False),
            (VatBreakdown(rate=D(0)), False),
        )
    ),
    ("AMOUNT", {"totals.due": D("1234567890123.123456")}, []),
    ("AMOUNT", {"totals.due": D("-1234567890123.123456")}, []),
    ("AMOUNT", {"totals.due": D("12345678901234.123456")}, ["totals.due"]),
    ("AMOUNT", {"totals.due": D("1.1234567")}, ["totals.due"]),
    ("AMOUNT", {"lines[1].net_amount": D("1.1234567")}, ["lines[1].net_amount"]),
    ("AMOUNT", {"lines[1].quantity": D("1.1234567")}, ["lines[1].quantity"]),
    ("AMOUNT", {"lines[1].price.net": D("1.1234567")}, ["lines[1].price.net"]),
    ("AMOUNT", {"vat_breakdown[0].tax_amount": D("1.1234567")}, ["vat_breakdown[0].tax_amount"]),
    (
        "AMOUNT",
        {"vat_breakdown[0].taxable_amount": D("1.1234567")},
        ["vat_breakdown[0].taxable_amount"],
    ),
    ("COMMITMENT-LENGTH", {ORDER: "E" * 50}, []),
    ("COMMITMENT-LENGTH", {ORDER: "E" * 51}, [ORDER]),
    ("SERVICE-LENGTH", {SERVICE: "S" * 100}, []),
    ("SERVICE-LENGTH", {SERVICE: "S" * 101}, [SERVICE]),
    ("DUPLICATE", {}, ["number"]),
    ("SUPPLIER-SIRET", {SELLER: ()}, [SELLER]),
    ("SUPPLIER-SIRET", {SELLER: ids((None, "99900000300015"))}, [SELLER]),
    ("SUPPLIER-SIRET", {SELLER: ids(("0009", "9990000030001"))}, [SELLER]),
    (
        "SUPPLIER-SIRET",
        {SELLER: (), "seller.legal_registration": Identifier(scheme="0002", value="9" * 14)},
        [],
    ),
    ("SUPPLIER-SIRET", {**NO_SIRET, SELLER: ids(("0223", "DE1"))}, []),
    ("SUPPLIER-SIRET", {**NO_SIRET, SELLER: (Identifier(value="1", scheme_name="4"),)}, []),
    ("SUPPLIER-SIRET", {**NO_SIRET, SELLER: (Identifier(value="1", scheme_name="8"),)}, [SELLER]),
    ("SUPPLIER-SIRET", {**NO_SIRET, SELLER: (Identifier(scheme="0223"),)}, [SELLER]),
    ("SUPPLIER-OTHER", {**NO_SIRET, SELLER: ids(("0229", "1"))}, [SELLER]),
    ("SUPPLIER-OTHER", {}, []),
    ("SUPPLIER-OTHER", NO_SIRET, []),
    ("RECIPIENT-SIRET", {BUYER: ()}, [BUYER]),
    ("RECIPIENT-SIRET", {BUYER: ids(("0223", "DE1"))}, [BUYER]),
    ("RECIPIENT-SIRET", {BUYER: (Identifier(value="1" * 14, scheme_name="1"),)}, []),
    ("SIRET-KEY", {BUYER: ids(("0009", "12345678200052"))}, [BUYER]),
    ("SIRET-KEY", {SELLER: ids(("0009", "99900000300016"))}, [SELLER]),
    ("SIRET-KEY", {SELLER: (), BUYER: ids(("0009", "35600000049837"))}, []),
    ("ATTACHMENT-NAME", attached("a" * 46 + ".pdf"), []),
    ("ATTACHMENT-NAME", attached("a" * 47 + ".pdf"), [f"{FILE}.file_name"]),
    *(
        ("ATTACHMENT-TYPE", attached(f"a.{ending}"), [])
        for ending in (
            *("BMP", "gif", "fax", "odt", "ppt", "tiff", "xls", "bz2", "gz", "jpeg", "p7s"),
            *("rtf", "txt", "xml", "csv", "gzip", "jpg", "pdf", "svg", "xhtml", "xlsx", "doc"),
            *("htm", "odp", "png", "tgz", "xlc", "zip", "docx", "html", "ods", "pps", "tif"),
            *("xlm", "pptx"),
        )
    ),
    *(
        ("ATTACHMENT-TYPE", attached(name), [f"{FILE}.file_name"])
        for name in ("a.exe", "pdf", "a.", None)
    ),
    ("ATTACHMENT-TYPE", attached("annexe.v2.pdf"), []),
    ("ATTACHMENT-TYPE", attached("annexe.pdf.exe"), [f"{FILE}.file_name"]),
    ("ATTACHMENT-SIZE", attached(content=bytes(10_000_000)), []),
    ("ATTACHMENT-SIZE", attached(content=bytes(10_000_001)), [f"{FILE}.content"]),
]


@pytest.mark.parametrize(("code", "changes", "places"), CASES)
def test_a_rule_names_the_places_that_break_it(historic, code, changes, places):
    assert historic(f"CPRO-{code}", changes) == (places or [])


def test_what_was_found_instead_of_a_siret_is_told():
    changes = {BUYER: ids(("0223", "DE1"), ("0224", "A"))}
    invoice = invoice_with(sample_invoice(), changes)
    (said,) = (
        f
        for f in CHORUS_PRO_HISTORIC.run(Subject(invoice=invoice))
        if f.code == "CPRO-RECIPIENT-SIRET"
    )
    assert said.found == "DE1, A, 123456782"


def asked(**options):
    return options


DIRECTORY = [
    ("SUPPLIER-KNOWN", asked(supplier_active=False), {}, [SELLER]),
    ("SUPPLIER-KNOWN", asked(), {}, []),
    ("SUPPLIER-KNOWN", asked(), {SELLER: ids(("0009", "9" * 14))}, [SELLER]),
    ("SUPPLIER-KNOWN", asked(), NO_SIRET, []),
    ("RECIPIENT-KNOWN", asked(), {}, []),
    ("RECIPIENT-KNOWN", asked(known=False), {}, [BUYER]),
    ("RECIPIENT-ACTIVE", asked(), {}, []),
    ("RECIPIENT-ACTIVE", asked(active=False), {}, [BUYER]),
    ("RECIPIENT-ACTIVE", asked(known=False), {}, []),
    ("RECIPIENT-PUBLIC", asked(), {}, []),
    ("RECIPIENT-PUBLIC", asked(public=False), {}, [BUYER]),
    ("RECIPIENT-PUBLIC", asked(known=False), {}, []),
    ("SERVICE-REQUIRED", asked(service=True), {}, [SERVICE]),
    ("SERVICE-REQUIRED", asked(service=True), {SERVICE: "A"}, []),
    ("SERVICE-REQUIRED", asked(), {}, []),
    ("SERVICE-KNOWN", asked(services={"A": False}), {SERVICE: "A"}, []),
    ("SERVICE-KNOWN", asked(services={"A": False}), {SERVICE: "B"}, [SERVICE]),
    ("SERVICE-KNOWN", asked(known=False), {SERVICE: "B"}, []),
    ("SERVICE-KNOWN", asked(), {}, []),
    ("COMMITMENT-REQUIRED", asked(commitment=True), {}, [ORDER]),
    ("COMMITMENT-REQUIRED", asked(commitment=True), {ORDER: "E"}, []),
    ("COMMITMENT-REQUIRED", asked(services={"A": True}), {SERVICE: "A"}, [ORDER]),
    ("COMMITMENT-REQUIRED", asked(services={"A": True}), {}, []),
    ("COMMITMENT-REQUIRED", asked(), {}, []),
    ("SERVICE-OR-COMMITMENT", asked(either=True), {}, [ORDER]),
    ("SERVICE-OR-COMMITMENT", asked(either=True), {ORDER: "E"}, []),
    ("SERVICE-OR-COMMITMENT", asked(either=True), {SERVICE: "A"}, []),
    ("SERVICE-OR-COMMITMENT", asked(), {}, []),
]


@pytest.mark.parametrize(("code", "options", "changes", "places"), DIRECTORY)
def test_what_the_directory_says_counts(historic, directory, code, options, changes, places):
    assert historic(f"CPRO-{code}", changes, directory=directory(**options)) == places
    assert historic(f"CPRO-{code}", changes) == []


@pytest.mark.parametrize(
    ("supplier_public", "services", "code", "places"),
    [
        (False, {"FACTURES_PUBLIQUES": False}, "FACTURES_PUBLIQUES", [SERVICE]),
        (True, {"FACTURES_PUBLIQUES": False}, "FACTURES_PUBLIQUES", []),
        (False, {"AUTRE": False}, "AUTRE", []),
        (False, {"FACTURES_PUBLIQUES": False, "AUTRE": False}, "AUTRE", []),
        (False, {"FACTURES_PUBLIQUES": False}, None, []),
        (False, {}, "FACTURES_PUBLIQUES", []),
    ],
)
def test_the_service_for_public_suppliers_is_theirs(
    historic, directory, supplier_public, services, code, places
):
    known = directory(supplier_public=supplier_public, services=services)
    assert historic("CPRO-SERVICE-PUBLIC", {SERVICE: code}, directory=known) == places


def test_a_supplier_that_is_not_known_is_not_told_about_its_service(historic):
    town = KnownStructure(siret="12345678200051", services={"FACTURES_PUBLIQUES": False})
    changes = {SERVICE: "FACTURES_PUBLIQUES"}
    assert historic("CPRO-SERVICE-PUBLIC", changes, directory=KnownDirectory([town])) == []


def test_without_a_directory_it_is_said_what_was_not_checked(historic, directory):
    assert historic("CPRO-DIRECTORY", {}) == [BUYER]
    assert historic("CPRO-DIRECTORY", {}, directory=directory()) == []


def test_the_service_code_of_historic_ubl_stands_with_the_contact(historic, directory):
    contact = {"buyer.contact.identifier": "A"}
    wanting = directory(service=True, services={"A": False})
    assert historic("CPRO-SERVICE-REQUIRED", contact, directory=wanting) == []


def test_every_rule_says_how_well_it_is_attested():
    ids_of_rules = {rule.id for rule in CHORUS_PRO_HISTORIC.rules}
    assert ids_of_rules <= set(CATALOGUE)
    for rule in CHORUS_PRO_HISTORIC.rules:
        is_error = rule.severity is Severity.ERROR
        assert is_error == (CATALOGUE[rule.id].effect is Effect.REJECTED), rule.id


def test_the_table_of_the_documentation_is_the_catalogue():
    page = Path(__file__).resolve().parents[4] / "docs" / "france-differences.md"
    rows = {
        cells[1].strip("` "): (cells[2].strip(), cells[3].strip())
        for line in page.read_text("utf-8").splitlines()
        if line.startswith("| `CPRO-") and (cells := line.split("|"))
    }
    known = {code: (b.confidence.value, b.effect.value) for code, b in CATALOGUE.items()}
    assert rows == known


def test_the_sample_breaks_no_rule(directory):
    found = CHORUS_PRO_HISTORIC.run(Subject(invoice=sample_invoice(), directory=directory()))
    assert {finding.code for finding in found} == {"CPRO-DUPLICATE"}
