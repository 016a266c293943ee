"""BR-FR-CPRO: what public buyers want of the AFNOR formats, on both sides of each edge."""

from __future__ import annotations

import pytest
from changed import invoice_with
from french_parts import NOTES, OTHER, SIREN, SIRET, ids, party

from chorus_sdk.findings import Severity
from chorus_sdk.invoice.amounts import VatBreakdown
from chorus_sdk.invoice.attachments import Attachment, SupportingDocument
from chorus_sdk.invoice.identifiers import Identifier
from chorus_sdk.invoice.lines import Line
from chorus_sdk.invoice.notes import Note
from chorus_sdk.invoice.parties import Address, Contact, Delivery, Party
from chorus_sdk.invoice.payments import CreditTransfer, Payment, PaymentMeans, PaymentTerms
from chorus_sdk.invoice.references import LineReferences, PrecedingInvoice
from chorus_sdk.sandbox.samples import sample_invoice
from chorus_sdk.validation.directory import KnownDirectory, KnownStructure
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.chorus import CHORUS_PRO

IDENTIFIERS = "seller.identifiers"
PRECEDING = "references.preceding_invoices"
WITH_SIRET = ("0009", SIRET)


def location(text):
    return Delivery(location=Identifier(value=text))


def edge(number, path, most, make=lambda text: text, place=None):
    """A text at its limit and one beyond it."""
    return [
        (number, {path: make("x" * most)}, []),
        (number, {path: make("x" * (most + 1))}, [place or path]),
    ]


def before(*numbers):
    return tuple(PrecedingInvoice(number=number) for number in numbers)


CASES = [
    (1, {"references.contract_type": "MARCHE"}, []),
    (1, {"references.contract_type": "CONTRAT"}, []),
    (1, {"references.contract_type": "CT"}, ["references.contract_type"]),
    *edge(2, "number", 20),
    *edge(
        2, "references.preceding_invoices", 20, before, "references.preceding_invoices[0].number"
    ),
    *edge(
        2,
        "lines[1].references",
        20,
        lambda text: LineReferences(preceding_invoice=PrecedingInvoice(number=text)),
        "lines[1].references.preceding_invoice.number",
    ),
    *(
        (3, {IDENTIFIERS: ids((scheme, "x"))}, [])
        for scheme in ("0009", "0223", "0226", "0227", "0228", "0229")
    ),
    (3, {IDENTIFIERS: ids(("0224", "x"), (None, "y"))}, [IDENTIFIERS]),
    (3, {IDENTIFIERS: ()}, [IDENTIFIERS]),
    (4, {IDENTIFIERS: ids(("0223", "DE" + "1" * 16))}, []),
    *(
        (4, {IDENTIFIERS: ids(WITH_SIRET, ("0223", value))}, [f"{IDENTIFIERS}[1]"])
        for value in ("DE" + "1" * 17, "D1", "12345", "de1", "DE 1")
    ),
    (5, {IDENTIFIERS: ids(("0227", "US" + "A" * 16))}, []),
    *(
        (5, {IDENTIFIERS: ids(("0227", value))}, [f"{IDENTIFIERS}[0]"])
        for value in ("US" + "A" * 17, "U1", "US")
    ),
    *(
        (number, {IDENTIFIERS: ids((scheme, value))}, places)
        for number, scheme in ((6, "0228"), (7, "0229"))
        for value, places in (
            ("1" * 8, [f"{IDENTIFIERS}[0]"]),
            ("1" * 9, []),
            ("1" * 10, []),
            ("1" * 11, [f"{IDENTIFIERS}[0]"]),
            ("1" * 8 + "-", [f"{IDENTIFIERS}[0]"]),
        )
    ),
    *(
        (8, {IDENTIFIERS: ids(("0226", value))}, places)
        for value, places in (
            ("1800175056" + "N" * 70, []),
            ("2800175056N", []),
            ("1800175056" + "N" * 71, [f"{IDENTIFIERS}[0]"]),
            ("1800175056", [f"{IDENTIFIERS}[0]"]),
            ("3800175056N", [f"{IDENTIFIERS}[0]"]),
            ("180017505N", [f"{IDENTIFIERS}[0]"]),
        )
    ),
    (9, {IDENTIFIERS: ids(WITH_SIRET)}, []),
    (9, {IDENTIFIERS: ids(("0223", "DE1"))}, [IDENTIFIERS]),
    (9, {IDENTIFIERS: ids(("0223", "DE1")), "seller.legal_registration.scheme": "0223"}, []),
    (10, {"buyer.identifiers": ()}, ["buyer.identifiers"]),
    (10, {"buyer.identifiers": ids(("0224", "A"))}, ["buyer.identifiers"]),
    (10, {"buyer.identifiers": ids(("0009", OTHER))}, []),
    *edge(14, "references.contract", 50),
    *edge(15, "references.purchase_order", 50),
    *(
        (number, {role: who}, places and [f"{role}.identifiers"])
        for number, role in ((17, "payee"), (18, "sales_agent"))
        for who, places in (
            (party(WITH_SIRET, siren=SIREN), False),
            (party(siren=SIREN), True),
            (party(("0009", OTHER), siren=SIREN), True),
            (party(("0223", "x"), siren=SIREN), True),
            (party(), True),
            (party(WITH_SIRET), True),
            *((party((s, "x")), False) for s in ("0223", "0226", "0227", "0228", "0229")),
        )
    ),
    (20, {"references.preceding_invoices": before("a")}, []),
    (20, {"references.preceding_invoices": before("a", "b")}, ["references.preceding_invoices"]),
    *(
        (21, {"business_process": frame, "sales_agent": agent}, places)
        for frame in ("S3", "S6")
        for agent, places in (
            (None, ["sales_agent"]),
            (party(WITH_SIRET, siren=SIREN), []),
            (party(WITH_SIRET), ["sales_agent.legal_registration"]),
            (party(siren=SIREN), ["sales_agent.identifiers"]),
        )
    ),
    (21, {"business_process": "S5"}, []),
    (24, {"business_process": "S5"}, ["business_process"]),
    (24, {"business_process": "S6"}, []),
    (25, {"payment_terms": "30 jours"}, []),
    (25, {"further_payment_terms": (PaymentTerms(text="a"),)}, []),
    (
        25,
        {"payment_terms": "a", "further_payment_terms": (PaymentTerms(text="b"),)},
        ["further_payment_terms"],
    ),
    (25, {"payment_terms": "a", "further_payment_terms": (PaymentTerms(),)}, []),
    (26, {"seller.further_contacts": (Contact(),)}, ["seller.further_contacts"]),
    (27, {"buyer.further_contacts": (Contact(),)}, ["buyer.further_contacts"]),
    (
        28,
        {"sales_agent": Party(further_contacts=(Contact(),))},
        ["sales_agent.further_contacts"],
    ),
    (28, {"sales_agent": Party(contact=Contact())}, []),
    *edge(
        29,
        "vat_breakdown",
        1024,
        lambda text: (VatBreakdown(exemption_reason=text),),
        "vat_breakdown[0].exemption_reason",
    ),
    *edge(
        30,
        "supporting_documents",
        50,
        lambda text: (SupportingDocument(reference=text),),
        "supporting_documents[0].reference",
    ),
    *edge(31, "lines[1].item.description", 1024),
    *edge(32, "seller.address.line1", 400),
    *edge(33, "seller.address.city", 400),
    *edge(34, "buyer.trading_name", 99),
    *edge(35, "payment_terms", 1024),
    *edge(
        35,
        "further_payment_terms",
        1024,
        lambda text: (PaymentTerms(text=text),),
        "further_payment_terms[0].text",
    ),
    *edge(36, "seller.trading_name", 99),
    *edge(37, "payee", 99, lambda text: Party(name=text), "payee.name"),
    *edge(38, "delivery", 20, location, "delivery.location"),
    *edge(
        39,
        "payment",
        27,
        lambda text: Payment(means=(PaymentMeans(transfer=CreditTransfer(account=text)),)),
        "payment.means[0].transfer.account",
    ),
    *edge(40, "lines[1].delivery", 20, location, "lines[1].delivery.location"),
    *edge(
        41,
        "supporting_documents",
        50,
        lambda text: (SupportingDocument(attachment=Attachment(file_name=text)),),
        "supporting_documents[0].attachment.file_name",
    ),
    *edge(42, "notes", 1024, lambda text: (Note(text=text),), "notes[0].text"),
    *edge(43, "seller.name", 99),
    *edge(44, "buyer.name", 99),
]


@pytest.mark.parametrize(("number", "changes", "places"), CASES)
def test_a_rule_names_the_places_that_break_it(cpro, number, changes, places):
    assert cpro(number, changes) == (places or [])
    assert cpro(number, changes, public=False) == []


def test_every_number_from_1_to_44_has_a_rule():
    assert CHORUS_PRO.ids == {f"BR-FR-CPRO-{number:02d}" for number in range(1, 45)}


def test_what_is_right_breaks_no_rule(directory):
    subject = Subject(invoice=sample_invoice(), buyer_is_public=True, directory=directory())
    assert [str(finding) for finding in CHORUS_PRO.run(subject)] == []


def test_a_note_says_that_the_buyer_is_public(cpro):
    wrong = {"buyer.identifiers": ()}
    marked = {**wrong, "notes": (*NOTES, Note(subject="ADN", text="B2G"))}
    other = {**wrong, "notes": (*NOTES, Note(subject="ADN", text="B2B"), Note(text="B2G"))}
    assert cpro(10, marked, public=False) == ["buyer.identifiers"]
    assert cpro(10, other, public=False) == []


def test_a_million_lines_are_one_too_many(cpro):
    assert cpro(19, {"lines": (Line(),) * 999_999}) == []
    assert cpro(19, {"lines": (Line(),) * 1_000_000}) == ["lines"]


def test_blocks_that_are_ignored_are_told(cpro):
    both = {"invoicee": Party(name="a"), "buyer_agent": Party(name="b")}
    information = {"severity": Severity.INFORMATION}
    assert cpro(16, both, **information) == ["invoicee", "buyer_agent"]
    assert cpro(16, {}, **information) == []
    assert cpro(16, both, public=False, **information) == []
    assert cpro(16, both) == []


@pytest.mark.parametrize("number", [9, 11, 12, 13, 22, 23])
def test_without_a_directory_a_rule_says_that_it_was_not_checked(cpro, directory, number):
    assert cpro(number, {}, severity=Severity.INFORMATION) == [None]
    assert cpro(number, {}, severity=Severity.INFORMATION, public=False) == []
    with_one = {"severity": Severity.INFORMATION, "directory": directory()}
    assert cpro(number, {}, **with_one) == []


def test_the_seller_is_active(cpro, directory):
    assert cpro(9, {}, directory=directory(supplier_active=False)) == [IDENTIFIERS]
    assert cpro(9, {}, directory=directory()) == []
    assert cpro(9, {}, directory=KnownDirectory(())) == [IDENTIFIERS]


def test_a_service_that_is_wanted_is_one_of_the_buyer(cpro, directory):
    wanting = {"directory": directory(service=True, services={"SERV": False})}
    siret = ("0009", OTHER)
    assert cpro(11, {}, **wanting) == ["buyer.identifiers"]
    for code, places in (("SERV", []), ("AUTRE", ["buyer.identifiers"])):
        assert cpro(11, {"buyer.identifiers": ids(siret, ("0224", code))}, **wanting) == places
    assert cpro(11, {}, directory=directory()) == []
    assert cpro(11, {"buyer.identifiers": ()}, **wanting) == []


def test_a_commitment_that_is_wanted_is_given(cpro, directory):
    place = ["references.purchase_order"]
    given = {"references.purchase_order": "EJ1"}
    wanting = {"directory": directory(commitment=True)}
    assert cpro(12, {}, **wanting) == place
    assert cpro(12, given, **wanting) == []
    assert cpro(12, {}, directory=directory()) == []
    assert cpro(12, {"buyer.identifiers": ()}, **wanting) == []
    by_service = {"directory": directory(services={"A": True, "B": False})}
    for code, places in (("A", place), ("B", [])):
        buyer = {"buyer.identifiers": ids(("0009", OTHER), ("0224", code))}
        assert cpro(12, buyer, **by_service) == places


def test_one_of_the_two_that_are_wanted_is_given(cpro, directory):
    wanting = {"directory": directory(either=True)}
    assert cpro(13, {}, **wanting) == ["references.purchase_order"]
    assert cpro(13, {"references.purchase_order": "EJ1"}, **wanting) == []
    assert cpro(13, {"buyer.identifiers": ids(("0009", OTHER), ("0224", "A"))}, **wanting) == []
    assert cpro(13, {}, directory=directory()) == []


def test_the_agent_is_known(cpro, directory):
    agent = {"sales_agent": party(WITH_SIRET)}
    assert cpro(22, agent, directory=directory()) == []
    assert cpro(22, agent, directory=KnownDirectory(())) == ["sales_agent.identifiers"]
    assert cpro(22, {}, directory=KnownDirectory(())) == []


def test_direct_payment_is_for_public_bodies(cpro):
    for public, frame, places in (
        (True, "S3", []),
        (False, "S3", ["buyer.identifiers"]),
        (False, "S6", []),
    ):
        known = KnownDirectory([KnownStructure(siret=OTHER, public=public)])
        assert cpro(23, {"business_process": frame}, directory=known) == places


def test_addresses_that_are_not_there_have_no_length(cpro):
    nowhere = {"seller.address": None, "payment": None, "payee": Party(), "delivery": Delivery()}
    assert all(cpro(number, nowhere) == [] for number in (32, 33, 37, 38, 39))
    assert cpro(32, {"seller.address": Address()}) == []


def said(number, changes):
    invoice = invoice_with(sample_invoice(framework="M1"), changes)
    found = CHORUS_PRO.run(Subject(invoice=invoice, buyer_is_public=True))
    return [f.found for f in found if f.code == f"BR-FR-CPRO-{number:02d}"]


@pytest.mark.parametrize("further", [1, 2])
def test_contacts_are_counted_with_the_first(further):
    changes = {"buyer.further_contacts": (Contact(),) * further}
    assert said(27, changes) == [str(1 + further)]


def test_an_identifier_that_says_nothing_is_shown_as_empty():
    nothing = {IDENTIFIERS: (*ids(WITH_SIRET), Identifier(scheme="0228"))}
    assert said(6, nothing) == [""]
    assert said(7, nothing) == []


def test_a_siren_that_says_nothing_is_none():
    for legal in (Identifier(scheme="0002"), Identifier(value=SIREN), None):
        agent = Party(legal_registration=legal, identifiers=ids(("0009", OTHER)))
        assert said(18, {"sales_agent": agent}) == ["0009"]
