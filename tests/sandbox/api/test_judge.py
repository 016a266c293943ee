"""Each rule that rejected a real deposit: what breaks it alone, and what does not."""

from __future__ import annotations

import pytest

from chorus_sdk.invoice.identifiers import Identifier
from chorus_sdk.invoice.parties import Party
from chorus_sdk.sandbox.data import (
    EITHER_RECIPIENT_SIRET,
    ENGAGEMENT_RECIPIENT_SIRET,
    INACTIVE_RECIPIENT_SIRET,
    PRIVATE_RECIPIENT_SIRET,
    RECIPIENT_SIRET,
    SERVICE_RECIPIENT_SIRET,
    STATE_SIRET,
)
from chorus_sdk.sandbox.judge import RULES, Case, judge
from chorus_sdk.sandbox.samples import sample_invoice


@pytest.fixture
def verdict(sandbox):
    """Judge an invoice as the sandbox knows its parties; return the names of the broken rules."""
    platform = sandbox._platform

    def run(invoice=None, *, is_duplicate=False, **changes) -> list[str]:
        invoice = invoice or sample_invoice(**changes)
        recipient = platform.structure_named(invoice.buyer.siret or "")
        case = Case(
            invoice=invoice,
            supplier=platform.structure_named(invoice.seller.siret or ""),
            recipient=recipient,
            services=tuple(platform.services(recipient.structure_id)) if recipient else (),
            is_duplicate=is_duplicate,
        )
        broken = [rule.__name__.removeprefix("_") for rule in RULES if rule(case)]
        assert len(broken) == len(judge(case))
        return broken

    return run


def test_the_sample_is_accepted(verdict):
    assert verdict() == []


@pytest.mark.parametrize(
    ("number", "broken"),
    [
        ("A" * 20, []),
        ("A" * 21, ["number_is_short"]),
        ("aZ09-_/+", []),
        ("F 1", ["number_has_known_signs"]),
        ("F.1", ["number_has_known_signs"]),
        ("Fé1", ["number_has_known_signs"]),
        ("F1\n", ["number_has_known_signs"]),
        ("", ["number_is_present"]),
    ],
)
def test_number(verdict, number, broken):
    assert verdict(number=number) == broken


@pytest.mark.parametrize("frame", [f"A{n}" for n in range(1, 26)])
def test_frames_a1_to_a25_are_known(verdict, frame):
    assert verdict(framework=frame) == []


@pytest.mark.parametrize("frame", ["A0", "A26", "B1", "S1", "a1", "urn:peppol"])
def test_other_frames_are_not(verdict, frame):
    assert verdict(framework=frame) == ["frame_is_known"]


def test_without_a_frame_it_is_a1(verdict):
    assert verdict(sample_invoice().model_copy(update={"business_process": None})) == []


def test_payment_means_code_is_needed(verdict):
    assert verdict(payment_means=None) == ["payment_means_is_present"]
    assert verdict(payment_means="") == ["payment_means_is_present"]


def test_issue_date_is_needed(verdict):
    invoice = sample_invoice().model_copy(update={"issue_date": None})
    assert verdict(invoice) == ["issue_date_is_present"]


@pytest.mark.parametrize(
    ("side", "broken"), [("seller", "supplier_has_siret"), ("buyer", "recipient_has_siret")]
)
def test_a_siren_is_not_enough(verdict, side, broken):
    party = Party(name="X", legal_registration=Identifier(value="999000003", scheme="0002"))
    assert verdict(sample_invoice().model_copy(update={side: party})) == [broken]


def test_parties_are_known(verdict):
    assert verdict(supplier="73282932000074") == ["supplier_is_known"]
    assert verdict(recipient="73282932000074") == ["recipient_is_known"]


def test_the_recipient_is_active_and_public(verdict):
    assert verdict(recipient=INACTIVE_RECIPIENT_SIRET) == ["recipient_is_active"]
    assert verdict(recipient=PRIVATE_RECIPIENT_SIRET) == ["recipient_is_public"]


@pytest.mark.parametrize(
    ("recipient", "service", "engagement", "broken"),
    [
        (RECIPIENT_SIRET, None, None, []),
        (RECIPIENT_SIRET, "Acheteur", None, []),
        (RECIPIENT_SIRET, "NONE_SUCH", None, ["service_is_known"]),
        (RECIPIENT_SIRET, "SERVICE_FERME", None, ["service_is_known"]),
        (RECIPIENT_SIRET, "FACTURES_PUBLIQUES", None, ["service_suits_supplier"]),
        (SERVICE_RECIPIENT_SIRET, None, None, ["service_is_given"]),
        (SERVICE_RECIPIENT_SIRET, "SERVICE_DEST_SERV_OBL", None, []),
        (SERVICE_RECIPIENT_SIRET, "SERVICE_AVEC_EJ", None, ["engagement_is_given"]),
        (SERVICE_RECIPIENT_SIRET, "SERVICE_AVEC_EJ", "E-1", []),
        (ENGAGEMENT_RECIPIENT_SIRET, None, None, ["engagement_is_given"]),
        (ENGAGEMENT_RECIPIENT_SIRET, None, "E-1", []),
        (EITHER_RECIPIENT_SIRET, None, None, ["service_or_engagement_is_given"]),
        (EITHER_RECIPIENT_SIRET, None, "E-1", []),
        (EITHER_RECIPIENT_SIRET, "SERVICE_DEST_EJ_OU_SERV_OBL", None, []),
        (STATE_SIRET, None, None, ["service_is_given", "engagement_is_given"]),
        (STATE_SIRET, "SFACETAT", "E-1", []),
    ],
)
def test_what_the_recipient_demands(verdict, recipient, service, engagement, broken):
    found = verdict(recipient=recipient, service_code=service, commitment_number=engagement)
    assert found == broken


def test_a_number_is_new(verdict):
    assert verdict(is_duplicate=True) == ["number_is_new"]


def test_every_broken_rule_is_told(verdict):
    broken = verdict(number="F " * 15, framework="Z1", payment_means=None)
    assert len(broken) == 4
