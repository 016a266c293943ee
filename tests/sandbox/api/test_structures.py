"""Structures and services: the qualification data set, flags and pages."""

from __future__ import annotations

import pytest

from chorus_sdk.errors import ConfigurationError, NotFoundError
from chorus_sdk.sandbox.data import (
    DATA_SET,
    OTHER_SUPPLIER_SIRET,
    SUPPLIER_SIRET,
    NewService,
    NewStructure,
)


def luhn(digits: str) -> bool:
    doubled = [int(d) * (1 + i % 2) for i, d in enumerate(reversed(digits))]
    return sum(n - 9 * (n > 9) for n in doubled) % 10 == 0


def found(caller, **structure):
    return caller.call("structures", structure=structure)["listeStructures"]


def flags(caller, siret: str) -> tuple[bool, bool, bool]:
    one = found(caller, identifiantStructure=siret, typeIdentifiantStructure="SIRET")[0]
    said = caller.call("structure", codeLangue="fr", idStructureCPP=one["idStructureCPP"])
    parameters = said["parametres"]
    return (
        parameters["codeServiceDoitEtreRenseigne"],
        parameters["numeroEJDoitEtreRenseigne"],
        parameters["gestionNumeroEJOuCodeService"],
    )


@pytest.mark.parametrize(
    ("siret", "expected"),
    [
        ("12345678200036", (False, True, False)),
        ("12345678200044", (False, False, True)),
        ("12345678200028", (True, False, False)),
        ("12345678200051", (False, False, False)),
    ],
)
def test_the_recipients_of_the_data_set_demand_what_they_demand(caller, siret, expected):
    assert flags(caller, siret) == expected


def test_the_state_has_its_number_and_its_service(caller):
    state = found(caller, identifiantStructure="11000201100044")[0]
    assert state["idStructureCPP"] == 501100
    services = caller.call("services", idStructure=501100)["listeServices"]
    assert "SFACETAT" in [one["codeService"] for one in services]


def test_suppliers_are_valid_numbers(caller):
    for siret in (SUPPLIER_SIRET, OTHER_SUPPLIER_SIRET):
        assert len(siret) == 14
        assert luhn(siret)
        assert luhn(siret[:9])


def test_every_public_structure_takes_invoices_between_public_bodies(caller):
    public = [one for one in found(caller) if one["idStructureCPP"] != 400_001]
    assert len(public) == 6
    for one in public:
        services = caller.call("services", idStructure=one["idStructureCPP"])["listeServices"]
        assert "FACTURES_PUBLIQUES" in [service["codeService"] for service in services]


def test_private_structures_of_others_show_only_when_asked_for(caller):
    assert found(caller, identifiantStructure=SUPPLIER_SIRET)
    assert not found(caller, identifiantStructure=OTHER_SUPPLIER_SIRET)
    wide = caller.call(
        "structures",
        restreindreStructuresPrivees=False,
        structure={"identifiantStructure": OTHER_SUPPLIER_SIRET},
    )
    assert wide["parametresRetour"]["total"] == 1


def test_pages_are_ten_lines_long_unless_told(caller):
    first = caller.call("structures", parametres={"nbResultatsParPage": 2})
    assert first["parametresRetour"] == {
        "pageCourante": 1,
        "pages": 4,
        "nbResultatsParPage": 2,
        "total": 7,
    }
    last = caller.call(
        "structures", parametres={"nbResultatsParPage": 2, "pageResultatDemandee": 4}
    )
    assert len(last["listeStructures"]) == 1
    behind = caller.call("structures", parametres={"pageResultatDemandee": 9})
    assert behind["listeStructures"] == []
    assert behind["parametresRetour"]["nbResultatsParPage"] == 10


def test_structures_are_filtered_and_sorted(caller):
    assert [one["statut"] for one in found(caller, statutStructure="INACTIF")] == ["INACTIVE"]
    assert found(caller, typeStructure="PRIVEE") == found(
        caller, identifiantStructure=SUPPLIER_SIRET
    )
    assert len(found(caller, raisonSocialeStructure="obligatoire")) == 2
    said = caller.call(
        "structures", parametres={"triColonne": "DesignationStructure", "triSens": "Descendant"}
    )
    names = [one["designationStructure"] for one in said["listeStructures"]]
    assert names == sorted(names, reverse=True)


def test_services_carry_dates_to_the_minute(caller):
    services = caller.call("services", idStructure=400_010)["listeServices"]
    closed = next(one for one in services if one["codeService"] == "SERVICE_FERME")
    assert closed["estActif"] is False
    assert closed["dateDbtService"] == "2020-01-01 01:00"


def test_only_ones_own_structure_says_when_the_password_ends(caller, clock):
    own = caller.call("structure", idStructureCPP=400_001)["informationGenerales"]
    assert own["dateExpirationMotPasseCompteTech"] == "2028-01-21T10:00:00.000+01:00"
    other = caller.call("structure", idStructureCPP=400_010)["informationGenerales"]
    assert other["dateExpirationMotPasseCompteTech"] is None
    assert (own["structurePriveePublique"], other["structurePriveePublique"]) == (
        "PRIVEE",
        "PUBLIQUE",
    )


def test_the_consulted_structure_is_named_by_its_own_key_alone(caller):
    assert caller.call("structure", idStructure=400_010)["codeRetour"] != 0


def test_unknown_and_foreign_private_structures_are_refused_alike(caller):
    unknown = caller.call("structure", idStructureCPP=1)
    foreign = caller.call("structure", idStructureCPP=400_002)
    assert unknown == foreign
    assert unknown["codeRetour"] != 0


def test_unknown_keys_are_ignored(caller):
    assert caller.call("structures", siret="x", structure={"nothing": []})["codeRetour"] == 0


def test_a_structure_can_be_registered(caller, sandbox):
    added = sandbox.register_structure(
        NewStructure(
            siret="12345678200077",
            name="NOUVELLE",
            service_required=True,
            services=(NewService(code="S1", label="Un"),),
        )
    )
    assert flags(caller, "12345678200077") == (True, False, False)
    said = caller.call("services", idStructure=added.structure_id)
    assert [one["codeService"] for one in said["listeServices"]] == ["S1"]
    assert sandbox.technical_account_of("12345678200077").structure_id == added.structure_id


def test_a_siret_is_registered_once(sandbox):
    with pytest.raises(ConfigurationError):
        sandbox.register_structure(DATA_SET[0])
    with pytest.raises(NotFoundError):
        sandbox.technical_account_of("00000000000000")
