"""The directory's file in the forms that it may come in."""

from __future__ import annotations

import io
import tracemalloc
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_sdk.errors import (
    LimitExceededError,
    MalformedDocumentError,
    UnknownFormatError,
    UnsafeDocumentError,
)
from chorus_sdk.limits import Limits
from chorus_sdk.services.directory_file import read_directory
from chorus_sdk.services.directory_values import ListedService, ListedStructure

# The columns of the published directory, in its order.
STRUCTURES = (
    "TypeIdentifiant;Identifiant;RaisonSociale;EmetteurEdi;RecepteurEdi;"
    "GestionStatutMiseEnPaiement;GestionEngagement;GestionService;GestionServiceEngagement;EstMOA;"
    "EstMOAUniquement;StructureActive;Adresse;ComplementAdresse1;ComplementAdresse2;CodePostal;"
    "Ville;NumTelephone;Courriel;CodePays;LibellePays"
)
STRUCTURE = (
    "1;11000201100044;ÉTAT;false;true;true;true;true;false;false;false;true;1 RUE;;;75001;PARIS;;;"
    "FR;FRANCE"
)
SERVICES = "idService;Identifiant;RaisonSociale;Code;Nom;GestionEGMT;ServiceActif;Ville"
SERVICE = '7;11000201100044;ÉTAT;SFACETAT;"Facturier; de l\'État";true;false;PARIS'
XML = """<?xml version="1.0" encoding="UTF-8"?>
<Annuaire xmlns="urn:x"><Structures>
<Structure><TypeIdentifiant>1</TypeIdentifiant><Identifiant> 11000201100044 </Identifiant>
<RaisonSociale>ÉTAT</RaisonSociale><StructureActive>true</StructureActive>
<Parametres><GestionService>true</GestionService></Parametres>
<Services><Service><Code>SFACETAT</Code><Nom>Facturier</Nom><GestionEGMT>1</GestionEGMT></Service>
<Service><Code>AUTRE</Code><GestionEGMT>0</GestionEGMT></Service></Services></Structure>
<Structure><Identifiant>2</Identifiant><StructureActive>false</StructureActive><Services/></Structure>
</Structures></Annuaire>"""


def rows(content: bytes, **limits):
    return list(read_directory(content, limits=Limits(**limits)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_structures_are_read_by_the_names_of_their_columns(encoding, end):
    (one,) = rows(end.join([STRUCTURES, STRUCTURE, ""]).encode(encoding))
    assert isinstance(one, ListedStructure)
    assert (one.identifier, one.name, one.city) == ("11000201100044", "ÉTAT", "PARIS")
    assert (one.sends_by_edi, one.receives_by_edi, one.reports_payment) == (False, True, True)
    assert (one.commitment_required, one.service_code_required) == (True, True)
    assert one.service_code_or_commitment_required is False
    assert (one.is_active, one.address_2, one.country_code) == (True, None, "FR")


def test_services_are_told_from_structures_and_keep_their_structure():
    (one,) = rows(f"{SERVICES}\n{SERVICE}\n".encode())
    assert isinstance(one, ListedService)
    assert (one.structure_identifier, one.code) == ("11000201100044", "SFACETAT")
    assert one.name == "Facturier; de l'État"
    assert (one.commitment_required, one.is_active) == (True, False)


def test_another_separator_is_seen_in_the_first_line():
    (one,) = rows(b"Identifiant,StructureActive\n5,false\n")
    assert (one.identifier, one.is_active) == ("5", False)


def test_an_archive_is_read_file_by_file():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("structures.csv", f"{STRUCTURES}\n{STRUCTURE}\n")
        archive.writestr("services.csv", f"{SERVICES}\n{SERVICE}\n")
    first, second = rows(out.getvalue())
    assert isinstance(first, ListedStructure)
    assert isinstance(second, ListedService)
    with pytest.raises(LimitExceededError):
        rows(out.getvalue(), archive_entries=1)


def test_xml_is_read_by_the_names_of_its_fields_whatever_is_around_them():
    found = rows(XML.encode())
    kinds = [type(one) for one in found]
    assert kinds == [ListedService, ListedService, ListedStructure, ListedStructure]
    assert [one.code for one in found[:2]] == ["SFACETAT", "AUTRE"]
    assert {one.structure_identifier for one in found[:2]} == {"11000201100044"}
    assert [one.commitment_required for one in found[:2]] == [True, False]
    assert (found[2].identifier, found[2].service_code_required) == ("11000201100044", True)
    assert (found[3].identifier, found[3].is_active) == ("2", False)


def test_a_service_without_its_structure_is_read_alone():
    (one,) = rows(b"<a><b><Code>S1</Code><GestionEGMT>1</GestionEGMT></b></a>")
    assert (one.code, one.structure_identifier) == ("S1", None)


@pytest.mark.parametrize("content", [b"", b"\n", b"a;b\n1;2\n", b"<a/>", b"<a><b>1</b></a>"])
def test_another_layout_is_said_to_be_unknown(content):
    with pytest.raises(UnknownFormatError):
        rows(content)


@pytest.mark.parametrize(
    "content",
    [
        b"Identifiant;StructureActive\n;true\n",
        b"Code;GestionEGMT\n;true\n",
        b"Identifiant;StructureActive\n1\n;\n",
        b"<a><b><Identifiant/><StructureActive>1</StructureActive></b></a>",
        b"<a><b>",
    ],
)
def test_a_row_without_its_identifier_and_broken_xml_are_errors(content):
    with pytest.raises(MalformedDocumentError):
        rows(content)


def test_a_field_without_end_is_an_error():
    with pytest.raises(MalformedDocumentError):
        rows(b'Identifiant;StructureActive\n"' + b"x" * 140_000 + b"\n")


def test_a_doctype_and_depth_are_refused():
    with pytest.raises(UnsafeDocumentError):
        rows(b"<!DOCTYPE a><a/>")
    with pytest.raises(LimitExceededError):
        rows(b"<a>" * 30, xml_depth=20)


@given(st.binary(max_size=200))
def test_any_bytes_are_rows_or_a_typed_error(content):
    try:
        found = rows(content)
    except (MalformedDocumentError, UnknownFormatError, UnsafeDocumentError, LimitExceededError):
        return
    assert all(isinstance(one, (ListedStructure, ListedService)) for one in found)


def test_the_rows_of_a_large_directory_are_never_held_together():
    line = STRUCTURE.encode() + b"\n"
    content = STRUCTURES.encode() + b"\n" + line * 4_000
    tracemalloc.start()
    try:
        count = sum(1 for _ in read_directory(content))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 4_000
    assert peak < 6 * len(content)
