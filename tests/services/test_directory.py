"""The directory by search, one company at a time, and whole; exact on the wire."""

from __future__ import annotations

import base64
from datetime import date

import pytest
from scripted import answer, refusal, success
from wire import Wire, paged

from chorus_sdk.errors import AccessDeniedError, RejectedRequestError, UnknownFormatError
from chorus_sdk.services.codes import Sector
from chorus_sdk.services.directory import Directory

AT = "/cpro/transverses/v1/"
PAGE_1 = {"pageResultatDemandee": 1, "nbResultatsParPage": 100}


@pytest.fixture
def wire() -> Wire:
    return Wire.new()


@pytest.fixture
def directory(wire) -> Directory:
    return Directory(wire.api)


def test_recipients_are_searched_by_name_or_place(wire, directory):
    row = {
        "idStructureCPP": 501100,
        "siret": "11000201100044",
        "nomDestinataire": "ETAT",
        "adresseCodePostal": "75001",
        "adresseVille": "PARIS",
    }
    wire.says(success(**paged("listeDestinataires", row)))
    (one,) = directory.search(place="PARIS", sector=Sector.PUBLIC)
    assert (one.id, one.siret, one.name) == (501100, "11000201100044", "ETAT")
    assert (one.post_code, one.city) == ("75001", "PARIS")
    assert wire.sent == [("POST", AT + "rechercher/destinataire")]
    assert wire.body == {
        "nomVilleCodePostal": "PARIS",
        "typeStructure": "PUBLIQUE",
        "parametresRecherche": PAGE_1,
    }


def test_a_siret_is_looked_up_in_the_register(wire, directory):
    wire.says(
        success(
            siret="11000201100044",
            siren="110002011",
            siege="1",
            raisonSociale="ETAT",
            dateCreationEntreprise="1900-01-01",
            estActif=True,
            nonDiffusibleInsee="NON",
        )
    )
    company = directory.company("11000201100044")
    assert (company.siren, company.name) == ("110002011", "ETAT")
    assert company.company_created_on == date(1900, 1, 1)
    assert (company.is_active, company.is_confidential) == (True, False)
    assert wire.sent == [("POST", AT + "consulter/information/siret")]
    assert wire.body == {"siretStructure": "11000201100044"}


def test_a_register_that_is_not_there_and_one_that_knows_nothing_differ(wire, directory):
    wire.says(answer(403), refusal(20000, "x"))
    with pytest.raises(AccessDeniedError):
        directory.company("1")
    with pytest.raises(RejectedRequestError):
        directory.company("1")


def test_executing_services_are_searched_in_a_recipient(wire, directory):
    row = {"idServicesCPP": 3, "codeServiceExecutant": "S1", "nomServiceExecutant": "Un"}
    wire.says(success(**paged("listeServices", row)), success(listeServices=row))
    (one,) = directory.executing_services(501100, code="S1", active=True)
    assert (one.id, one.code, one.name) == (3, "S1", "Un")
    assert wire.sent == [("POST", AT + "rechercher/serviceexecutant")]
    assert wire.body == {
        "idDestinataireCPP": 501100,
        "codeServiceExecutant": "S1",
        "actif": True,
        "parametresRecherche": PAGE_1,
    }
    assert directory.state_services() == (one,)
    assert wire.sent[-1] == ("POST", AT + "recuperer/services/executantetat")
    assert wire.body == {}


def test_the_whole_directory_is_downloaded_and_read(wire, directory):
    content = b"Identifiant;StructureActive;GestionService\n11000201100044;true;false\n"
    said = success(fichierResultat=base64.b64encode(content).decode())
    wire.says(said, said)
    assert directory.download() == content
    assert wire.sent == [("POST", AT + "telecharger/annuaire/destinataire")]
    assert wire.body == {}
    (row,) = directory.rows()
    assert (row.identifier, row.is_active) == ("11000201100044", True)
    assert row.service_code_required is False


def test_a_layout_that_is_not_known_is_said_and_its_bytes_stay_within_reach(wire, directory):
    said = success(fichierResultat=base64.b64encode(b"a;b\n1;2\n").decode())
    wire.says(said, said)
    with pytest.raises(UnknownFormatError):
        list(directory.rows())
    assert directory.download() == b"a;b\n1;2\n"
