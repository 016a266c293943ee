"""The platform's directory as preflight asks it: few calls, kept a while, never in the way."""

from __future__ import annotations

import pytest
from scripted import answer, refusal, success

from chorus_sdk.config import Environment
from chorus_sdk.errors import WouldBeLostError
from chorus_sdk.sandbox.samples import sample_invoice, sample_ubl
from chorus_sdk.services.deposit_guard import DepositGuard
from chorus_sdk.services.flows import Flows
from chorus_sdk.services.recipients import KEPT_FOR, StructureDirectory

SIRET = "12345678200051"
SEARCH = "/cpro/structures/v1/rechercher"
FETCH = "/cpro/structures/v1/consulter"
SERVICES = "/cpro/structures/v1/rechercher/services"
SERVICE = "/cpro/structures/v1/consulter/service"


def found(status="ACTIVE", number=7):
    row = {"idStructureCPP": number, "identifiantStructure": SIRET, "statut": status}
    return success(listeStructures=[row], parametresRetour={"pages": 1, "total": 1})


def details(**flags):
    return success(
        informationGenerales={"idStructureCPP": 7, "structurePriveePublique": "PUBLIQUE"},
        parametres=flags,
    )


def services(*rows):
    listed = [{"idService": i, "codeService": c, "estActif": a} for i, (c, a) in enumerate(rows)]
    return success(listeServices=listed, parametresRetour={"pages": 1, "total": len(rows)})


NOBODY = success(listeStructures=[])


@pytest.fixture
def directory(desk):
    return StructureDirectory(desk.structures, desk.clock)


def test_a_structure_is_looked_up_once_for_all_questions(desk, directory):
    desk.says(found(), details(codeServiceDoitEtreRenseigne=True))
    assert directory.exists(SIRET)
    assert directory.is_active(SIRET)
    assert directory.is_public(SIRET)
    demands = directory.demands(SIRET)
    assert (demands.service, demands.commitment, demands.either) == (True, False, False)
    assert desk.paths == [SEARCH, FETCH]
    assert desk.transport.sent_json(0)["restreindreStructuresPrivees"] is False


def test_a_service_may_demand_a_commitment_that_its_structure_does_not(desk, directory):
    desk.says(
        found(),
        details(),
        services(("A", True), ("B", True), ("C", False)),
        success(parametres={"numeroEngagement": True}),
        success(parametres={"numeroEngagement": "NON"}),
    )
    assert directory.demands(SIRET, "A").commitment
    assert not directory.demands(SIRET, "B").commitment
    assert not directory.demands(SIRET, "C").commitment
    assert directory.service_codes(SIRET) == {"A", "B"}
    assert desk.paths == [SEARCH, FETCH, SERVICES, SERVICE, SERVICE]
    assert desk.transport.sent_json(3) == {"codeLangue": "fr", "idStructure": 7, "idService": 0}


def test_one_that_is_not_known_demands_nothing_and_has_no_service(desk, directory):
    desk.says(NOBODY)
    assert not directory.exists(SIRET)
    assert not directory.is_active(SIRET)
    assert not directory.is_public(SIRET)
    assert directory.demands(SIRET, "A").service is False
    assert directory.service_codes(SIRET) == frozenset()
    assert desk.paths == [SEARCH]


def test_a_private_one_that_may_not_be_seen_is_known_and_not_public(desk, directory):
    desk.says(found(), refusal(20000, "…"))
    assert directory.exists(SIRET)
    assert not directory.is_public(SIRET)


def test_what_was_learnt_is_kept_for_its_time_and_no_longer(desk, directory):
    desk.says(found(), found("INACTIVE"))
    assert directory.is_active(SIRET)
    desk.clock.advance(KEPT_FOR)
    assert directory.is_active(SIRET)
    desk.clock.advance(1)
    assert not directory.is_active(SIRET)


def guarded(desk, directory):
    guard = DepositGuard(Environment.QUALIFICATION, directory, desk.clock)
    return Flows(desk.api, desk.invoices, desk.clock, guard=guard)


def test_what_was_learnt_earlier_never_decides_against_a_file(desk, directory):
    flows = guarded(desk, directory)
    desk.says(NOBODY)
    assert not directory.exists(SIRET)  # its recipient is opened just afterwards
    desk.clock.advance(1)
    desk.says(found(), found(), details(), services(), details(), services())
    said = flows.preflight(sample_ubl())
    assert not said.will_be_lost
    assert "CPRO-DIRECTORY" not in said.unchecked


def test_a_directory_that_does_not_answer_is_not_in_the_way(desk, directory):
    desk.says(*[answer(403, {})] * 4)
    said = guarded(desk, directory).preflight(sample_ubl())
    assert not said.will_be_lost
    assert "CPRO-DIRECTORY" in said.unchecked


def test_an_unknown_recipient_is_seen_before_the_deposit(desk, directory):
    desk.says(*[NOBODY] * 2)
    with pytest.raises(WouldBeLostError) as caught:
        guarded(desk, directory).deposit(sample_ubl(sample_invoice(number="F-9")))
    assert set(desk.paths) == {SEARCH}
    assert caught.value.report.errors
