"""The repository of organisations, exact on the wire."""

from __future__ import annotations

import base64

import pytest
from scripted import answer
from wire import Wire

from chorus_sdk.errors import (
    AccessDeniedError,
    NotFoundError,
    OutcomeUnknownError,
    RejectedRequestError,
    ResponseTimeoutError,
    UnexpectedResponseError,
)
from chorus_sdk.services.conditions import Comparison, Condition
from chorus_sdk.services.organisation_values import (
    OrganisationKind,
    OrganisationServiceStatus,
    OrganisationStatus,
)
from chorus_sdk.services.organisations import Organisations

AT = "/cpro/organisations/v1/"
UUID = "0123456789abcdef0123456789abcdef"
STRUCTURE = {
    "uuid": UUID,
    "identifiant": "12345678200051",
    "typeIdentifiant": "0",
    "libelleOrganisation": "DESTINATAIRE",
    "raisonSociale": "",
    "typeOrganisation": "public",
    "status": "activation in progress",
    "codePostal": "99999",
    "numeroEjDoitEtreRenseigne": True,
    "codeServiceDoitEtreRenseigne": "false",
    "categorieBeneficiaireId": 0,
    "derniereMaj": "2024-02-01T10:00:00Z",
    "champInconnu": 5,
}
SERVICE = {
    "uuid": "f" * 32,
    "codeService": "SFACETAT",
    "libelle": "Facturier",
    "rattachementOrganisation": UUID,
    "etatService": "ACTIF",
    "numeroEj": False,
    "dateFinActivation": "",
}


@pytest.fixture
def wire() -> Wire:
    return Wire.new()


@pytest.fixture
def organisations(wire) -> Organisations:
    return Organisations(wire.api)


def test_the_health_check_is_a_get_with_an_empty_answer(wire, organisations):
    wire.says(answer(200))
    organisations.check()
    assert wire.sent == [("GET", AT + "healthcheck")]
    assert wire.transport.requests[0].body is None


def test_conditions_order_and_fields_are_spelt_as_the_platform_does(wire, organisations):
    wire.says(answer(200, [STRUCTURE]))
    (found,) = organisations.search(
        Condition.equal("identifier", "12345678200051"),
        Condition.one_of("status", ["active", "inactive"]),
        Condition.containing("city", "PARIS"),
        Condition("updated_at", Comparison.AT_LEAST, "2024-01-01"),
        sort_by=["name"],
        descending=["name"],
        fields=["uuid", "identifier"],
    )
    assert wire.sent == [("POST", AT + "structures/recherche")]
    assert wire.body == {
        "identifiant": {"op": "=", "val": "12345678200051"},
        "status": {"op": "IN", "val": ["active", "inactive"]},
        "ville": {"op": "CONTAINS", "val": "PARIS"},
        "derniereMaj": {"op": ">=", "val": "2024-01-01"},
        "_sort": ["libelleOrganisation"],
        "_desc": ["libelleOrganisation"],
        "_fields": ["uuid", "identifiant"],
    }
    assert (found.uuid, found.kind) == (UUID, OrganisationKind.PUBLIC)
    assert found.status is OrganisationStatus.BEING_ACTIVATED
    assert found.legal_name is None
    assert (found.commitment_required, found.service_code_required) == (True, False)
    assert found.updated_at.year == 2024


def test_a_search_for_everything_is_an_empty_object(wire, organisations):
    wire.says(answer(200, []))
    assert organisations.search() == ()
    assert wire.body == {}


def test_a_field_that_there_is_not_and_a_field_named_twice_are_mistakes(wire, organisations):
    with pytest.raises(ValueError):
        organisations.search(Condition.equal("siret", "1"))
    with pytest.raises(ValueError):
        organisations.search(sort_by=["siret"])
    with pytest.raises(ValueError):
        organisations.search(Condition.equal("city", "A"), Condition.equal("city", "B"))
    assert wire.sent == []


def test_one_organisation_is_fetched_by_any_of_its_names(wire, organisations):
    wire.says(*[answer(200, STRUCTURE)] * 2)
    found = organisations.fetch("FR12 345678200")
    assert organisations.fetch(found) == found
    assert wire.sent == [
        ("GET", AT + "structures/FR12%20345678200"),
        ("GET", AT + f"structures/{UUID}"),
    ]


def test_services_are_listed_fetched_and_searched(wire, organisations):
    wire.says(answer(200, [SERVICE]), answer(200, SERVICE), answer(200, [SERVICE]))
    (service,) = organisations.services(UUID)
    assert organisations.fetch_service(service) == service
    assert organisations.search_services(Condition.equal("organisation", UUID)) == (service,)
    assert (service.code, service.organisation) == ("SFACETAT", UUID)
    assert service.status is OrganisationServiceStatus.ACTIVE
    assert service.active_to is None
    assert wire.sent == [
        ("GET", AT + f"structures/{UUID}/services"),
        ("GET", AT + "services/" + "f" * 32),
        ("POST", AT + "services/recherche"),
    ]
    assert wire.body == {"rattachementOrganisation": {"op": "=", "val": UUID}}


def test_files_are_listed_and_downloaded(wire, organisations):
    row = {"uuid": "a1", "fileName": "kbis.pdf", "contentType": "application/pdf", "sizeBytes": 3}
    content = base64.b64encode(b"abc").decode()
    wire.says(answer(200, [row]), answer(200, {**row, "attachmentData": content}))
    (file,) = organisations.attachments(UUID)
    assert (file.file_name, file.media_type, file.size) == ("kbis.pdf", "application/pdf", 3)
    assert organisations.download_attachment(UUID, file) == b"abc"
    assert wire.sent == [
        ("GET", AT + f"structures/{UUID}/pieces_jointes"),
        ("GET", AT + f"structures/{UUID}/pieces_jointes/a1"),
    ]


def test_no_files_is_what_the_platform_calls_not_found(wire, organisations):
    wire.says(*[answer(400, [{"error": "NotFoundReference", "message": "", "detail": ""}])] * 2)
    assert organisations.attachments(UUID) == ()
    with pytest.raises(NotFoundError):
        organisations.fetch(UUID)


def test_an_identifier_of_no_known_form_is_refused_by_name(wire, organisations):
    wire.says(answer(400, [{"error": "ParamsInvalidUuidStructures"}]))
    with pytest.raises(RejectedRequestError) as caught:
        organisations.fetch("x")
    assert caught.value.label == "ParamsInvalidUuidStructures"


def test_a_file_without_content_is_outside_the_contract(wire, organisations):
    wire.says(answer(200, {"uuid": "a1"}))
    with pytest.raises(UnexpectedResponseError) as caught:
        organisations.download_attachment(UUID, "a1")
    assert caught.value.field == "attachmentData"


def test_parameters_are_patched_and_their_answer_is_empty(wire, organisations):
    wire.says(answer(204))
    organisations.set_edi_parameters(UUID, reception=True, connection=False)
    assert wire.sent == [("PATCH", AT + f"structures/{UUID}/parametres-edi")]
    assert wire.body == {"reception_edi": True, "connexion_edi": False}


def test_parameters_of_others_are_denied_and_a_lost_answer_is_not_repeated(wire, organisations):
    wire.says(answer(403), ResponseTimeoutError("late"))
    with pytest.raises(AccessDeniedError):
        organisations.set_edi_parameters(UUID, reception=True, connection=True)
    with pytest.raises(OutcomeUnknownError):
        organisations.set_edi_parameters(UUID, reception=True, connection=True)
    assert len(wire.sent) == 2


def test_an_organisation_without_its_number_cannot_be_asked_about(wire, organisations):
    wire.says(answer(200, [{"identifiant": "1"}]))
    (nameless,) = organisations.search(fields=["identifier"])
    with pytest.raises(ValueError):
        organisations.fetch(nameless)
