"""Each place that a French rule looks at, with its term, on both sides of each edge."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from changed import invoice_with
from french_parts import NOTES, SIREN, ids, words

from chorus_sdk.findings import Severity
from chorus_sdk.formats.base import FormatId
from chorus_sdk.invoice.amounts import AllowanceCharge, Period, VatBreakdown
from chorus_sdk.invoice.identifiers import Identifier
from chorus_sdk.invoice.lines import Line, LineTotals, LineVat
from chorus_sdk.invoice.notes import Note
from chorus_sdk.invoice.parties import Address, Delivery, Party
from chorus_sdk.invoice.payments import PaymentTerms
from chorus_sdk.invoice.provenance import Unmapped
from chorus_sdk.invoice.references import LineReferences, PrecedingInvoice
from chorus_sdk.sandbox.samples import sample_invoice
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.france import FRANCE

CII, UBL, NOTE = FormatId.CII_INVOICE, FormatId.UBL_INVOICE, FormatId.UBL_CREDIT_NOTE
D = Decimal
RIGHT = sample_invoice(framework="M1")
PART = AllowanceCharge(amount=D(1), base_amount=D(1), vat_category="S", vat_rate=D(20))
BEFORE = PrecedingInvoice(number="F-0", issue_date=date(2026, 1, 2), type_code="380")
MONTH = Period(start=date(2026, 1, 1), end=date(2026, 1, 31))
LINE = RIGHT.lines[0].model_copy(
    update={
        "allowances": (PART, PART),
        "charges": (PART,),
        "totals": LineTotals(vat=D(1)),
        "delivery": Delivery(date=date(2026, 1, 1)),
        "period": MONTH,
        "references": LineReferences(preceding_invoice=BEFORE),
    }
)
LINE = invoice_with(
    LINE,
    {
        "price.base_quantity": D(1),
        "price.gross": D(1),
        "price.discount": D(1),
        "price.further_discounts": (PART, PART),
        "price.charges": (PART,),
    },
)
RICH = invoice_with(
    RIGHT,
    {
        "lines": (RIGHT.lines[0], LINE),
        "allowances": (PART, PART),
        "charges": (PART, PART),
        "totals.vat_in_accounting_currency": D(1),
        "totals.paid": D(1),
        "totals.rounding": D(1),
        "totals.allowances": D(1),
        "totals.charges": D(1),
        "vat_point_date": date(2026, 1, 1),
        "invoicing_period": MONTH,
        "delivery": Delivery(date=date(2026, 1, 1)),
        "further_payment_terms": (PaymentTerms(), PaymentTerms(due_date=date(2027, 1, 1))),
        "references.preceding_invoices": (BEFORE, BEFORE),
    },
)


def found(code, changes, syntax=None, severity=Severity.ERROR):
    invoice = invoice_with(RICH, changes)
    said = FRANCE.run(Subject(invoice=invoice, format=syntax))
    about = [f for f in said if f.code == code and f.severity is severity]
    return [(f.location.path, f.location.term) for f in about]


AMOUNTS = {
    "totals.lines": "BT-106",
    "totals.allowances": "BT-107",
    "totals.charges": "BT-108",
    "totals.without_vat": "BT-109",
    "totals.vat": "BT-110",
    "totals.vat_in_accounting_currency": "BT-111",
    "totals.with_vat": "BT-112",
    "totals.paid": "BT-113",
    "totals.rounding": "BT-114",
    "totals.due": "BT-115",
    "vat_breakdown[0].taxable_amount": "BT-116",
    "vat_breakdown[0].tax_amount": "BT-117",
    "allowances[1].amount": "BT-92",
    "allowances[1].base_amount": "BT-93",
    "charges[1].amount": "BT-99",
    "charges[1].base_amount": "BT-100",
    "lines[1].net_amount": "BT-131",
    "lines[1].allowances[1].amount": "BT-136",
    "lines[1].allowances[1].base_amount": "BT-137",
    "lines[1].charges[0].amount": "BT-141",
    "lines[1].charges[0].base_amount": "BT-142",
}
QUANTITIES = {"lines[1].quantity": "BT-129", "lines[1].price.base_quantity": "BT-149"}
PRICES = {
    "lines[1].price.net": "BT-146",
    "lines[1].price.discount": "BT-147",
    "lines[1].price.gross": "BT-148",
    "lines[1].price.further_discounts[1].amount": "BT-147",
    "lines[1].price.charges[0].amount": "BT-147",
}
RATES = {
    "allowances[1].vat_rate": "BT-96",
    "charges[1].vat_rate": "BT-103",
    "vat_breakdown[0].rate": "BT-119",
    "lines[1].vat.rate": "BT-152",
}
LINE_RATES = {
    "lines[1].allowances[1].vat_rate": "BT-96",
    "lines[1].charges[0].vat_rate": "BT-103",
}
NUMBERS = [
    *(("BR-FR-DEC-01", path, term, 2) for path, term in AMOUNTS.items()),
    *(("BR-FR-DEC-02", path, term, 4) for path, term in QUANTITIES.items()),
    *(("BR-FR-DEC-03", path, term, 6) for path, term in PRICES.items()),
]


@pytest.mark.parametrize(("code", "path", "term", "decimals"), NUMBERS)
def test_a_number_has_so_many_decimals_and_nineteen_digits(code, path, term, decimals):
    fits = ("0", "1." + "1" * decimals, "1" * (19 - decimals) + "." + "1" * decimals, "1" * 19)
    too_long = ("1." + "1" * (decimals + 1), "1" * (20 - decimals) + "." + "1" * decimals, "1" * 20)
    for text in fits:
        assert found(code, {path: D(text)}) == [], text
    for text in too_long:
        assert found(code, {path: D(text)}) == [(path, term)], text
    negative = {path: D("-" + "1" * 18)}
    assert found(code, negative) == ([(path, term)] if code == "BR-FR-DEC-03" else [])
    assert found(code, {path: D("-" + "1" * 19)}) == [(path, term)]
    assert found(code, {path: None}) == []


@pytest.mark.parametrize("path", PRICES)
def test_a_price_may_be_negative_where_both_sides_sell(path):
    both = {"business_process": "M9"}
    assert found("BR-FR-DEC-03", {path: D("-1.123456"), **both}) == []
    assert found("BR-FR-DEC-03", {path: D("-1.1234567"), **both}) == [(path, PRICES[path])]


@pytest.mark.parametrize("path", [*RATES, *LINE_RATES])
@pytest.mark.parametrize("syntax", [None, CII, UBL])
def test_a_rate_is_french_and_has_four_digits(path, syntax):
    place = [(path, {**RATES, **LINE_RATES}[path])]
    seen = place if path in RATES or syntax is UBL else []
    for text in words("0 20 20.00 5.5 2.1 8.50 1.05 19.6"):
        assert found("BR-FR-16", {path: D(text)}, syntax) == []
    for text in words("21 20.000 1.5 -20 0.000"):
        assert found("BR-FR-16", {path: D(text)}, syntax) == seen
    for text in words("9999 99.99 100.5"):
        assert found("BR-FR-DEC-04", {path: D(text)}, syntax) == []
    for text in words("10000 100.55 1.555 -1"):
        assert found("BR-FR-DEC-04", {path: D(text)}, syntax) == seen
    assert found("BR-FR-16", {path: None}, syntax) == []
    assert found("BR-FR-DEC-04", {path: None}, syntax) == []


def test_lines_of_a_credit_note_may_have_any_rate():
    assert found("BR-FR-16", {"lines[1].vat.rate": D(21)}, NOTE) == []
    assert found("BR-FR-16", {"vat_breakdown[0].rate": D(21)}, NOTE) != []


def test_the_vat_of_a_line_s_totals_is_an_amount_in_ubl():
    changes = {"lines[1].totals.vat": D("1.111")}
    place = [("lines[1].totals.vat", "EXT-FR-FE-181")]
    assert found("BR-FR-DEC-01", changes, UBL) == place
    assert found("BR-FR-DEC-01", changes, CII) == []
    assert found("BR-FR-DEC-01", {"lines[1].totals.vat": D("1.11")}, UBL) == []


CATEGORIES = {
    "allowances[1].vat_category": "BT-95",
    "charges[1].vat_category": "BT-102",
    "vat_breakdown[0].category": "BT-118",
    "lines[1].vat.category": "BT-151",
    "lines[1].allowances[1].vat_category": "BT-95",
    "lines[1].charges[0].vat_category": "BT-102",
}


@pytest.mark.parametrize("path", CATEGORIES)
@pytest.mark.parametrize("syntax", [None, CII, UBL])
def test_a_category_is_one_of_seven(path, syntax):
    seen = [(path, CATEGORIES[path])]
    if path.startswith(("lines[1].allow", "lines[1].charg")):
        seen = seen if syntax is UBL else []
    for code in words("S E AE K G O Z"):
        assert found("BR-FR-15", {path: code}, syntax) == []
    for code in ["L", "M", "B", "s", "", " S"]:
        assert found("BR-FR-15", {path: code}, syntax) == seen
    line_alone = [("lines[1].vat.category", "BT-151")] if path == "lines[1].vat.category" else []
    in_ubl = line_alone if syntax is UBL else []
    for code in words("L M"):
        assert found("BR-FR-08", {path: code}, syntax) == in_ubl


DAYS = {
    "issue_date": "BT-2",
    "vat_point_date": "BT-7",
    "due_date": "BT-9",
    "further_payment_terms[1].due_date": "BT-9",
    "references.preceding_invoices[1].issue_date": "BT-26",
    "delivery.date": "BT-72",
    "invoicing_period.start": "BT-73",
    "invoicing_period.end": "BT-74",
    "lines[1].references.preceding_invoice.issue_date": "EXT-FR-FE-138",
    "lines[1].delivery.date": "EXT-FR-FE-158",
    "lines[1].period.start": "BT-134",
    "lines[1].period.end": "BT-135",
}


@pytest.mark.parametrize("path", DAYS)
def test_a_day_is_of_this_century(path):
    for day in (date(2000, 1, 1), date(2099, 12, 31), None):
        assert found("BR-FR-03", {path: day}) == []
    for day in (date(1999, 12, 31), date(2100, 1, 1)):
        assert found("BR-FR-03", {path: day}) == [(path, DAYS[path])]


CROSS = "/rsm:CrossIndustryInvoice"
TRADE = f"{CROSS}/rsm:SupplyChainTradeTransaction"
SETTLED = f"{TRADE}/ram:ApplicableHeaderTradeSettlement"
UNREAD = {
    f"{CROSS}/rsm:ExchangedDocument/ram:IssueDateTime/udt:DateTimeString": "BT-2",
    f"{SETTLED}/ram:ApplicableTradeTax[2]/ram:TaxPointDate/udt:DateString": "BT-7",
    f"{SETTLED}/ram:SpecifiedTradePaymentTerms/ram:DueDateDateTime/udt:DateTimeString": "BT-9",
    f"{SETTLED}/ram:InvoiceReferencedDocument[1]/ram:FormattedIssueDateTime/qdt:DateTimeString": (
        "BT-26"
    ),
    f"{TRADE}/ram:ApplicableHeaderTradeDelivery/ram:ActualDeliverySupplyChainEvent"
    "/ram:OccurrenceDateTime/udt:DateTimeString": "BT-72",
    f"{SETTLED}/ram:BillingSpecifiedPeriod/ram:StartDateTime/udt:DateTimeString": "BT-73",
    f"{SETTLED}/ram:BillingSpecifiedPeriod/ram:EndDateTime/udt:DateTimeString": "BT-74",
    "/Invoice/cac:BillingReference/cac:InvoiceDocumentReference/cbc:IssueDate": "BT-26",
    "/Invoice/cbc:IssueDate": "BT-2",
    "/Invoice/cbc:TaxPointDate": "BT-7",
    "/Invoice/cbc:DueDate": "BT-9",
    "/Invoice/cac:Delivery/cbc:ActualDeliveryDate": "BT-72",
    "/Invoice/cac:InvoicePeriod[1]/cbc:StartDate": "BT-73",
    "/Invoice/cac:InvoicePeriod/cbc:EndDate": "BT-74",
}


@pytest.mark.parametrize("path", UNREAD)
def test_a_text_that_is_no_day_is_told_with_its_term(path):
    syntax = UBL if path.startswith("/Invoice") else CII
    for reason, seen in (("not a day of the calendar", True), (None, False), ("known", False)):
        kept = Unmapped(path=path, text="x", reason=reason)
        expected = [(path, UNREAD[path])] if seen else []
        assert found("BR-FR-03", {"unmapped": (kept,)}, syntax) == expected
    other = Unmapped(path=f"{path}Other", text="x", reason="not a day of the calendar")
    assert found("BR-FR-03", {"unmapped": (other,)}, syntax) == []
    if syntax is UBL:
        timed = Unmapped(path=path, text="x", reason="a day has no time and no zone")
        assert found("BR-FR-03", {"unmapped": (timed,)}, UBL) == [(path, UNREAD[path])]


NUMBERED = {
    "number": "BT-1",
    "references.preceding_invoices[1].number": "BT-25",
    "lines[1].references.preceding_invoice.number": "EXT-FR-FE-136",
}


@pytest.mark.parametrize("path", NUMBERED)
def test_a_number_is_short_and_plain(path):
    place = [(path, NUMBERED[path])]
    for text in ("F", "F" * 35, "Az9+-_/", None):
        for syntax in (None, UBL, CII):
            assert found("BR-FR-01", {path: text}, syntax) == []
            assert found("BR-FR-02", {path: text}, syntax) == []
    for syntax in (None, UBL, CII):
        assert found("BR-FR-01", {path: "F" * 36}, syntax) == place
        for text in ("F 1", "F.1", "é", "", " F"):
            assert found("BR-FR-02", {path: text}, syntax) == place
            assert found("BR-FR-01", {path: text}, syntax) == ([] if syntax is CII else place)
        assert found("BR-FR-02", {path: "F" * 36}, syntax) == []


TYPED = {
    "type_code": "BT-3",
    "references.preceding_invoices[1].type_code": "EXT-FR-FE-02",
    "lines[1].references.preceding_invoice.type_code": "EXT-FR-FE-137",
}
SIXTEEN = words("380 389 393 501 386 500 384 471 472 473 261 262 381 396 502 503")


@pytest.mark.parametrize("path", TYPED)
def test_a_type_is_one_of_sixteen(path):
    for code in (*SIXTEEN, None):
        assert found("BR-FR-04", {path: code}) == []
    for code in ("326", "751", "38", "", " 380"):
        assert found("BR-FR-04", {path: code}) == [(path, TYPED[path])]


GROUP = Line(
    identifier="G",
    kind="GROUP",
    seller=Party(
        name="S",
        legal_registration=Identifier(scheme="0002", value=SIREN),
        address=Address(country="FR"),
    ),
    totals=LineTotals(vat=D(1), vat_in_accounting_currency=D(1)),
    object_identifier=Identifier(scheme="AFL", value="F2026-0001"),
    further_objects=ids(("AVV", "M1")),
    vat=LineVat(),
)
MISSING = [
    ({"seller": None}, words("seller.name seller.legal_registration seller.address.country")),
    ({"seller.name": None}, ["seller.name"]),
    ({"seller.name": ""}, ["seller.name"]),
    ({"seller.legal_registration": None}, ["seller.legal_registration"]),
    ({"seller.address": None}, ["seller.address.country"]),
    ({"seller.address": Address()}, ["seller.address.country"]),
    ({"totals": None}, words("totals.vat totals.vat_in_accounting_currency")),
    ({"totals.vat": None}, ["totals.vat"]),
    ({"totals.vat": D(0)}, []),
    ({"totals.vat_in_accounting_currency": None}, ["totals.vat_in_accounting_currency"]),
    ({"object_identifier": Identifier(scheme="AFL")}, ["object_identifier"]),
    ({"further_objects": (Identifier(scheme="AVV"),)}, ["object_identifier"]),
    *(
        ({"further_objects": ids(("AVV", code))}, ["object_identifier"])
        for code in words("B8 S8 M8")
    ),
    ({"further_objects": ids(("AVV", "M9"))}, []),
]


@pytest.mark.parametrize(("changes", "missing"), MISSING)
@pytest.mark.parametrize("syntax", [None, CII, UBL])
def test_a_group_says_whose_it_is(changes, missing, syntax):
    group = invoice_with(GROUP, changes)
    invoice = {"business_process": "M8", "lines": (GROUP, group), "vat_currency": "USD"}
    said = [path for path, _ in found("BR-FR-MV-03", invoice, syntax)]
    assert said == [f"lines[1].{name}" for name in missing]
    assert found("BR-FR-MV-03", {**invoice, "business_process": "M1"}, syntax) == []
    one = [p for p in missing if not p.endswith("accounting_currency")]
    said = [path for path, _ in found("BR-FR-MV-03", {**invoice, "vat_currency": None}, syntax)]
    assert said == [f"lines[1].{name}" for name in one]


def test_several_treatments_are_counted_however_they_are_written():
    def about(*notes):
        return [
            len(found(code, {"notes": (*NOTES, *notes)}, syntax))
            for code, syntax in (("BR-FR-31", CII), ("BR-FR-31", None), ("BR-FR-30", UBL))
        ]

    def bar(text):
        return Note(subject="BAR", text=text)

    assert about() == about(bar("B2B")) == about(bar("B2B"), bar("x")) == [0, 0, 0]
    assert about(bar("B2B"), bar("B2B")) == about(bar("B2BINT"), bar("ARCHIVEONLY")) == [1, 1, 1]
    assert about(bar(" B2B "), bar("B2C")) == [1, 1, 0]
    assert about(bar("B2B#BAR#B2C")) == [0, 0, 1]
    assert about(Note(text="x#BAR#B2B#"), Note(text="#BAR#B2C")) == [0, 0, 1]
    assert about(bar(None), Note(text="B2B"), Note(subject="AAI", text="B2B")) == [0, 0, 0]


def test_the_reasons_of_exemption_have_places():
    part = VatBreakdown(category="E", exemption_reason_code="VATEX-FR-CNWVAT")
    changes = {"vat_breakdown": (RIGHT.vat_breakdown[0], part)}
    warning = Severity.WARNING
    place = "vat_breakdown[1].exemption_reason"
    assert found("G1.40", changes, severity=warning) == [(place, "BT-120")]
    assert found("G6.21", changes, severity=warning) == [(f"{place}_code", "BT-121, BT-3")]


DUE = {
    f"{SETTLED}/ram:SpecifiedTradePaymentTerms[2]/ram:DueDateDateTime/udt:DateTimeString": CII,
    "/Invoice/cbc:DueDate": UBL,
    "/Invoice/cac:PaymentMeans[2]/cbc:PaymentDueDate": UBL,
    "/CreditNote/cac:PaymentMeans/cbc:PaymentDueDate": NOTE,
}
ISSUED = {
    f"{CROSS}/rsm:ExchangedDocument/ram:IssueDateTime/udt:DateTimeString": CII,
    "/Invoice/cbc:IssueDate": UBL,
    "/CreditNote/cbc:IssueDate": NOTE,
}


@pytest.mark.parametrize("path", DUE)
def test_a_due_date_that_is_no_day_is_compared_as_a_text(path):
    for text, places in (("0", [(path, "BT-9")]), ("9", [])):
        kept = (Unmapped(path=path, text=text, reason="not a day"),)
        assert found("BR-FR-CO-07", {"unmapped": kept}, DUE[path]) == places
        paid = {"unmapped": kept, "business_process": "B2", "type_code": "380"}
        assert found("BR-FR-CO-07", paid, DUE[path]) == []
    elsewhere = (Unmapped(path=f"{path}/x", text="0", reason="not a day"),)
    assert found("BR-FR-CO-07", {"unmapped": elsewhere}, DUE[path]) == []


@pytest.mark.parametrize("path", ISSUED)
def test_a_day_of_issue_that_is_none_is_compared_as_a_text(path):
    due = [("due_date", "BT-9")]
    if ISSUED[path] is CII:
        due.append(("further_payment_terms[1].due_date", "BT-9"))
    for text, places in (("9", due), ("0", [])):
        kept = (Unmapped(path=path, text=text, reason="not a day"),)
        changes = {"unmapped": kept, "issue_date": None}
        assert found("BR-FR-CO-07", changes, ISSUED[path]) == places
    without = found("BR-FR-CO-07", {"issue_date": None}, ISSUED[path])
    assert without == (due if ISSUED[path] is CII else [])


def test_what_is_said_in_place_of_what_is_wanted_is_told():
    def told(code, changes, syntax):
        invoice = invoice_with(RICH, changes)
        run = FRANCE.run(Subject(invoice=invoice, format=syntax))
        return [f.found for f in run if f.code == code]

    bare = {"notes": (*NOTES, Note(subject="BAR"))}
    assert told("BR-FR-20", bare, CII) == [""]
    grouped = {"business_process": "M8", "lines[0].kind": "DETAIL"}
    for reason, shown in (("x", "x"), (None, None), ("", None)):
        changes = {**grouped, "lines[0].vat.exemption_reason": reason}
        assert told("BR-FR-MV-08", changes, CII) == [shown]
