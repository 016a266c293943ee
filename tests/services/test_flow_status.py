"""States of flows, against the merged list of the reference."""

from __future__ import annotations

import pytest

from chorus_sdk.services.flow_status import FlowOutcome, FlowStatus

# chorus-pro-api §4.2, column "End?"
ENDS = {
    "IN_INCIDENTE": FlowOutcome.REJECTED,
    "IN_REJETE": FlowOutcome.REJECTED,
    "IN_INTEGRE": FlowOutcome.INTEGRATED,
    "IN_INTEGRE_PARTIEL": FlowOutcome.PARTLY_INTEGRATED,
    "QP_IRRECEVABLE": FlowOutcome.REJECTED,
    "IN_A_RELANCER": FlowOutcome.REJECTED,
    "IN_ERREUR_INTERNE": FlowOutcome.REJECTED,
}
ON_THE_WAY = [
    "IN_DEPOT_PORTAIL_EN_ATTENTE_TRAITEMENT_SE_CPP",
    "IN_RECU",
    "IN_TRAITE_SE_CPP",
    "IN_EN_ATTENTE_TRAITEMENT_CPP",
    "IN_EN_COURS_TRAITEMENT_CPP",
    "IN_EN_ATTENTE_RETRAITEMENT_CPP",
    "QP_RECEVABLE",
    "QP_RECEVABLE_AVEC_ERREUR",
]


@pytest.mark.parametrize(("value", "outcome"), ENDS.items())
def test_ends_are_ends(value, outcome):
    assert FlowStatus(value).outcome is outcome
    assert FlowStatus(value).is_known


@pytest.mark.parametrize("value", ON_THE_WAY)
def test_received_is_no_success(value):
    assert FlowStatus(value).outcome is FlowOutcome.PENDING
    assert FlowStatus(value).is_known


def test_every_state_of_the_list_is_covered():
    assert {status.value for status in FlowStatus} == {*ENDS, *ON_THE_WAY}


def test_a_state_never_seen_is_readable_and_pending():
    new = FlowStatus("IN_NOUVEL_ETAT")
    assert new.label_fr == "IN_NOUVEL_ETAT"
    assert not new.is_final


def test_every_member_has_both_labels():
    for status in FlowStatus:
        assert status.label_en != status.value
        assert status.label_fr != status.value
