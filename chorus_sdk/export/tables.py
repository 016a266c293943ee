"""The tables of a pivot flow (*tables d'un flux pivot*): their documented schema, as data.

Rows of all tables of one invoice carry the same `source_file` and `invoice_index`: join on these.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from chorus_sdk.export.columns import Column, Kind, Table
from chorus_sdk.export.invoice_table import INVOICES

_TEXT, _INTEGER, _AMOUNT = Kind.TEXT, Kind.INTEGER, Kind.AMOUNT


_FILE: Final = "file, as a path below the folder read"
_INDEX: Final = "rank of the invoice in its file, from 1"
_NUMBER: Final = "supplier's number, Id"


def _key(index: str, meaning: str) -> tuple[Column, ...]:
    return (
        Column("source_file", _TEXT, "", _FILE, nullable=False),
        Column("invoice_index", _INTEGER, "", _INDEX, nullable=False),
        Column(index, _INTEGER, "", meaning, nullable=False),
        Column("invoice_number", _TEXT, "", _NUMBER, nullable=False),
    )


LINES: Final = Table(
    "lines",
    (
        *_key("line_index", "rank of the line in its invoice, from 1"),
        Column("rank", _INTEGER, "rank", "NumOrdre of the line"),
        Column("product_reference", _TEXT, "product_reference", "ReferenceProduit"),
        Column("unit_price", _AMOUNT, "unit_price", "PrixUnitaire"),
        Column("quantity", _AMOUNT, "quantity", "Quantite"),
        Column("net_amount", _AMOUNT, "net_amount", "MontantHT"),
        Column("vat_rate", _AMOUNT, "vat_rate", "per cent, TauxTVA"),
    ),
    key=("source_file", "invoice_index", "line_index"),
)
"""One row a line (*lignes*)."""

VAT: Final = Table(
    "vat",
    (
        *_key("vat_index", "rank of the rate in its invoice, from 1"),
        Column("rate", _AMOUNT, "rate", "per cent, Taux"),
        Column("base", _AMOUNT, "base", "BaseHt"),
        Column("amount", _AMOUNT, "amount", "MontantTVA"),
    ),
    key=("source_file", "invoice_index", "vat_index"),
)
"""One row a rate of an invoice (*TVA*)."""

ATTACHMENTS: Final = Table(
    "attachments",
    (
        *_key("attachment_index", "rank of the file in its invoice, from 1"),
        Column("rank", _INTEGER, "rank", "NumOrdre of the file"),
        Column("name", _TEXT, "name", "Chorus Pro's name, NomPJ"),
        Column("original_name", _TEXT, "original_name", "supplier's name, NomPJOrigine"),
        Column("category", _TEXT, "category", "CategoriePJ"),
        Column("type_code", _TEXT, "type_code", "01 the invoice itself, 02 anything else, TypePJ"),
        Column("role", _TEXT, "role", "original, readable-copy or complement"),
        Column("media_type", _TEXT, "media_type", "of the file inside its zip, MimeTypePJ"),
        Column("size", _INTEGER, "size", "bytes, unpacked, as the zip states them"),
        Column("unique_id", _TEXT, "unique_id", "IdUnique"),
        Column("original_id", _TEXT, "original_id", "IdOriginal"),
        Column("problem", _TEXT, "problem.code", "why the file cannot be read, an error's code"),
    ),
    key=("source_file", "invoice_index", "attachment_index"),
)
"""One row a file of an invoice (*pièces jointes*), without its bytes."""

ATTACHMENT_CONTENT: Final = (
    Column("sha256", _TEXT, "", "digest of the file, hexadecimal"),
    Column("content", Kind.BYTES, "", "bytes of the file, unpacked"),
)
"""What `attachments` has besides, where content is asked for (*contenu des pièces jointes*)."""

VALIDATION_STEPS: Final = Table(
    "validation_steps",
    (
        *_key("step_index", "rank of the step in its invoice, from 1"),
        Column("status_date", Kind.DAY, "on", "DateStatut", nullable=False),
        Column("status", _INTEGER, "status", "status number, CodeStatut"),
        Column("complement", _TEXT, "complement", "ComplementStatut"),
        Column("comment", _TEXT, "comment", "Commentaire"),
        Column("producer_identifier_kind", _TEXT, "producer.identifier_kind", "TypeIdentifiant"),
        Column("producer_identifier", _TEXT, "producer.identifier", "ProducteurStatut/Id"),
        Column("producer_name", _TEXT, "producer.name", "RaisonSociale"),
        Column("producer_country", _TEXT, "producer.country", "CodePays"),
        Column("producer_note", _TEXT, "producer.note", "Note"),
    ),
    key=("source_file", "invoice_index", "step_index"),
)
"""One row a validation step (*cycle de validation*)."""

FINDINGS: Final = Table(
    "findings",
    (
        Column("source_file", _TEXT, "", _FILE, nullable=False),
        Column("code", _TEXT, "code", "stable name of the finding", nullable=False),
        Column("severity", _TEXT, "severity", "error, warning or information", nullable=False),
        Column("message", _TEXT, "message", "what there is to say", nullable=False),
        Column("member", _TEXT, "location.file", "file inside a container"),
        Column("path", _TEXT, "location.path", "place in the document"),
        Column("invoice_number", _TEXT, "location.invoice", "invoice it is about"),
        Column("found", _TEXT, "found", "what stands there"),
        Column("expected", _TEXT, "expected", "what should stand there"),
    ),
    key=(),
)
"""One row for each thing worth saying (*constats*), in document order; a row may occur twice."""

TABLES: Final[Mapping[str, Table]] = MappingProxyType(
    {table.name: table for table in (INVOICES, LINES, VAT, ATTACHMENTS, VALIDATION_STEPS, FINDINGS)}
)
"""All tables by name, in the order in which they are written."""


def table_named(name: str, *, content: bool = False) -> Table:
    """Return a table by its name (*choix d'une table*).

    Args:
        name: one of `TABLES`.
        content: with the bytes of attachments, where the table is `attachments`.

    Raises:
        ValueError: no such table; the message names those that there are.

    Example:
        >>> table_named("vat").key
        ('source_file', 'invoice_index', 'vat_index')
        >>> table_named("attachments", content=True).names[-2:]
        ('sha256', 'content')
    """
    table = TABLES.get(name)
    if table is None:
        raise ValueError(f"no table {name!r}; there are {', '.join(TABLES)}")
    if content and table is ATTACHMENTS:
        return Table(table.name, (*table.columns, *ATTACHMENT_CONTENT), table.key)
    return table
