"""A compiled schema judges trees, and fetches nothing that they name."""

from __future__ import annotations

import threading

import pytest

from chorus_sdk import _xml

SCHEMA = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:element name="a"><xs:complexType><xs:sequence>
<xs:element name="b" type="xs:date"/></xs:sequence></xs:complexType></xs:element></xs:schema>"""


@pytest.fixture
def schema(tmp_path):
    (tmp_path / "a.xsd").write_text(SCHEMA)
    return _xml.Schema(tmp_path / "a.xsd")


def test_a_tree_that_fits_breaks_nothing(schema):
    assert schema.errors(_xml.parse(b"<a><b>2026-01-31</b></a>")) == ()


def test_what_breaks_says_its_line_and_path(schema):
    errors = schema.errors(_xml.parse(b"<a>\n<b>2026-02-31</b></a>"))
    assert [(error.line, error.path) for error in errors] == [(2, "/a/b")]


def test_a_schema_that_a_document_names_is_not_followed(schema, tmp_path):
    (tmp_path / "other.xsd").write_text(SCHEMA.replace("xs:date", "xs:string"))
    document = (
        '<a xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        f' xsi:noNamespaceSchemaLocation="{tmp_path}/other.xsd"><b>any day</b></a>'
    )
    assert len(schema.errors(_xml.parse(document.encode()))) == 1


def test_threads_get_their_own_verdict(schema):
    good, bad = b"<a><b>2026-01-31</b></a>", b"<a><b>never</b></a>"
    seen = []

    def judge(data, expected):
        verdicts = {len(schema.errors(_xml.parse(data))) for _ in range(50)}
        seen.append((verdicts, {expected}))

    threads = [threading.Thread(target=judge, args=case) for case in [(good, 0), (bad, 1)] * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [got for got, _ in seen] == [expected for _, expected in seen]
    assert len(seen) == 4


def test_a_missing_schema_is_an_error_of_the_system(tmp_path):
    with pytest.raises(OSError):
        _xml.Schema(tmp_path / "none.xsd")
