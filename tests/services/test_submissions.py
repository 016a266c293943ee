"""The law of a submission: what an invoice says is in it, or is named as lost."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from invoice_drafts import builders

from chorus_sdk._http.exchange import encode_json
from chorus_sdk.errors import InvalidInvoiceError
from chorus_sdk.formats.binding.shapes import leaves
from chorus_sdk.invoice.amounts import AllowanceCharge
from chorus_sdk.invoice.attachments import SupportingDocument
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.invoice.notes import Note
from chorus_sdk.invoice.provenance import Unmapped
from chorus_sdk.invoice.references import PrecedingInvoice
from chorus_sdk.sandbox.samples import sample_invoice
from chorus_sdk.services.codes import DepositMode, VatRegime
from chorus_sdk.services.submission_rules import refuse_what_cannot_be_submitted
from chorus_sdk.services.submission_values import Submission, SubmissionLine, SubmissionTerms
from chorus_sdk.services.submission_wire import encode_submission
from chorus_sdk.services.submissions import prepare

IN_THE_DIRECTORY = ("seller.", "buyer.")
OTHER_WORDS = {"vat_point_code", "payment.means[0].code"}
"""Codes of which the platform has fewer: several of ours are one of its."""
MODES = [DepositMode.ENTERED_BY_API, DepositMode.PDF_BY_API]


def rich() -> Invoice:
    """An invoice that says something everywhere where a submission could listen."""
    invoice = sample_invoice(service_code="SERV-1", commitment_number="EJ-1")
    first, second = invoice.lines
    price = first.price.model_copy(update={"base_quantity": Decimal(1), "base_unit": "C62"})
    item = first.item.model_copy(update={"seller_identifier": "REF-1", "description": "en bois"})
    allowance = AllowanceCharge(amount=Decimal("1.00"), reason="Fidélité")
    first = first.model_copy(
        update={"price": price, "item": item, "allowances": (allowance,), "note": "fragile"}
    )
    first = first.model_copy(update={"net_amount": Decimal("96.00")})
    references = invoice.references.model_copy(
        update={
            "contract": "M-1",
            "preceding_invoices": (
                PrecedingInvoice(number="F-0", issue_date=date(2026, 1, 2)),
                PrecedingInvoice(number="F-00"),
            ),
        }
    )
    totals = invoice.totals.model_copy(
        update={
            "lines": Decimal("111.00"),
            "paid": Decimal("10.00"),
            "due": Decimal("124.40"),
            "vat_in_accounting_currency": Decimal("22.40"),
        }
    )
    return invoice.model_copy(
        update={
            "lines": (first, second),
            "references": references,
            "totals": totals,
            "vat_point_code": "72",
            "vat_currency": "EUR",
            "payment_terms": "à 30 jours",
            "notes": (Note(text="Merci", subject="AAI"),),
            "charges": (AllowanceCharge(amount=Decimal(2), reason="Port"),),
            "supporting_documents": (SupportingDocument(reference="D-1"),),
        }
    )


def changed(part: object, path: str) -> object:
    """The same with one value changed, named as in `lines[0].item.name`."""
    step, _, rest = path.partition(".")
    name, _, number = step.partition("[")
    value = getattr(part, name)
    if number:
        place = int(number.rstrip("]"))
        inner = changed(value[place], rest) if rest else other(value[place])
        new = (*value[:place], inner, *value[place + 1 :])
    else:
        new = changed(value, rest) if rest else other(value)
    return part.model_copy(update={name: new})


def other(value: object) -> object:
    if isinstance(value, Decimal):
        return value + 1
    return value + timedelta(days=1) if isinstance(value, date) else f"{value}x"


@pytest.mark.parametrize("mode", MODES)
def test_no_value_changes_in_silence(mode):
    invoice = rich()
    before = prepare(invoice, mode=mode)
    checked = 0
    for path, _ in leaves(invoice):
        if path.startswith(IN_THE_DIRECTORY) or path in {*OTHER_WORDS, "specification"}:
            continue
        after = prepare(changed(invoice, path), mode=mode)
        assert after != before, path
        checked += 1
    assert checked > 40


@pytest.mark.parametrize("mode", MODES)
def test_what_is_called_lost_is_in_no_request(mode):
    invoice = rich()
    before = prepare(invoice, mode=mode)
    lost = {loss.path for loss in before.losses}
    assert {"payment_terms", "lines[0].note", "lines[0].allowances[0].reason"} <= lost
    assert {"charges[0].amount", "references.preceding_invoices[1].number"} <= lost
    assert ("number" in lost) == (mode is DepositMode.ENTERED_BY_API)
    for path in lost:
        after = prepare(changed(invoice, path), mode=mode)
        assert encode_submission(after.submission) == encode_submission(before.submission), path


def test_what_the_model_did_not_hold_is_lost_too():
    invoice = sample_invoice().model_copy(update={"unmapped": (Unmapped(path="/a/b", text="c"),)})
    losses = prepare(invoice, mode=DepositMode.PDF_BY_API).losses
    assert ("/a/b", "c") in {(loss.path, loss.text) for loss in losses}


def test_with_a_pdf_lines_are_all_there_or_none():
    invoice = sample_invoice()
    first, second = invoice.lines
    cut = first.model_copy(update={"quantity": None})
    partial = invoice.model_copy(update={"lines": (cut, second)})
    prepared = prepare(partial, mode=DepositMode.PDF_BY_API)
    assert prepared.submission.lines == ()
    assert "lines[1].vat.category" in {loss.path for loss in prepared.losses}
    assert len(prepare(invoice, mode=DepositMode.PDF_BY_API).submission.lines) == 2


def test_lines_without_numbers_of_their_own_are_counted():
    invoice = sample_invoice()
    named = tuple(
        line.model_copy(update={"identifier": name})
        for line, name in zip(invoice.lines, ("A", "1"), strict=True)
    )
    changed_lines = invoice.model_copy(update={"lines": named})
    prepared = prepare(changed_lines, mode=DepositMode.ENTERED_BY_API)
    assert [line.number for line in prepared.submission.lines] == [1, 2]
    lost = {loss.path for loss in prepared.losses}
    assert {"lines[0].identifier", "lines[1].identifier"} <= lost


def test_mixed_vat_says_the_category_that_its_rate_does_not_say():
    invoice = sample_invoice()
    first, second = invoice.lines
    exempt = second.vat.model_copy(update={"category": "E", "rate": Decimal(0)})
    mixed = invoice.model_copy(update={"lines": (first, second.model_copy(update={"vat": exempt}))})
    lost = {loss.path for loss in prepare(mixed, mode=DepositMode.ENTERED_BY_API).losses}
    assert "lines[1].vat.category" in lost
    assert "lines[0].vat.category" not in lost


@pytest.mark.parametrize("category", ["O", "E", "AE", "K", "G"])
def test_an_invoice_without_vat_is_exempt_or_out_of_scope(category):
    (vat,) = sample_invoice().vat_breakdown
    part = vat.model_copy(update={"category": category, "rate": None})
    invoice = sample_invoice().model_copy(update={"vat_breakdown": (part,)})
    regime = prepare(invoice, mode=DepositMode.PDF_BY_API).submission.vat_regime
    assert regime is (VatRegime.NONE if category == "O" else VatRegime.EXEMPT)


def test_the_terms_say_what_the_invoice_does_not():
    terms = SubmissionTerms(vat_regime="SANS_TVA", payment_means="REPORT", comment="")
    made = prepare(sample_invoice(), terms, mode=DepositMode.PDF_BY_API).submission
    assert (made.vat_regime, made.payment_means) == ("SANS_TVA", "REPORT")
    assert made.comment == ""


def test_a_rate_is_a_code_or_a_number_never_both():
    line = SubmissionLine(number=1, vat_rate=Decimal(20), vat_code="TVA20")
    with pytest.raises(InvalidInvoiceError) as caught:
        refuse_what_cannot_be_submitted(Submission(mode=DepositMode.ENTERED_BY_API, lines=(line,)))
    assert "CPRO-SUBMIT-RATE" in {finding.code for finding in caught.value.report}


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(builders())
def test_any_invoice_becomes_a_body_or_a_typed_refusal(builder):
    invoice = builder.build()
    for mode in MODES:
        prepared = prepare(invoice, SubmissionTerms(supplier_id=1), mode=mode)
        assert encode_json(encode_submission(prepared.submission))
        with suppress(InvalidInvoiceError):
            refuse_what_cannot_be_submitted(prepared.submission)


@pytest.mark.parametrize("amount", ["1e40", "-1e40", "1e-9"])
def test_amounts_that_no_cent_can_hold_are_said(amount):
    first, second = sample_invoice().lines
    price = first.price.model_copy(update={"net": Decimal(amount), "base_quantity": Decimal(3)})
    odd = first.model_copy(update={"price": price, "quantity": Decimal("1e40")})
    invoice = sample_invoice().model_copy(update={"lines": (odd, second)})
    prepared = prepare(invoice, mode=DepositMode.ENTERED_BY_API)
    assert "lines[0].net_amount" in {loss.path for loss in prepared.losses}
    with pytest.raises(InvalidInvoiceError) as caught:
        refuse_what_cannot_be_submitted(prepared.submission)
    assert "CPRO-SUBMIT-AMOUNT" in {finding.code for finding in caught.value.report}
