"""The documents that the sandbox makes are what they say they are."""

from __future__ import annotations

import pytest

from chorus_sdk.formats.base import FormatId, Profile
from chorus_sdk.formats.detect import detect
from chorus_sdk.formats.documents import read
from chorus_sdk.formats.facturx.container import embedded_invoice
from chorus_sdk.formats.schemas import check_schema
from chorus_sdk.sandbox.samples import (
    broken_facturx,
    sample_cii,
    sample_facturx,
    sample_invoice,
    sample_lot,
    sample_ubl,
    vat_number,
)


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (sample_cii, FormatId.CII_INVOICE),
        (sample_ubl, FormatId.UBL_INVOICE),
        (sample_facturx, FormatId.FACTURX),
        (broken_facturx, FormatId.FACTURX),
    ],
)
def test_samples_are_of_their_format_and_fit_its_schema(make, expected):
    content = make()
    found = detect(content)
    assert found.format is expected
    xml = embedded_invoice(content).content if expected is FormatId.FACTURX else content
    assert check_schema(xml, expected, found.profile) == ()


@pytest.mark.parametrize("make", [sample_cii, sample_ubl, sample_facturx])
def test_samples_say_what_the_invoice_says_and_are_the_same_every_time(make):
    content = make()
    assert read(content) == sample_invoice()
    assert make() == content


def test_a_sample_facturx_is_pdf_a_3_of_the_standard_profile():
    found = detect(sample_facturx())
    assert found.pdf.pdfa_part == 3
    assert found.profile is Profile.EN16931
    assert embedded_invoice(sample_facturx()).findings == ()


def test_the_broken_one_lacks_the_payment_means_and_nothing_else():
    broken = read(broken_facturx("F-9"))
    assert broken == sample_invoice(number="F-9").model_copy(update={"payment": None})


def test_the_sums_of_the_sample_are_right():
    invoice = sample_invoice()
    assert sum(line.net_amount for line in invoice.lines) == invoice.totals.without_vat
    assert all(line.quantity * line.price.net == line.net_amount for line in invoice.lines)
    (part,) = invoice.vat_breakdown
    assert part.taxable_amount * part.rate / 100 == part.tax_amount
    assert invoice.totals.without_vat + part.tax_amount == invoice.totals.with_vat


def test_a_lot_is_a_gzip_with_the_same_bytes_every_time():
    files = {"a.xml": sample_cii(), "b.xml": sample_ubl()}
    assert detect(sample_lot(files)).format is FormatId.TAR_GZ
    assert sample_lot(files) == sample_lot(files)


def test_vat_numbers_have_the_key_of_their_siren():
    assert vat_number("732829320") == "FR44732829320"
