"""Bodies of every shape, to every address: an answer, never a fault of the sandbox's own."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chorus_sdk.sandbox.operations.routes import ROUTES
from chorus_sdk.services.operations import OPERATIONS

MEMBERS = st.sampled_from(
    [
        *("codeLangue", "typeObjet", "typeDemandePaiement", "statutCourant", "formatFlux"),
        *("idStructure", "idStructureCPP", "structure", "identifiantStructure", "pagination"),
        *("parametresRecherche", "pageResultatDemandee", "nbResultatsParPage", "triSens"),
        *("pieceJointeFichier", "pieceJointeNom", "pieceJointeTypeMime", "pieceJointeExtension"),
        *("pieceJointeTypeId", "pieceJointeDesignation", "idPieceJointeObjet", "objetPieceJointe"),
        *("demandePaiement", "format", "listeFacture", "idFacture", "engagementJuridique"),
        *("numeroEngagementJuridique", "structureReceptriceEngagementJuridique", "siretStructure"),
        *("nomVilleCodePostal", "identifiant", "idDestinataireCPP", "actif", "roleUtilisateur"),
        *("rechercheFactureTravaux", "listeTypeFactureTravaux", "periodeDateDepotDu"),
        *("idTechniqueCategorie", "estActif", "espaceFo", "idService", "flagTelecharge"),
        *("_sort", "_fields", "ville", "op", "val", "reception_edi", "connexion_edi"),
        *("modeDepot", "cadreDeFacturation", "references", "montantTotal", "pieceJointePrincipale"),
        *("identifiantFactureCPP", "pieceJointeComplementaire", "getpLignesPoste", "reference"),
        *("fichierFacture", "nomFichier", "formatDepot", "listeDemandePaiement", "destinataire"),
    ]
)
WORDS = st.sampled_from(
    [
        *("", "\x00", "\ud800", "2026-11-23", "9999-12-31T23:59:59.999-23:59", "1e999999", "-1"),
        *("٣", "FOURNISSEUR", "DESTINATAIRE", "FACTURE", "PDF", "UTILISATEUR", "fr", "IN", "="),
        *("STRUCTURE_PIECEJOINTE", "DEMANDE_PAIEMENT", "'; DROP TABLE flow; --", "a.txt", "TXT"),
    ]
)
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**70), 2**70), st.floats(), WORDS, st.text(max_size=9)
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(MEMBERS, inner, max_size=3)
    ),
    max_leaves=8,
)
ADDRESSES = sorted(
    {
        (row.method, row.at(**dict.fromkeys(row.parts, "12345678200051")).path)
        for row in OPERATIONS.values()
        if row.path in ROUTES or "organisations" in row.path
    }
)


@pytest.mark.parametrize("siret", [None, "12345678200051"])
def test_nothing_that_is_sent_breaks_the_sandbox(caller, caller_of, siret):
    who = caller_of(siret) if siret else caller

    @settings(
        max_examples=250,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(st.sampled_from(ADDRESSES), st.dictionaries(MEMBERS, VALUES, max_size=5))
    def holds(address, body):
        method, path = address
        answer = who.post(path, json.dumps(body).encode(), method=method)
        assert answer.status in {200, 204, 400, 403, 404, 413}

    holds()


@pytest.mark.parametrize("method_and_path", ADDRESSES, ids=lambda one: one[1])
def test_a_body_that_is_not_json_is_no_fault(caller, method_and_path):
    method, path = method_and_path
    for body in (b"", b"[", b"[]", b"null", b"\xff"):
        assert caller.post(path, body, method=method).status in {200, 204, 400, 403, 404}
