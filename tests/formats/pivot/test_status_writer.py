"""A status flow that is written is valid under the official schema and reads back equal."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import chain, islice

import pivot_mutants
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from pivot_documents import FLOW_STATUS, INVOICE_STATUS

from chorus_sdk.errors import InvalidInvoiceError, UnsupportedProfileError
from chorus_sdk.formats.pivot.codes import IdentifierKind
from chorus_sdk.formats.pivot.envelope import PivotEnvelope
from chorus_sdk.formats.pivot.model import PivotRecipient
from chorus_sdk.formats.pivot.status import read_status
from chorus_sdk.formats.pivot.status_model import (
    FlowAcknowledgement,
    FlowError,
    InvoiceStatus,
    PivotStatus,
    StatusSupplier,
)
from chorus_sdk.formats.pivot.status_writer import write_status
from chorus_sdk.invoice.provenance import Unmapped

MAYBE = st.none()
WORDS = st.text("abcXYZ019 -&<>\"'éœ€\U0001f4c4", min_size=1, max_size=30).filter(
    lambda text: text == text.strip()
)
SHORT = WORDS.map(lambda text: text[:40].strip() or "x")
INSTANTS = st.datetimes(
    datetime(1990, 1, 1),  # noqa: DTZ001 (the zone is drawn)
    datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m))),
)
ERRORS = st.builds(
    FlowError,
    line_id=MAYBE | WORDS,
    nature=MAYBE | WORDS,
    error_code=MAYBE | WORDS,
    label=MAYBE | WORDS,
    description=MAYBE | WORDS,
)
SUPPLIERS = st.builds(
    StatusSupplier,
    identifier=MAYBE | WORDS,
    identifier_kind=st.sampled_from(list(IdentifierKind)),
    name=MAYBE | WORDS,
    country=MAYBE | st.sampled_from(["FR", "DE"]),
)
RECIPIENTS = st.builds(
    PivotRecipient,
    siret=st.just("99944232322181"),
    identifier_kind=st.just(IdentifierKind.SIRET),
    name=MAYBE | WORDS,
    service_code=MAYBE | WORDS,
    service_name=MAYBE | WORDS,
)
INVOICES = st.builds(
    InvoiceStatus,
    invoice_number=WORDS,
    status_code=st.integers(1, 41).map("{:02}".format) | st.sampled_from(["7", "007"]),
    at=INSTANTS,
    recipient=RECIPIENTS,
    supplier=SUPPLIERS,
    complement=MAYBE | WORDS,
    comment=MAYBE | WORDS,
    producer_id=MAYBE | WORDS,
    invoice_date=MAYBE | st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    payment_order_number=MAYBE | WORDS,
    rank=MAYBE | st.integers(0, 99),
)
FLOWS = st.builds(
    lambda errors, **fields: FlowAcknowledgement(
        errors=tuple(errors), error_count=len(errors) or None, **fields
    ),
    st.lists(ERRORS, max_size=2),
    flow_id=WORDS,
    status_code=st.integers(90, 96).map(str),
    at=INSTANTS,
    complement=MAYBE | SHORT,
    comment=MAYBE | WORDS,
    note=MAYBE | WORDS,
    producer_id=MAYBE | st.just("SYN00001"),
    rank=MAYBE | st.integers(0, 99),
)


@pytest.fixture(scope="module")
def official(corpus):
    return etree.XMLSchema(file=str(corpus / "pivot" / "xsd" / "CPPStatutPivot_V1_19.xsd"))


@pytest.fixture
def acknowledgement():
    return FlowAcknowledgement(
        flow_id="CPP0010036000000000000001",
        status_code="92",
        at=datetime(2026, 1, 6, 9, 30, tzinfo=UTC),
    )


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    invoices=st.lists(INVOICES, min_size=1, max_size=3),
    flows=st.lists(FLOWS, min_size=1, max_size=3),
    version=st.sampled_from([None, "V1_19"]),
)
def test_both_branches_are_valid_and_read_back_equal(official, envelope, invoices, flows, version):
    for units in ({"invoices": tuple(invoices)}, {"flows": tuple(flows)}):
        status = PivotStatus(envelopes=(envelope,), version=version, **units)
        content = write_status(status)
        official.assertValid(etree.fromstring(content))
        read = read_status(content)
        assert replace(read, findings=()) == status
        assert {one.code for one in read.findings} <= {"PIVOT-MISSING"}
        assert write_status(read) == content


def test_every_valid_document_that_is_read_whole_can_be_written_again(official):
    counts = {"again": 0, "with text no field holds": 0}
    for text in (FLOW_STATUS, INVOICE_STATUS):
        root = etree.fromstring(text)
        mutants = chain(pivot_mutants.every_text(root), pivot_mutants.every_single_change(root))
        for label, mutant in islice(mutants, 0, None, 4):
            data = etree.tostring(mutant, with_tail=False)
            if mutant.tag != "CPPStatut" or not official.validate(etree.fromstring(data)):
                continue
            status = read_status(data)
            partners = [
                partner for one in status.envelopes for partner in (one.receiver, one.sender)
            ]
            lost = [*status.unmapped, *(item for unit in status for item in unit.unmapped)]
            if lost or not tuple(status) or any(len(partner.id) < 3 for partner in partners):
                counts["with text no field holds"] += 1
                continue
            content = write_status(status)
            official.assertValid(etree.fromstring(content))
            assert tuple(read_status(content)) == tuple(status), label
            counts["again"] += 1
    assert counts["again"] > 20 * counts["with text no field holds"] > 0


def test_several_envelopes_are_kept(official, envelope, acknowledgement):
    other = replace(envelope, rank=2)
    status = PivotStatus(envelopes=(envelope, other), flows=(acknowledgement,))
    content = write_status(status)
    official.assertValid(etree.fromstring(content))
    assert read_status(content).envelopes == (envelope, other)
    assert read_status(content).envelope == envelope


def test_an_offset_that_xml_schema_cannot_write_becomes_utc(official, envelope, acknowledgement):
    odd = timezone(timedelta(minutes=9, seconds=21))
    at = datetime(1900, 1, 1, 12, tzinfo=odd)
    status = PivotStatus(envelopes=(envelope,), flows=(replace(acknowledgement, at=at),))
    content = write_status(status)
    official.assertValid(etree.fromstring(content))
    assert read_status(content).flows[0].at == at


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"status_code": "89"}, "DonneesStatut/IdStatut"),
        ({"status_code": "x"}, "DonneesStatut/IdStatut"),
        ({"complement": "c" * 41}, "DonneesStatut/ComplementStatut"),
        ({"producer_id": "SHORT"}, "DonneesStatut/IdProducteur"),
        ({"at": datetime(2026, 1, 6)}, "DonneesStatut/Horodatage"),  # noqa: DTZ001
        ({"error_count": 1}, "DonneesStatut/Details/LigneErreurDetail"),
        ({"errors": (FlowError(nature="N"),)}, "DonneesStatut/Details/@NbLignesErreur"),
        ({"flow_id": ""}, "DonneesStatut/IdFlux"),
        ({"rank": -1}, "@NumOrdre"),
        ({"note": "\x00"}, "DonneesStatut/Note"),
    ],
)
def test_what_the_schema_forbids_is_refused_with_its_place(
    envelope, acknowledgement, changes, place
):
    status = PivotStatus(envelopes=(envelope,), flows=(replace(acknowledgement, **changes),))
    with pytest.raises(InvalidInvoiceError) as caught:
        write_status(status)
    assert [one.location.path for one in caught.value.report] == [f"CPPFluxStatutUnitaire/{place}"]


def test_text_that_no_field_holds_is_not_dropped_in_silence(envelope, acknowledgement):
    text = (Unmapped(path="X", text="y"),)
    inside = PivotStatus(envelopes=(envelope,), flows=(replace(acknowledgement, unmapped=text),))
    around = PivotStatus(envelopes=(envelope,), flows=(acknowledgement,), unmapped=text)
    for status in (inside, around):
        with pytest.raises(UnsupportedProfileError):
            write_status(status)
        assert b"<IdStatut>92</IdStatut>" in write_status(status, allow_loss=True)


def test_a_status_flow_has_an_envelope_and_one_kind_of_status(envelope, acknowledgement):
    status = InvoiceStatus(
        invoice_number="F1",
        status_code="08",
        at=acknowledgement.at,
        recipient=PivotRecipient(siret="99944232322181", identifier_kind=IdentifierKind.SIRET),
        supplier=StatusSupplier(identifier_kind=IdentifierKind.SIRET),
    )
    for wrong in (
        PivotStatus(envelopes=(envelope,)),
        PivotStatus(envelopes=(envelope,), flows=(acknowledgement,), invoices=(status,)),
        PivotStatus(flows=(acknowledgement,)),
        PivotStatus(envelopes=(PivotEnvelope(),), flows=(acknowledgement,)),
    ):
        with pytest.raises(ValueError):
            write_status(wrong)
