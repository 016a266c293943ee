"""What a first validation must not load: whatever is not about the document.

A verdict of a fresh process is mostly imports, so each document is validated in an interpreter of
its own, and what is loaded afterwards is looked at.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from chorus_sdk import FormatId, Invoice, write
from chorus_sdk.sandbox.samples import sample_invoice

ENGINES = frozenset(
    {
        "asyncio",
        "email",
        "http",
        "importlib.metadata",
        "importlib.resources",
        "pikepdf",
        "pyotp",
        "requests",
        "saxonche",
        "stdnum",
        "urllib3",
        "xmlschema",
    }
)
"""Libraries of other rooms; `importlib.metadata` comes with pydantic's first validator."""
ELSEWHERE = frozenset(
    {
        "chorus_sdk._http",
        "chorus_sdk._pdf.direct",
        "chorus_sdk.auth",
        "chorus_sdk.formats.archives",
        "chorus_sdk.formats.binding.writing",
        "chorus_sdk.formats.detection.packed",
        "chorus_sdk.formats.detection.pdf",
        "chorus_sdk.formats.facturx.container",
        "chorus_sdk.formats.pivot",
        "chorus_sdk.formats.schemas.explanation",
        "chorus_sdk.services",
        "chorus_sdk.validation.reporting",
        "chorus_sdk.validation.schematron",
    }
)
OF_UBL = frozenset({"chorus_sdk.formats.ubl", "chorus_sdk.validation.rules.en16931.ubl"})
OF_CII = frozenset(
    {
        "chorus_sdk.formats.cii",
        "chorus_sdk.validation.rules.en16931.cii",
        "chorus_sdk.validation.rules.facturx",
    }
)
OF_FRANCE = frozenset({"chorus_sdk.validation.rules.france"})
OF_CHORUS_PRO = frozenset({"chorus_sdk.validation.rules.chorus"})

CODE = """
import sys
import chorus_sdk
report = chorus_sdk.validate(sys.argv[1])
core = report.layer("en16931")
print(core.status.value, len(report.errors), " ".join(sys.modules))
"""


def loaded_by(document: bytes, folder: Path) -> set[str]:
    """Validate a document in a fresh interpreter; return the modules that are then loaded."""
    path = folder / "invoice.xml"
    path.write_bytes(document)
    run = subprocess.run(
        [sys.executable, "-I", "-c", CODE, str(path)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    status, errors, *modules = run.stdout.split()
    assert (status, errors) == ("passed", "0")
    return set(modules)


def foreign_invoice() -> Invoice:
    """Return an invoice that no French rule is about."""
    invoice = sample_invoice()
    address = invoice.seller.address.model_copy(update={"country": "BE"})
    seller = invoice.seller.model_copy(
        update={"address": address, "vat_identifier": "BE0123456749", "legal_registration": None}
    )
    return invoice.model_copy(update={"seller": seller, "business_process": None})


@pytest.mark.parametrize(
    ("format_id", "others"), [(FormatId.UBL_INVOICE, OF_CII), (FormatId.CII_INVOICE, OF_UBL)]
)
def test_a_foreign_invoice_loads_its_own_syntax_and_no_french_rule(format_id, others, tmp_path):
    loaded = loaded_by(write(foreign_invoice(), format_id), tmp_path)
    assert loaded & (ENGINES | ELSEWHERE | others | OF_FRANCE | OF_CHORUS_PRO) == set()


def test_an_invoice_to_chorus_pro_loads_its_rules_and_those_of_no_other_road(tmp_path):
    loaded = loaded_by(write(sample_invoice(framework="A1"), FormatId.UBL_INVOICE), tmp_path)
    assert loaded >= OF_CHORUS_PRO
    assert loaded & (ELSEWHERE | OF_CII | OF_FRANCE) == set()


def test_the_model_is_ready_to_check_values_when_somebody_makes_one():
    code = (
        "from chorus_sdk.invoice.model import Invoice\n"
        "assert not Invoice.__pydantic_complete__\n"
        "try:\n"
        "    Invoice(number=1)\n"
        "except ValueError as error:\n"
        "    print(type(error).__name__, Invoice.__pydantic_complete__)\n"
    )
    run = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert run.stdout.split() == ["ValidationError", "True"]
