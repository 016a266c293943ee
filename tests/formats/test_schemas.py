"""The schemas: each named file is there, compiles, and judges."""

from __future__ import annotations

import subprocess
import sys

import pytest

from chorus_sdk.errors import MalformedDocumentError, UnsafeDocumentError, UnsupportedProfileError
from chorus_sdk.findings import Severity
from chorus_sdk.formats.base import FormatId, Profile
from chorus_sdk.formats.schemas import FILES, check_schema, schema_path


@pytest.mark.parametrize(("format_id", "profile"), FILES, ids=str)
def test_each_named_file_is_in_the_installed_package(format_id, profile) -> None:
    assert schema_path(format_id, profile).is_file()


@pytest.mark.parametrize(("format_id", "profile"), FILES, ids=str)
def test_no_schema_refers_to_the_network(format_id, profile) -> None:
    folder = schema_path(format_id, profile).parent
    for path in folder.glob("*.xsd"):
        assert b'schemaLocation="http' not in path.read_bytes()


@pytest.mark.parametrize(("format_id", "profile"), FILES, ids=str)
def test_each_schema_compiles_and_refuses_another_root_at_its_line(format_id, profile) -> None:
    findings = check_schema(b"\n<x/>", format_id, profile)
    assert {finding.code for finding in findings} == {"XSD"}
    assert findings[0].severity is Severity.ERROR
    assert findings[0].location.line == 2


def test_a_profile_of_factur_x_has_its_own_schema_and_plain_cii_has_one() -> None:
    assert schema_path(FormatId.FACTURX, Profile.MINIMUM) != schema_path(FormatId.FACTURX)
    assert schema_path(FormatId.CII_INVOICE, Profile.BASIC) == schema_path(FormatId.CII_INVOICE)


def test_a_format_without_schema_is_refused_by_name() -> None:
    with pytest.raises(UnsupportedProfileError):
        schema_path(FormatId.PDF)
    with pytest.raises(UnsupportedProfileError) as caught:
        schema_path(FormatId.ORDER_X, Profile.MINIMUM)
    assert caught.value.profile == "minimum"


def test_a_broken_or_hostile_document_is_no_finding_but_an_error() -> None:
    with pytest.raises(MalformedDocumentError):
        check_schema(b"<x>", FormatId.UBL_INVOICE)
    with pytest.raises(UnsafeDocumentError):
        check_schema(b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', FormatId.UBL_INVOICE)


def test_valid_documents_of_the_corpus_fit_and_mutilated_ones_do_not(corpus, corpus_index) -> None:
    formats = {"ubl-invoice": FormatId.UBL_INVOICE, "ubl-creditnote": FormatId.UBL_CREDIT_NOTE}
    formats["cii"] = FormatId.CII_INVOICE
    numbers = {"cii": b"ram:IssueDateTime", "ubl-invoice": b"cbc:ID", "ubl-creditnote": b"cbc:ID"}
    failures = []
    for row in corpus_index:
        if row["expected"] != "valid" or row["family"] not in formats:
            continue
        data = (corpus / row["path"]).read_bytes()
        if check_schema(data, formats[row["family"]]):
            failures.append(row["path"])
        name = numbers[row["family"]]
        broken = data.replace(b"<" + name, b"<" + name + b"X").replace(
            b"</" + name, b"</" + name + b"X"
        )
        if broken != data and not check_schema(broken, formats[row["family"]]):
            failures.append(row["path"] + " mutilated")
    assert failures == []


def test_the_package_that_ships_the_schemas_is_never_imported() -> None:
    code = (
        "import sys; from chorus_sdk.formats.schemas import *;"
        "check_schema(b'<x/>', FormatId.CII_INVOICE); print('facturx' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
