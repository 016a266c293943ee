"""The tables are as their documentation says."""

from __future__ import annotations

from pathlib import Path

import pytest

from chorus_sdk.export.tables import ATTACHMENT_CONTENT, TABLES, table_named

PAGE = Path(__file__).resolve().parents[2] / "docs" / "pivot.md"


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_a_key_is_made_of_columns_that_are_never_empty(table):
    never_empty = {column.name for column in table.columns if not column.nullable}
    assert set(table.key) <= never_empty
    assert len(set(table.names)) == len(table.names)


def test_the_page_describes_every_column():
    text = PAGE.read_text(encoding="utf-8")
    for table in TABLES.values():
        section = text.split(f"### `{table.name}`", 1)[1].split("\n#", 1)[0]
        columns = [*table.columns, *(ATTACHMENT_CONTENT if table.name == "attachments" else ())]
        listed = [row.split(" | ") for row in section.splitlines() if row.startswith("| `")]
        assert listed == [
            [f"| `{c.name}`", c.kind.arrow, "" if c.nullable else "never", f"{c.meaning} |"]
            for c in columns
        ]


def test_names_are_words_that_need_no_quotes_in_sql():
    for table in TABLES.values():
        assert all(name.isidentifier() and name.islower() for name in (table.name, *table.names))


def test_only_attachments_change_with_content():
    for name, table in TABLES.items():
        assert (table_named(name, content=True) == table) is (name != "attachments")
