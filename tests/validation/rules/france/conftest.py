"""A French invoice that is right, and a way to ask rules about others."""

from __future__ import annotations

import pytest
from changed import invoice_with

from chorus_sdk.findings import Severity
from chorus_sdk.formats.base import FormatId
from chorus_sdk.sandbox.samples import sample_invoice
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.france import FRANCE

SYNTAXES = (None, FormatId.CII_INVOICE, FormatId.FACTURX, FormatId.UBL_INVOICE)


@pytest.fixture(scope="session")
def right():
    """An invoice that breaks no French rule."""
    return sample_invoice(framework="M1")


@pytest.fixture
def breaches(right):
    """Ask what places of a changed invoice break a rule: errors unless told otherwise."""

    def ask(code, changes, format=None, *, severity=Severity.ERROR, **subject):  # noqa: A002
        invoice = invoice_with(right, changes)
        found = FRANCE.run(Subject(invoice=invoice, format=format, **subject))
        return [f.location.path for f in found if f.code == code and f.severity is severity]

    return ask


@pytest.fixture
def codes(right):
    """Ask which rules a changed invoice breaks."""

    def ask(changes, format=None):  # noqa: A002
        invoice = invoice_with(right, changes)
        found = FRANCE.run(Subject(invoice=invoice, format=format))
        return {f.code for f in found if f.severity is Severity.ERROR}

    return ask


@pytest.fixture(params=SYNTAXES)
def syntax(request):
    """Every way in which an invoice can have been written."""
    return request.param
