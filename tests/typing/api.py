"""Never run: two type checkers read here that the public face infers as it promises."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import assert_type

from chorus_sdk import (
    ChorusClient,
    Credentials,
    Detection,
    EmailCode,
    Environment,
    FormatId,
    Invoice,
    PivotFlow,
    PortalLogin,
    PortalSession,
    Profile,
    Prompt,
    Report,
    Settings,
    Totp,
    detect,
    open_pivot,
    read,
)
from chorus_sdk.auth.enrolment import Enrolment
from chorus_sdk.errors import FlowRejectedError, OutcomeUnknownError
from chorus_sdk.formats.pivot.model import PivotInvoice
from chorus_sdk.services.flow_values import Delivery, Flow, FlowStep, IntegrationReport
from chorus_sdk.services.invoice_status import InvoiceStatus
from chorus_sdk.services.issued import HistoryEntry, IssuedInvoice
from chorus_sdk.services.structures import Structure, StructureDetails


def documents(path: Path) -> None:
    found = detect(path)
    assert_type(found, Detection)
    assert_type(found.format, FormatId)
    assert_type(found.profile, Profile | None)
    invoice = read(b"...")
    assert_type(invoice, Invoice)
    assert_type(invoice.number, str | None)
    assert_type(invoice.issue_date, date | None)
    assert_type(invoice.totals.with_vat, Decimal | None)
    assert_type(invoice.chorus.commitment_number, str | None)
    with open_pivot(path) as flow:
        assert_type(flow, PivotFlow)
        for item in flow:
            assert_type(item, PivotInvoice)
            assert_type(item.gross_total, Decimal)
            assert_type(item.attachments[0].save(path), Path)


def platform(settings: Settings, credentials: Credentials) -> None:
    assert_type(settings.environment(), Environment)
    with ChorusClient(credentials, environment=Environment.QUALIFICATION) as chorus:
        assert_type(chorus, ChorusClient)
        flow = chorus.flows.deposit("facture.pdf")
        assert_type(flow, Flow)
        assert_type(chorus.flows.follow(flow), Iterator[FlowStep])
        assert_type(chorus.flows.report(flow), IntegrationReport | None)
        delivery = chorus.flows.wait_until_delivered(flow)
        assert_type(delivery, Delivery)
        assert_type(delivery.invoices, tuple[IssuedInvoice, ...])
        for invoice in chorus.invoices.search(status=InvoiceStatus.REJECTED):
            assert_type(invoice, IssuedInvoice)
            assert_type(invoice.payable, Decimal | None)
            assert_type(chorus.invoices.history(invoice), tuple[HistoryEntry, ...])
        assert_type(chorus.invoices.download_pivot([1]), bytes)
        assert_type(chorus.structures.find("…"), Structure | None)
        assert_type(chorus.structures.fetch(1), StructureDetails)


def login(prompt: Prompt, totp: Totp, mailed: EmailCode) -> None:
    for factor in (prompt, totp, mailed):
        session = PortalLogin("a@b.fr", "…").open(second_factor=factor)
        assert_type(session, PortalSession)
        assert_type(session.factors.declare_application(), Enrolment)


def failures(rejected: FlowRejectedError, lost: OutcomeUnknownError) -> None:
    assert_type(rejected.report, Report)
    assert_type(lost.fingerprint.invoice_numbers, tuple[str, ...])
