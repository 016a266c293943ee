"""What preflight says beforehand is what the sandbox does afterwards, which judges by itself."""

from __future__ import annotations

import io

import pikepdf
import pytest
from changed import invoice_with
from french_parts import ids

from chorus_sdk import ChorusClient
from chorus_sdk._clock import ManualClock
from chorus_sdk.errors import (
    FlowPartlyIntegratedError,
    FlowRejectedError,
    LimitExceededError,
    RejectedRequestError,
    UnknownFormatError,
)
from chorus_sdk.formats.detect import detect
from chorus_sdk.sandbox import Sandbox
from chorus_sdk.sandbox import data as known
from chorus_sdk.sandbox.samples import (
    sample_cii,
    sample_facturx,
    sample_invoice,
    sample_lot,
    sample_ubl,
)
from chorus_sdk.validation.preflight import Verdict, preflight

WAYS = {"ubl": sample_ubl, "cii": sample_cii, "facturx": sample_facturx}
SERVICE, ORDER = "references.buyer", "references.purchase_order"


@pytest.fixture(scope="module")
def world():
    with Sandbox(clock=ManualClock()) as sandbox:
        options = {"clock": sandbox.clock, "environment": sandbox.environment}
        with ChorusClient(
            sandbox.credentials(), transport=sandbox.transport(), **options
        ) as chorus:
            yield chorus


def fate(chorus, content):
    """What the platform does with a file, in the words of preflight."""
    silent = detect(content).format.value == "facturx"
    try:
        flow = chorus.flows.deposit(content, allow_lost=True)
    except (LimitExceededError, UnknownFormatError, RejectedRequestError):
        return Verdict.REJECTED
    try:
        chorus.flows.wait_until_delivered(flow)
    except (FlowRejectedError, FlowPartlyIntegratedError):
        return Verdict.LOST_IN_SILENCE if silent else Verdict.REJECTED
    return Verdict.ACCEPTED


INVOICES = {
    "as it should be": {},
    "a number of twenty characters": {"number": "F" * 20},
    "a number of twenty-one characters": {"number": "F" * 21},
    "all signs of a number": {"number": "Aa0-_/+"},
    "a blank in the number": {"number": "F 1"},
    "a dot in the number": {"number": "F.1"},
    "without a frame": {"business_process": None},
    **{f"frame {frame}": {"business_process": frame} for frame in ("A2", "A9", "A12", "A25")},
    **{f"frame {frame}": {"business_process": frame} for frame in ("A26", "S1", "B1", "a1", "x")},
    "without payment means": {"payment": None},
    "an empty payment means": {"payment.means[0].code": None},
    "another payment means": {"payment.means[0].code": "58"},
    "the supplier's SIREN alone": {"seller.identifiers": ()},
    "the recipient's SIREN alone": {"buyer.identifiers": ()},
    "a SIRET under scheme 0002": {
        "buyer.identifiers": (),
        "buyer.legal_registration.value": known.RECIPIENT_SIRET,
    },
    "a short SIRET": {"buyer.identifiers": ids(("0009", "1234567820005"))},
    "an unknown supplier": {"seller.identifiers": ids(("0009", "99988877700011"))},
    "an unknown recipient": {"buyer.identifiers": ids(("0009", "99988877700011"))},
    **{
        f"to {name}": {"buyer.identifiers": ids(("0009", siret)), **more}
        for name, siret, more in (
            ("one that is inactive", known.INACTIVE_RECIPIENT_SIRET, {}),
            ("a private firm", known.PRIVATE_RECIPIENT_SIRET, {}),
            ("one that wants a service", known.SERVICE_RECIPIENT_SIRET, {}),
            (
                "one that gets its service",
                known.SERVICE_RECIPIENT_SIRET,
                {SERVICE: "SERVICE_DEST_SERV_OBL"},
            ),
            ("one that gets another service", known.SERVICE_RECIPIENT_SIRET, {SERVICE: "X"}),
            (
                "a service that wants a commitment",
                known.SERVICE_RECIPIENT_SIRET,
                {SERVICE: "SERVICE_AVEC_EJ"},
            ),
            (
                "a service that gets a commitment",
                known.SERVICE_RECIPIENT_SIRET,
                {SERVICE: "SERVICE_AVEC_EJ", ORDER: "EJ1"},
            ),
            ("one that wants a commitment", known.ENGAGEMENT_RECIPIENT_SIRET, {}),
            ("one that gets a commitment", known.ENGAGEMENT_RECIPIENT_SIRET, {ORDER: "EJ1"}),
            ("one that wants one of two", known.EITHER_RECIPIENT_SIRET, {}),
            ("one that gets an order", known.EITHER_RECIPIENT_SIRET, {ORDER: "EJ1"}),
            (
                "one that gets a service",
                known.EITHER_RECIPIENT_SIRET,
                {SERVICE: "SERVICE_DEST_EJ_OU_SERV_OBL"},
            ),
            ("the State, with a service alone", known.STATE_SIRET, {SERVICE: "SFACETAT"}),
            ("the State", known.STATE_SIRET, {SERVICE: "SFACETAT", ORDER: "EJ1"}),
        )
    },
    "a service that is closed": {SERVICE: "SERVICE_FERME"},
    "a service that is not wanted": {SERVICE: "Acheteur"},
    "the service for public suppliers": {SERVICE: "FACTURES_PUBLIQUES"},
    "without a date": {"issue_date": None},
}


@pytest.mark.parametrize("name", INVOICES)
@pytest.mark.parametrize("way", WAYS)
def test_an_invoice_fares_as_preflight_says(world, name, way):
    number = f"P-{way}-{list(INVOICES).index(name)}"
    invoice = invoice_with(sample_invoice(number=number), INVOICES[name])
    if "number" in INVOICES[name]:  # the platform takes each number once
        invoice = invoice.model_copy(update={"number": invoice.number[:-1] + way[0].upper()})
    content = WAYS[way](invoice)
    said = world.flows.preflight(content)
    assert said.verdict is not Verdict.UNKNOWN
    assert said.verdict is fate(world, content)
    assert bool(said.causes) == bool(said.ways_out) == said.will_be_lost


def lot(*numbers, other=b""):
    files = {f"{n}.xml": sample_ubl(sample_invoice(number=n)) for n in numbers}
    return sample_lot({**files, "z.xml": other} if other else files)


def with_size(size):
    document = sample_ubl(sample_invoice(number="BIG"))
    head, mark, tail = document.partition(b"<cbc:ID>")
    return head + b" " * (size - len(document)) + mark + tail


CURRENCY = b"<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>"


def out_of_place(document):
    return document.replace(CURRENCY, b"").replace(b"</cbc:ID>", b"</cbc:ID>" + CURRENCY, 1)


FILES = {
    "a broken XML": lambda: sample_ubl()[:-20],
    "an element out of place": lambda: out_of_place(sample_ubl(sample_invoice(number="X1"))),
    "a CII with a stranger in it": lambda: sample_cii(sample_invoice(number="X2")).replace(
        b"<ram:TypeCode>380", b"<ram:Stranger>x</ram:Stranger><ram:TypeCode>380"
    ),
    "a text": lambda: b"Bonjour.",
    "nothing": lambda: b"",
    "a lot": lambda: lot("L-1", "L-2"),
    "a lot with a bad number": lambda: lot("L-3", "L" * 21),
    "a lot with a number twice": lambda: sample_lot(
        {
            "a.xml": sample_ubl(sample_invoice(number="L-4")),
            "b.xml": sample_ubl(sample_invoice(number="L-4")),
        }
    ),
    "a lot of two syntaxes": lambda: lot("L-5", other=sample_cii(sample_invoice(number="L-6"))),
    "a lot with a text in it": lambda: lot("L-7", other=b"Bonjour."),
    "a lot with nothing in it": lambda: sample_lot({}),
    "a file of 10 MB": lambda: with_size(10_000_000),
    "a file of more than 10 MB": lambda: with_size(10_000_001),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_fares_as_preflight_says(world, name):
    content = FILES[name]()
    said = world.flows.preflight(content)
    assert said.verdict is fate(world, content)
    assert bool(said.causes) == bool(said.ways_out) == said.will_be_lost


def altered(number, change, **options):
    """A Factur-X that is right but for one thing of its container."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(sample_facturx(sample_invoice(number=number)))) as pdf:
        change(pdf)
        pdf.save(out, **options)
    return out.getvalue()


def specification(pdf):
    return pdf.Root.Names.EmbeddedFiles.Names[1]


def without_association(pdf):
    del pdf.Root["/AF"]


def another_relationship(pdf):
    specification(pdf)["/AFRelationship"] = pikepdf.Name.Supplement


def without_xmp(pdf):
    del pdf.Root["/Metadata"]


def with_script(pdf):
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("1"))
    pdf.Root["/OpenAction"] = pdf.make_indirect(action)


def with_bare_font(pdf):
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page = pdf.pages[0]
    page.Resources.Font["/Bare"] = pdf.make_indirect(font)
    page.contents_add(pdf.make_stream(b"BT /Bare 9 Tf (x) Tj ET"))


def wrong_checksum(pdf):
    specification(pdf).EF.F.Params["/CheckSum"] = pikepdf.String(b"0" * 16)


CONTAINERS = {
    "untouched": (lambda pdf: None, {}),
    "no associated file": (without_association, {}),
    "another relationship": (another_relationship, {}),
    "no XMP": (without_xmp, {}),
    "a script": (with_script, {}),
    "a font that is not embedded": (with_bare_font, {}),
    "a wrong checksum": (wrong_checksum, {}),
    "encrypted without a password": (
        lambda pdf: None,
        {"encryption": pikepdf.Encryption(owner="x", user="")},
    ),
}


@pytest.mark.parametrize("name", CONTAINERS)
def test_a_container_fares_as_preflight_says(world, name):
    change, options = CONTAINERS[name]
    content = altered(f"K-{list(CONTAINERS).index(name)}", change, **options)
    said = world.flows.preflight(content)
    assert said.verdict is fate(world, content)
    assert (said.verdict is Verdict.ACCEPTED) == (name in ("untouched", "a wrong checksum"))


def test_without_a_directory_nothing_that_is_right_is_refused(world):
    for way in WAYS.values():
        said = preflight(way(sample_invoice()))
        assert said.verdict is Verdict.ACCEPTED
        assert "CPRO-DIRECTORY" in said.unchecked
    assert "CPRO-DIRECTORY" not in world.flows.preflight(sample_ubl()).unchecked
