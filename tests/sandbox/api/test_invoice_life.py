"""The table of legal moves against the reference."""

from __future__ import annotations

import pytest

from chorus_sdk.sandbox.invoice_life import TRANSITIONS, Act, next_statuses, starts, targets
from chorus_sdk.services.invoice_status import InvoiceStatus

# chorus-pro-api §7.6
EIGHT = {
    "MISE_A_DISPOSITION",
    "SUSPENDUE",
    "REJETEE",
    "MANDATEE",
    "MISE_EN_PAIEMENT",
    "COMPTABILISEE",
    "MISE_A_DISPOSITION_COMPTABLE",
    "A_RECYCLER",
}
# chorus-pro-api §4.1: polling ends there
ENDS = {"MISE_EN_PAIEMENT", "REJETEE", "ABANDONNEE", "SUPPRIMEE"}


def test_a_recipient_has_the_eight_published_targets():
    assert set(next_statuses("MISE_A_DISPOSITION")) == EIGHT


def test_nothing_moves_from_an_end_and_only_statuses_of_the_platform_are_named():
    for row in TRANSITIONS:
        assert row.start not in ENDS
        assert InvoiceStatus(row.start).is_known
        assert InvoiceStatus(row.target).is_known
    assert len(set(TRANSITIONS)) == len(TRANSITIONS)


@pytest.mark.parametrize(
    ("act", "status", "target"),
    [
        (Act.COMPLETE, "SUSPENDUE", "COMPLETEE"),
        (Act.RECYCLE, "A_RECYCLER", "DEPOSEE"),
        (Act.CORRECT_APPROVER, "ERREUR_FOURNISSEUR_SUR_VALIDEUR", "A_VALIDER_1"),
        (Act.APPROVE, "A_VALIDER_1", "VALIDEE_1"),
        (Act.REFUSE, "A_VALIDER_2", "REFUSEE_2"),
    ],
)
def test_an_act_has_one_target(act, status, target):
    assert targets(act, status) == (target,)


def test_what_may_be_submitted_is_what_the_annex_allows():
    allowed = {"BROUILLON", "ERREUR_FOURNISSEUR_SUR_VALIDEUR", "A_RECYCLER"}
    assert starts(Act.SUBMIT) - {"INTERPRETEE_OCR"} == allowed
