"""Real documents, read and written again in their own syntax."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from invoice_strategies import leaves

from chorus_sdk.formats.base import FormatId, Profile, Written
from chorus_sdk.formats.cii import reader as cii_reader
from chorus_sdk.formats.cii import writer as cii_writer
from chorus_sdk.formats.composition import compose
from chorus_sdk.formats.facturx.container import embedded_invoice
from chorus_sdk.formats.schemas import check_schema
from chorus_sdk.formats.ubl import reader as ubl_reader
from chorus_sdk.formats.ubl import writer as ubl_writer
from chorus_sdk.invoice import Invoice

FORMATS = {
    "ubl-invoice": FormatId.UBL_INVOICE,
    "ubl-creditnote": FormatId.UBL_CREDIT_NOTE,
    "cii": FormatId.CII_INVOICE,
}
NO_CALENDAR_DAY = {
    "or-gap__CII_business_example_Z-date-20260231.xml",
    "or-frgap__cii-date-20260431.xml",
}
"""The model cannot hold them, so the rewritten document lacks them."""


@pytest.fixture(scope="module")
def documents(corpus: Path, corpus_index: list[dict]) -> list[tuple[dict, bytes]]:
    """Valid XML documents, those inside PDFs included."""
    found = []
    for row in corpus_index:
        data = (corpus / row["path"]).read_bytes() if row["expected"] == "valid" else b""
        if data and row["family"] in FORMATS:
            found.append((row, data))
        elif data and row["family"] == "facturx-pdf" and "zf1__" not in row["path"]:
            found.append(({**row, "family": "cii"}, embedded_invoice(data).content))
    return found


def read(row: dict, data: bytes) -> Invoice:
    return (cii_reader if row["family"] == "cii" else ubl_reader).read(data)


def write(row: dict, invoice: Invoice) -> Written:
    if row["family"] == "cii":
        return cii_writer.compose(invoice)
    return ubl_writer.compose(invoice, FORMATS[row["family"]])


def on_the_calendar(documents) -> Iterator[tuple[dict, bytes]]:
    return ((r, d) for r, d in documents if Path(r["path"]).name not in NO_CALENDAR_DAY)


def test_what_is_written_reads_back_as_the_same_invoice_and_nothing_is_lost(documents) -> None:
    failures = []
    for row, data in documents:
        invoice = read(row, data)
        written = write(row, invoice)
        back = read(row, written.content)
        if written.losses or back != invoice or back.unmapped:
            failures.append(row["path"])
    assert failures == []


def test_what_is_written_fits_the_schema_when_its_source_did(documents) -> None:
    failures = []
    for row, data in on_the_calendar(documents):
        format_id = FORMATS[row["family"]]
        if not check_schema(data, format_id):
            found = check_schema(write(row, read(row, data)).content, format_id)
            failures += [(row["path"], finding.message) for finding in found]
    assert failures == []


def test_a_second_writing_gives_the_same_bytes(documents) -> None:
    failures = []
    for row, data in documents:
        once = write(row, read(row, data)).content
        if write(row, read(row, once)).content != once:
            failures.append(row["path"])
    assert failures == []


def test_an_invoice_in_two_syntaxes_is_the_same_invoice(corpus: Path) -> None:
    """The published pairs of XP Z12-014: several sellers, and lines below lines.

    Their UBL does not say the contact's department, UBL has no place for a line's total with
    VAT, and BT-24 names the profile of each syntax.
    """
    only_in_cii = ("contact.department", "totals.with_vat", "specification")
    for pattern in ("UC11_F202600022_MULTI-VENDEUR", "UC12_F202600025_SOUS-LIGNE"):
        (ubl,) = corpus.glob(f"ubl/af14x__{pattern}_UBL*")
        (cii,) = corpus.glob(f"cii/af14x__{pattern}_CII*")
        one = leaves(ubl_reader.read(ubl.read_bytes()))
        other = leaves(cii_reader.read(cii.read_bytes()))
        assert {"GROUP", "DETAIL"} <= set(map(str, one.values()))
        differing = {path for path in one | other if one.get(path) != other.get(path)}
        assert {path for path in differing if not path.endswith(only_in_cii)} == set()


@pytest.mark.parametrize("profile", ["en16931", "basic", "basic-wl", "minimum"])
def test_a_document_of_a_lesser_profile_fits_its_narrower_schema(documents, profile: str) -> None:
    """The schema of each profile of Factur-X is the judge of what each profile carries."""
    failures = []
    for row, data in on_the_calendar(documents):
        invoice = read(row, data)
        if not can_become(invoice, profile):
            continue
        made = compose(invoice, FormatId.FACTURX, profile)
        found = check_schema(made.content, FormatId.FACTURX, Profile(profile))
        failures += [(row["path"], finding.message) for finding in found]
    assert failures == []


def can_become(invoice: Invoice, profile: str) -> bool:
    """A lesser profile needs what it demands: lines and their prices, sums, a currency."""
    if profile == "minimum":
        return True
    if profile == "basic-wl":
        return bool(invoice.vat_breakdown) and invoice.totals.lines is not None
    plain = (line.price.net is not None and line.vat.category for line in invoice.lines)
    return bool(invoice.lines) and all(plain)
