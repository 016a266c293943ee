"""Whatever everybody tries, in whatever order: an invoice moves along legal transitions alone."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chorus_sdk._clock import ManualClock
from chorus_sdk.sandbox.data import OTHER_SUPPLIER_SIRET, RECIPIENT_SIRET
from chorus_sdk.sandbox.engine import Sandbox
from chorus_sdk.sandbox.invoice_life import TRANSITIONS, next_statuses
from chorus_sdk.sandbox.samples import sample_cii, sample_invoice
from chorus_sdk.services.invoice_status import InvoiceStatus

AT = "/cpro/factures/v1/"
LEGAL = {(row.start, row.target) for row in TRANSITIONS}
# chorus-pro-api §7.2, §7.8: what the platform does by itself
BY_ITSELF = {
    ("DEPOSEE", "EN_COURS_ACHEMINEMENT"),
    ("VALIDEE_1", "EN_COURS_ACHEMINEMENT"),
    ("EN_COURS_ACHEMINEMENT", "MISE_A_DISPOSITION"),
    ("A_VALIDER_1", "ABSENCE_VALIDATION_1_HORS_DELAI"),
    ("ABSENCE_VALIDATION_1_HORS_DELAI", "EN_COURS_ACHEMINEMENT"),
}
ACTS = st.one_of(
    st.tuples(st.just("recipient"), st.sampled_from([str(one) for one in InvoiceStatus])),
    st.tuples(st.just("recipient"), st.sampled_from(next_statuses("MISE_A_DISPOSITION"))),
    st.tuples(st.just("approver"), st.sampled_from(["VALIDATION", "MONTANT", "VALIDEUR"])),
    st.tuples(st.just("supplier"), st.sampled_from(["completer", "recycler", "corriger"])),
    st.tuples(st.just("time"), st.sampled_from([5, 60, 16 * 86_400])),
)


class Stage:
    """A subcontractor's invoice with its number 1, and its three parties."""

    def __init__(self, make_caller, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.supplier = make_caller(sandbox)
        self.recipient = make_caller(sandbox, siret=RECIPIENT_SIRET)
        self.approver = make_caller(sandbox, siret=OTHER_SUPPLIER_SIRET)
        self.supplier.deposit_xml(sample_cii(sample_invoice(framework="A9")))
        sandbox.advance(30)
        sandbox.on_portal.name_approver("F2026-0001", OTHER_SUPPLIER_SIRET)

    def play(self, who: str, what: str | int) -> None:
        if who == "time":
            self.sandbox.advance(what)
            for one in (self.supplier, self.recipient, self.approver):
                one.bearer = ""
        elif who == "recipient":
            asked = {"idFacture": 1, "nouveauStatut": what, "motif": "Motif"}
            self.recipient.call(AT + "traiter/recue", **asked)
        elif who == "approver":
            refusal = {"action": "REFUS", "motifRefus": what}
            asked = {"action": what} if what == "VALIDATION" else refusal
            self.approver.call(AT + "traiter/factureAValider", idFacture=1, **asked)
        else:
            self._supplier(what)

    def _supplier(self, what: str | int) -> None:
        if what == "corriger":
            asked = {"idFacture": 1, "identifiantStructure": OTHER_SUPPLIER_SIRET}
            self.supplier.call(AT + "corriger/valideur/facture", **asked)
        else:
            asked = {"identifiantFactureCPP": 1, "commentaire": "Voici."}
            self.supplier.call(AT + str(what), **asked)

    def statuses(self) -> list[str]:
        asked = {"nbResultatsParPageListeHistoStatut": 100, "triSensListeHistoStatut": "Ascendant"}
        said = self.supplier.call("history", idFacture=1, paramRechercheHistoStatuts=asked)
        return [one["histoStatutCode"] for one in said["historiquesDesStatuts"]["histoStatut"]]


ARRIVED = [("approver", "VALIDATION"), ("time", 60)]


@given(before=st.sampled_from([[], ARRIVED, ARRIVED]), acts=st.lists(ACTS, min_size=3, max_size=15))
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_every_step_of_every_history_is_legal(make_caller, before, acts):
    with Sandbox(clock=ManualClock()) as sandbox:
        stage = Stage(make_caller, sandbox)
        for act in [*before, *acts]:
            stage.play(*act)
        seen = stage.statuses()
    assert seen[0] == "A_VALIDER_1"
    assert set(pairwise(seen)) <= LEGAL | BY_ITSELF


@pytest.mark.parametrize(
    "acts",
    [
        [("approver", "VALIDATION"), ("time", 60), ("recipient", "MANDATEE")],
        [("approver", "VALIDEUR"), ("supplier", "corriger"), ("approver", "VALIDATION")],
        [("time", 16 * 86_400), ("recipient", "SUSPENDUE"), ("supplier", "completer")],
    ],
)
def test_the_story_that_was_meant_is_the_one_that_is_told(make_caller, acts):
    with Sandbox(clock=ManualClock()) as sandbox:
        stage = Stage(make_caller, sandbox)
        for act in acts:
            stage.play(*act)
        seen = stage.statuses()
    meant = {"VALIDATION": "VALIDEE_1", "VALIDEUR": "ERREUR_FOURNISSEUR_SUR_VALIDEUR"}
    meant |= {"corriger": "A_VALIDER_1", "completer": "COMPLETEE"}
    told = [meant.get(what, what) for who, what in acts if who != "time"]
    assert [one for one in seen[1:] if one in told] == told
