"""Every value of an invoice is in the column that is named for it."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from decimal import Decimal

import pytest

from chorus_sdk.export.files import SourceFile
from chorus_sdk.export.pieces import Block, Selection
from chorus_sdk.export.reading import read_pieces
from chorus_sdk.export.tables import TABLES, table_named

KEY = {"source_file": "f.xml", "invoice_index": 1}
INVOICE = {
    **KEY,
    "invoice_number": "F1",
    "flow_id": "CPP0010036000000000000001",
    "flow_date": date(2026, 1, 5),
    "chorus_id": 77,
    "resend": "Oui",
    "original_invoice_number": "F0",
    "type_code": "381",
    "framework": "A9",
    "issue_date": date(2026, 1, 4),
    "delivery_date": date(2026, 1, 3),
    "reception_date": date(2026, 1, 9),
    "project_manager_date": date(2026, 1, 10),
    "currency": "EUR",
    "net_total": Decimal("100.00"),
    "gross_total": Decimal("120.00"),
    "payable": Decimal("119.9"),
    "payment_means": "30",
    "payment_means_label": "Virement",
    "supplier_identifier_kind": "1",
    "supplier_identifier": "99986401570264",
    "supplier_name": "Verger & Fils",
    "supplier_country": "FR",
    "issuing_mode": "numérisation",
    "bank_account_kind": "IBAN",
    "bank_account": "FR00",
    "bank_institution": "Banque",
    "payee": "Affacturage",
    "recipient_siret": "99944232322181",
    "recipient_name": "Commune",
    "service_code": "VOIRIE",
    "service_name": "Service, voirie",
    "contract_number": "M-1",
    "commitment_number": "0000000042",
    "rank": 3,
    "unmapped": None,
}
LINES = [
    ("f.xml", 1, 1, "F1", 10, "PEN", Decimal("1.50"), Decimal(2), Decimal("3.00"), Decimal(20)),
    ("f.xml", 1, 2, "F1", 20, None, Decimal(-1), Decimal("0.5"), Decimal("-0.5"), None),
]
VAT = [
    ("f.xml", 1, 1, "F1", Decimal("5.5"), Decimal(40), Decimal("2.20")),
    ("f.xml", 1, 2, "F1", Decimal(20), Decimal(60), Decimal(12)),
]
FILE = {
    **KEY,
    "attachment_index": 1,
    "invoice_number": "F1",
    "rank": 1,
    "name": "FACF1.pdf",
    "original_name": None,
    "category": "Facture PDF",
    "type_code": "01",
    "role": "original",
    "media_type": "application/pdf",
    "size": 16,
    "unique_id": "U",
    "original_id": "O",
    "problem": None,
}
BROKEN_FILE = {
    **KEY,
    "attachment_index": 2,
    "invoice_number": "F1",
    "rank": 2,
    "name": "PJ01X.csv",
    "original_name": "tableau.csv",
    "category": None,
    "type_code": "02",
    "role": "complement",
    "media_type": "text/csv",
    "size": None,
    "unique_id": None,
    "original_id": None,
    "problem": "document.malformed",
}
STEP = {
    **KEY,
    "step_index": 1,
    "invoice_number": "F1",
    "status_date": date(2026, 1, 8),
    "status": 1,
    "complement": "Déposée",
    "comment": "ligne 1\nligne 2",
    "producer_identifier_kind": "1",
    "producer_identifier": "99944232322181",
    "producer_name": "Commune",
    "producer_country": "FR",
    "producer_note": "n",
}


@pytest.fixture
def rows(tmp_path):
    """A function that gives the rows of each table, as dictionaries, of a flow's text."""

    def read(text: str, **choice) -> dict[str, list[dict]]:
        path = tmp_path / "f.xml"
        path.write_text(text, encoding="utf-8")
        found: dict[str, list[dict]] = {name: [] for name in TABLES}
        for piece in read_pieces([SourceFile(path, "f.xml")], Selection(**choice)):
            assert isinstance(piece, Block)
            names = piece.table.names
            found[piece.table.name] += [dict(zip(names, row, strict=True)) for row in piece.rows]
        return found

    return read


def test_each_value_is_in_its_column(rows, make_flow, make_invoice):
    found = rows(make_flow(make_invoice("F1")))
    assert found["invoices"] == [INVOICE]
    assert [tuple(row.values()) for row in found["lines"]] == LINES
    assert [tuple(row.values()) for row in found["vat"]] == VAT
    assert found["attachments"] == [FILE, BROKEN_FILE]
    assert found["validation_steps"] == [STEP]


def test_numbers_keep_the_scale_in_which_they_were_written(rows, make_flow, make_invoice):
    (invoice,) = rows(make_flow(make_invoice(net="3245.680000")))["invoices"]
    assert str(invoice["net_total"]) == "3245.680000"


def test_codes_are_plain_text(rows, make_flow, make_invoice):
    (invoice,) = rows(make_flow(make_invoice()))["invoices"]
    assert {type(invoice[name]) for name in ("framework", "resend", "issuing_mode")} == {str}


def test_every_column_of_a_row_has_its_declared_kind_and_keys_are_never_empty(
    rows, make_flow, make_invoice
):
    kinds = {"string": str, "int64": int, "date32": date, "binary": bytes}
    found = rows(make_flow(make_invoice()), content=True)
    for name, some in found.items():
        for column in table_named(name, content=True).columns:
            for row in some:
                value = row[column.name]
                assert value is not None or column.nullable, (name, column.name)
                assert value is None or type(value) is kinds.get(column.kind.arrow, Decimal)


def test_what_is_in_no_column_is_in_unmapped(rows, make_flow, make_invoice):
    (invoice,) = rows(make_flow(make_invoice(extra="<Inconnu>mot</Inconnu>")))["invoices"]
    ((path, text),) = json.loads(invoice["unmapped"])
    assert (path, text) == ("DonneesFacture/Inconnu", "mot")


def test_a_number_that_does_not_fit_is_a_finding_and_never_rounded(rows, make_flow, make_invoice):
    found = rows(make_flow(make_invoice(net="0.12345678901"), make_invoice("F2")))
    assert [row["net_total"] for row in found["invoices"]] == [None, Decimal(100)]
    told = [row for row in found["findings"] if row["code"] == "EXPORT-DOES-NOT-FIT"]
    assert [(row["path"], row["found"], row["invoice_number"]) for row in told] == [
        ("invoices.net_total", "0.12345678901", "F1")
    ]


def test_content_is_bytes_with_their_digest(rows, make_flow, make_invoice):
    good, broken = rows(make_flow(make_invoice()), content=True)["attachments"]
    assert good["content"] == b"%PDF-1.7 content"
    assert good["sha256"] == hashlib.sha256(b"%PDF-1.7 content").hexdigest()
    assert (broken["content"], broken["sha256"]) == (None, None)


def test_a_broken_invoice_keeps_its_rank_and_its_text(rows, make_flow, make_invoice):
    units = [make_invoice("F1"), make_invoice("F2", day="never"), make_invoice("F3")]
    found = rows(make_flow(*units))
    assert [(row["invoice_index"], row["invoice_number"]) for row in found["invoices"]] == [
        (1, "F1"),
        (3, "F3"),
    ]
    left = {row["found"] for row in found["findings"] if row["code"] == "EXPORT-UNMAPPED"}
    assert {"never", "Verger & Fils", "0000000042"} <= left


def test_only_the_tables_that_are_wanted_are_made(rows, make_flow, make_invoice):
    found = rows(make_flow(make_invoice()), tables=("vat",))
    assert {name for name, some in found.items() if some} == {"vat"}


def test_a_table_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="vat"):
        Selection(tables=("vats",))
