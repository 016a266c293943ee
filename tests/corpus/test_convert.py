"""Real documents in another syntax and in a lesser profile: what crosses, and what is declared."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from invoice_strategies import leaves

from chorus_sdk.errors import UnsupportedProfileError
from chorus_sdk.formats.base import Conversion, FormatId
from chorus_sdk.formats.conversion import convert
from chorus_sdk.formats.documents import read
from chorus_sdk.formats.schemas import check_schema
from chorus_sdk.invoice import Invoice

UBL = ("ubl-invoice", "ubl-creditnote")
CORE = ("facturx-basic", "en16931", "en16931-ctc-fr", "peppol-bis3", "xrechnung")
NO_CALENDAR_DAY = "or-gap__CII_business_example_Z-date-20260231.xml"
BESIDE_EN16931 = {
    "tax_registration_scheme": "which register BT-32 is of: UBL says it, CII knows VA and FC",
    "contact.department": "a second text for BT-41, BT-56: CII has two places, UBL one",
    "references.project_name": "CII wants a name beside BT-11, which EN 16931 fixes",
    "price.gross_base_quantity": "a base quantity of its own for the gross price",
    "price.gross_base_unit": "its unit",
    "supporting_documents[0].external_mime": "what UBL says of a file elsewhere",
    "supporting_documents[0].external_name": "the same",
    "card.network": "UBL demands the card's network, EN 16931 has no such term",
    "transfer.second_account": "CII has a national account number beside the IBAN",
    "payment.remittance": "UBL holds BT-83 inside a payment means, and there is none",
}
"""Places that documents of EN 16931 use, and that are no term of it, or not there alone."""


@pytest.fixture(scope="module")
def documents(corpus: Path, corpus_index: list[dict]) -> list[tuple[dict, bytes]]:
    rows = (row for row in corpus_index if row["family"] in (*UBL, "cii"))
    return [(r, (corpus / r["path"]).read_bytes()) for r in rows if r["expected"] == "valid"]


@pytest.fixture(scope="module")
def crossings(documents) -> list[tuple[dict, bytes, Conversion]]:
    """Each document in the other syntax; those without lines cannot be UBL."""
    made = []
    for row, data in documents:
        target = FormatId.CII_INVOICE if row["family"] in UBL else FormatId.UBL_INVOICE
        try:
            made.append((row, data, convert(data, target)))
        except UnsupportedProfileError:
            assert row["profile"] in ("facturx-minimum", "facturx-basicwl")
    return made


def core(crossings) -> Iterator[tuple[dict, bytes, Conversion]]:
    return (
        (row, data, made)
        for row, data, made in crossings
        if row["profile"] in CORE and not read(data).lines[0].sub_lines
    )


def test_most_documents_cross(crossings, documents) -> None:
    assert len(crossings) > len(documents) * 9 // 10


def test_documents_of_en_16931_lose_nothing_that_is_a_term_of_it(crossings) -> None:
    failures = [
        (row["path"], loss.path)
        for row, data, made in core(crossings)
        for loss in made.losses
        if not loss.path.endswith(tuple(BESIDE_EN16931)) and loss.path[0] != "/"
    ]
    assert failures == []


def test_a_conversion_says_when_it_is_lossless(crossings) -> None:
    """And then the way back gives the same invoice, in the words of both syntaxes."""
    lossless = [entry for entry in core(crossings) if entry[2].is_lossless]
    failures = []
    for row, data, made in lossless:
        back = convert(made.content, FormatId(made_from(row)))
        if not back.is_lossless or plain(read(back.content)) != plain(read(data)):
            failures.append(row["path"])
    assert failures == []
    assert len(lossless) > 200


def test_what_crosses_is_all_that_is_not_declared_lost(crossings) -> None:
    """Extensions included."""
    failures = []
    for row, data, made in crossings:
        before, after = plain(read(data)), plain(read(made.content))
        lost = {loss.path for loss in made.losses}
        wrong = [p for p, v in before.items() if p not in lost and after.get(p) != v]
        shifted = {p[: n + 1] for p in lost for n, c in enumerate(p) if c == "[" and p[0] != "/"}
        wrong = [p for p in wrong if not p.startswith(tuple(shifted - {"lines["}))]
        if wrong:
            failures.append((row["path"], wrong))
    assert failures == []


def test_what_crosses_fits_the_schema_of_its_new_syntax(crossings) -> None:
    failures = []
    for row, _, made in crossings:
        if Path(row["path"]).name != NO_CALENDAR_DAY:
            found = check_schema(made.content, made.format)
            failures += [(row["path"], finding.message) for finding in found]
    assert failures == []


def test_the_type_code_decides_the_root_of_ubl(crossings) -> None:
    roots = {
        (read(data).type_code, made.format)
        for row, data, made in crossings
        if row["family"] == "cii"
    }
    assert ("380", FormatId.UBL_INVOICE) in roots
    assert ("381", FormatId.UBL_CREDIT_NOTE) in roots
    assert len({code for code, _ in roots}) == len(roots)


def test_a_lesser_profile_names_each_term_that_it_drops(documents) -> None:
    failures = []
    for row, data in documents:
        before = read(data)
        made = convert(data, FormatId.CII_INVOICE, profile="basic-wl")
        after = leaves(read(made.content))
        lost = {loss.path for loss in made.losses if loss.path[0] != "/"}
        kept = {path for path in leaves(before) if path not in lost} - {"specification"}
        if len(after) - 1 != len(kept):
            failures.append((row["path"], len(after), len(kept)))
        if any(loss.term is None for loss in made.losses if loss.path.startswith("lines[0].item.")):
            failures.append((row["path"], "term"))
    assert failures == []


def made_from(row: dict) -> str:
    return {"ubl-creditnote": "ubl-credit-note", "cii": "cii-invoice"}.get(
        row["family"], row["family"]
    )


def plain(invoice: Invoice) -> dict[str, object]:
    """What an invoice says, in the words that both syntaxes have.

    UBL has one place for a contact point. Where the schema of one syntax demands a sum that the
    other may leave out, it is worked out: a discount of zero beside a gross price, the gross
    price beside a discount, the VAT total beside its breakdown.
    """
    said = leaves(invoice)
    for path in [path for path in said if path.endswith("contact.department")]:
        said.setdefault(path.replace("department", "name"), said.pop(path))
    for number, line in enumerate(invoice.lines):
        place, price = f"lines[{number}].price", line.price
        if price.gross is not None and not price.discount:
            said[f"{place}.discount"] = Decimal(0)
        if price.discount is not None and price.net is not None:
            said.setdefault(f"{place}.gross", price.net + price.discount)
    if invoice.vat_breakdown:
        taxes = (vat.tax_amount or Decimal(0) for vat in invoice.vat_breakdown)
        said.setdefault("totals.vat", sum(taxes, Decimal(0)))
    return said
