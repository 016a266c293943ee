"""The French extension (EXT-FR-FE), where another library says that its terms stand.

`factur-x` holds the element path of each term in both syntaxes, written by its own authors.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from importlib import import_module

import pytest
from lxml import etree

from chorus_sdk.formats.cii import reader as cii_reader
from chorus_sdk.formats.cii import writer as cii_writer
from chorus_sdk.formats.cii.rows import QDT, RAM, RSM, UDT
from chorus_sdk.formats.ubl import reader as ubl_reader
from chorus_sdk.formats.ubl import writer as ubl_writer
from chorus_sdk.formats.ubl.rows import CAC, CBC
from chorus_sdk.invoice import Invoice

CII = {"rsm": RSM, "ram": RAM, "udt": UDT, "qdt": QDT}
UBL = {"cac": CAC, "cbc": CBC, "ubl": "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"}
DAY = date(2026, 3, 31)
PARTY = {"name": "Tiers", "identifiers": [{"value": "12345678200077", "scheme": "0009"}]}
LINE = {"identifier": "2"}
DOCUMENT = {
    "EXT-FR-FE-01": ("references.contract_type", "MARCHE"),
    "EXT-FR-FE-185": ("delivery_terms.code", "DAP"),
    "EXT-FR-FE-186": ("delivery_terms.location", "Lyon"),
    "EXT-FR-FE-197": ("references.purchase_order_date", DAY),
    "EXT-FR-FE-198": ("references.despatch_advice_date", DAY),
    "EXT-FR-FE-199": ("references.contract_date", DAY),
    "EXT-FR-FE-BG-01": ("buyer_agent", PARTY),
    "EXT-FR-FE-BG-02": ("payer", PARTY),
    "EXT-FR-FE-BG-03": ("sales_agent", PARTY),
    "EXT-FR-FE-BG-04": ("invoicee", PARTY),
    "EXT-FR-FE-BG-05": ("invoicer", PARTY),
}
OF_A_LINE = {
    "EXT-FR-FE-135": ("references.purchase_order", "PO-7"),
    "EXT-FR-FE-136": ("references.preceding_invoice.number", "F-0"),
    "EXT-FR-FE-137": ("references.preceding_invoice.type_code", "380"),
    "EXT-FR-FE-138": ("references.preceding_invoice.issue_date", DAY),
    "EXT-FR-FE-139": ("references.preceding_invoice.line", "8"),
    "EXT-FR-FE-140": ("references.despatch_advice.number", "D-1"),
    "EXT-FR-FE-141": ("references.despatch_advice.line", "4"),
    "EXT-FR-FE-144": ("references.sales_order.number", "SO-1"),
    "EXT-FR-FE-145": ("references.sales_order.line", "5"),
    "EXT-FR-FE-158": ("delivery.date", DAY),
    "EXT-FR-FE-163": ("kind", "DETAIL"),
    "EXT-FR-FE-181": ("totals.vat", Decimal("1.20")),
    "EXT-FR-FE-182": ("totals.vat_in_accounting_currency", Decimal("1.30")),
    "EXT-FR-FE-184": ("totals.with_vat", Decimal("7.20")),
    "EXT-FR-FE-193": ("delivery_terms.code", "DAP"),
    "EXT-FR-FE-194": ("delivery_terms.location", "Lyon"),
    "EXT-FR-FE-200": ("references.purchase_order_date", DAY),
    "EXT-FR-FE-BG-12": ("seller", PARTY),
}
NOT_IN_UBL = {"EXT-FR-FE-184"}
BESIDE = {
    "currency": "EUR",
    "vat_currency": "CHF",
    "number": "F-1",
    "references": {"contract": "C", "purchase_order": "PO", "despatch_advice": "D"},
    "payment": {"means": [{"code": "59"}]},
}
"""What the schemas want around some of the terms."""


def with_value(path: str, value: object, *, line: bool) -> Invoice:
    content = {key: dict(v) if isinstance(v, dict) else v for key, v in BESIDE.items()}
    part = dict(LINE) if line else content
    if line:
        content["lines"] = [part]
    *names, last = path.split(".")
    for name in names:
        part = part.setdefault(name, {})
    part[last] = value
    return Invoice.model_validate(content)


def found(root: etree._Element, path: str, names: dict[str, str]) -> list[str]:
    nodes = root.xpath(path % {"BT-5": "EUR", "BT-6": "CHF"}, namespaces=names)
    return [" ".join("".join(node.itertext()).split()) for node in nodes]


def as_text(value: object, *, cii: bool) -> str:
    if isinstance(value, date):
        return value.strftime("%Y%m%d") if cii else value.isoformat()
    return str(value)


def holds(texts: list[str], value: object, *, cii: bool) -> bool:
    if isinstance(value, dict):
        return len(texts) == 1 and value["name"] in texts[0]
    return texts == [as_text(value, cii=cii)]


def field_of(term: str) -> dict:
    fields = import_module("facturx.generate_xml").EN16931_FIELDS
    return fields[term] if term in DOCUMENT else fields["BG-25"]["fields"][term]


CASES = [(term, False) for term in DOCUMENT] + [(term, True) for term in OF_A_LINE]


@pytest.mark.parametrize(("term", "of_a_line"), CASES)
def test_a_term_of_the_french_extension_stands_at_its_path_in_cii(term, of_a_line) -> None:
    path, value = (OF_A_LINE if of_a_line else DOCUMENT)[term]
    invoice = with_value(path, value, line=of_a_line)
    written = cii_writer.compose(invoice)
    line = (
        "/rsm:CrossIndustryInvoice/rsm:SupplyChainTradeTransaction"
        "/ram:IncludedSupplyChainTradeLineItem/"
    )
    where = (line if of_a_line else "") + field_of(term)["cii_xpath"]
    texts = found(etree.fromstring(written.content), where, CII)
    assert holds(texts, value, cii=True)
    assert written.losses == ()
    assert cii_reader.read(written.content) == invoice


@pytest.mark.parametrize(("term", "of_a_line"), CASES)
def test_a_term_of_the_french_extension_stands_at_its_path_in_ubl(term, of_a_line) -> None:
    path, value = (OF_A_LINE if of_a_line else DOCUMENT)[term]
    invoice = with_value(path, value, line=of_a_line)
    written = ubl_writer.compose(invoice)
    if term in NOT_IN_UBL:
        assert [loss.path for loss in written.losses] == [f"lines[0].{path}"]
        return
    path_there = field_of(term)["ubl_xpath"].replace("/Invoice/", "/ubl:Invoice/")
    where = ("/ubl:Invoice/cac:InvoiceLine/" if of_a_line else "") + path_there
    texts = found(etree.fromstring(written.content), where, UBL)
    assert holds(texts, value, cii=False)
    assert written.losses == ()
    assert ubl_reader.read(written.content) == invoice


def test_the_place_of_a_line_in_the_tree_is_told_from_a_preceding_invoice() -> None:
    """EXT-FR-FE-162 and EXT-FR-FE-136 stand in one element of UBL, told apart by the number."""
    lines = (
        {"identifier": "1", "kind": "GROUP"},
        {
            "identifier": "2",
            "kind": "DETAIL",
            "parent": "1",
            "references": {"preceding_invoice": {"number": "F-0", "line": "9"}},
        },
    )
    invoice = Invoice.model_validate({"number": "F-1", "lines": lines})
    for module, reader in ((ubl_writer, ubl_reader), (cii_writer, cii_reader)):
        written = module.compose(invoice)
        assert written.losses == ()
        assert reader.read(written.content) == invoice
