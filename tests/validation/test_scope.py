"""Which rules concern which invoice."""

from __future__ import annotations

import pytest

from chorus_sdk.formats.base import Profile
from chorus_sdk.invoice.identifiers import Identifier
from chorus_sdk.invoice.model import Invoice, Note
from chorus_sdk.invoice.parties import Address, Party
from chorus_sdk.validation.scope import Channel, channel, is_french, is_marked_public

SIREN = Identifier(value="732829320", scheme="0002")


@pytest.mark.parametrize(
    ("process", "expected"),
    [
        ("A1", Channel.HISTORIC),
        (" a25 ", Channel.HISTORIC),
        ("A26", Channel.NONE),
        ("A0", Channel.NONE),
        ("S1", Channel.NONE),
        (None, Channel.NONE),
        ("urn:fdc:peppol.eu:2017:poacc:billing:01:1.0", Channel.NONE),
    ],
)
def test_frames_a1_to_a25_are_the_historic_road(process, expected):
    assert channel(Invoice(business_process=process)) is expected


@pytest.mark.parametrize(
    ("notes", "public"),
    [
        ((Note(subject="ADN", text="B2G"),), True),
        ((Note(subject="ADN", text=" b2g "),), True),
        ((Note(subject="ADN", text="B2B"),), False),
        ((Note(subject="BAR", text="B2G"),), False),
        ((), False),
    ],
)
def test_the_marker_of_public_buyers_is_a_note(notes, public):
    invoice = Invoice(notes=notes, business_process="S1")
    assert is_marked_public(invoice) is public
    assert channel(invoice) is (Channel.AFNOR if public else Channel.NONE)


def test_the_frame_weighs_more_than_what_the_caller_knows():
    assert channel(Invoice(business_process="A1"), buyer_is_public=True) is Channel.HISTORIC
    assert channel(Invoice(), buyer_is_public=True) is Channel.AFNOR


@pytest.mark.parametrize(
    ("seller", "french"),
    [
        (Party(address=Address(country="FR")), True),
        (Party(address=Address(country="RE")), True),
        (Party(address=Address(country="DE"), vat_identifier="FR40303265045"), False),
        (Party(vat_identifier="fr40303265045"), True),
        (Party(vat_identifier="DE123456789"), False),
        (Party(legal_registration=SIREN), True),
        (Party(), False),
    ],
)
def test_an_invoice_is_french_by_its_seller(seller, french):
    assert is_french(Invoice(seller=seller)) is french


def test_an_invoice_is_french_by_its_profile_or_frame():
    german = Party(address=Address(country="DE"))
    assert is_french(Invoice(seller=german), Profile.EXTENDED_CTC_FR)
    assert is_french(Invoice(seller=german, business_process="M4"))
    assert not is_french(Invoice(seller=german, business_process="A1"), Profile.XRECHNUNG)
