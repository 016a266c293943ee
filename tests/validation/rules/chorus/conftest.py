"""Invoices to public bodies that are right, and ways to ask rules about others."""

from __future__ import annotations

import pytest
from changed import invoice_with

from chorus_sdk.findings import Severity
from chorus_sdk.sandbox.samples import sample_invoice
from chorus_sdk.validation.directory import Demands, KnownDirectory, KnownStructure
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.chorus import CHORUS_PRO, CHORUS_PRO_HISTORIC

SUPPLIER = "99900000300015"
RECIPIENT = "12345678200051"


@pytest.fixture
def directory():
    """Make a directory with the supplier and the recipient of the sample in it."""

    def make(*, supplier_active=True, supplier_public=False, known=True, services=(), **recipient):
        demands = {
            k: recipient.pop(k) for k in ("service", "commitment", "either") if k in recipient
        }
        supplier = KnownStructure(siret=SUPPLIER, active=supplier_active, public=supplier_public)
        town = KnownStructure(
            siret=RECIPIENT, demands=Demands(**demands), services=dict(services), **recipient
        )
        return KnownDirectory((supplier, town) if known else (supplier,))

    return make


@pytest.fixture
def cpro():
    """Ask what places of a changed invoice break a rule BR-FR-CPRO: errors unless told."""

    def ask(number, changes, *, severity=Severity.ERROR, public=True, **subject):
        invoice = invoice_with(sample_invoice(framework="M1"), changes)
        about = Subject(invoice=invoice, buyer_is_public=public, **subject)
        code = f"BR-FR-CPRO-{number:02d}"
        found = CHORUS_PRO.run(about)
        return [f.location.path for f in found if f.code == code and f.severity is severity]

    return ask


@pytest.fixture
def historic():
    """Ask which rules of the historic road a changed invoice breaks, with the places."""

    def ask(code, changes, **subject):
        invoice = invoice_with(sample_invoice(), changes)
        found = CHORUS_PRO_HISTORIC.run(Subject(invoice=invoice, **subject))
        return [f.location.path for f in found if f.code == code]

    return ask
