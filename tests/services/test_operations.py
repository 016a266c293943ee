"""The table of operations against the reference's index, by hand and by reading it."""

from __future__ import annotations

import inspect
import re
from functools import reduce
from importlib import import_module
from pathlib import Path

import pytest

from chorus_sdk._http.operation import Answer, Effect
from chorus_sdk.services.operations import OPERATIONS

ROWS = {row.number: row for row in OPERATIONS.values()}

# chorus-pro-api §3.0, by hand
PATHS = """
1 /cpro/factures/v1/deposer/flux
2 /cpro/factures/v1/deposer/pdf
3 /cpro/factures/v1/soumettre
4 /cpro/factures/v1/completer
5 /cpro/factures/v1/recycler
6 /cpro/factures/v1/corriger/valideur/facture
7 /cpro/factures/v1/traiterRejet
8 /cpro/factures/v1/rechercher/fournisseur
9 /cpro/factures/v1/rechercher/atraiter/fournisseur
10 /cpro/factures/v1/consulter/fournisseur
11 /cpro/factures/v1/rechercher/recipiendaire
12 /cpro/factures/v1/rechercher/atraiter/recipiendaire
13 /cpro/factures/v1/consulter/recipiendaire
14 /cpro/factures/v1/traiter/recue
15 /cpro/factures/v1/rechercher/valideur
16 /cpro/factures/v1/rechercher/aTraiter/valideur
17 /cpro/factures/v1/consulter/valideur
18 /cpro/factures/v1/traiter/factureAValider
19 /cpro/factures/v1/recuperer/statutsFactureVisibles/valideur
20 /cpro/factures/v1/consulter/historique
21 /cpro/factures/v1/telecharger/groupe
22 /cpro/factures/v1/rechercher/demandePaiement
23 /cpro/structures/v1/rechercher
24 /cpro/structures/v1/consulter
25 /cpro/structures/v1/rechercher/services
26 /cpro/structures/v1/consulter/service
27 /cpro/structures/v1/lister/rattachementsutilisateur
28 /cpro/transverses/v1/consulterCR
29 /cpro/transverses/v1/consulterCRDetaille
30 /cpro/transverses/v1/ajouter/fichier
31 /cpro/transverses/v1/detacherPieceJointe
32 /cpro/transverses/v1/rechercher/pj/structure
33 /cpro/transverses/v1/rechercher/pj/moncompte
34 /cpro/transverses/v1/telecharger/pieceJointe
35 /cpro/transverses/v1/telecharger/annuaire/destinataire
36 /cpro/transverses/v1/rechercher/destinataire
37 /cpro/transverses/v1/consulter/information/siret
38 /cpro/transverses/v1/health-check
39 /cpro/transverses/v1/recuperer/etat/typedp
40 /cpro/transverses/v1/recuperer/etats/traitement
41 /cpro/transverses/v1/recuperer/formatflux
42 /cpro/transverses/v1/recuperer/syntaxeflux
43 /cpro/transverses/v1/recuperer/devises
44 /cpro/transverses/v1/recuperer/modedepot
45 /cpro/transverses/v1/recuperer/modereglements
46 /cpro/transverses/v1/recuperer/pays
47 /cpro/transverses/v1/recuperer/tauxtva
48 /cpro/transverses/v1/recuperer/motifs/exonerationtva
49 /cpro/transverses/v1/recuperer/motifs/refus/Facture/AValider
50 /cpro/transverses/v1/recuperer/cadrefacturation
51 /cpro/transverses/v1/recuperer/coordbanc/valides
52 /cpro/transverses/v1/recuperer/typespj
53 /cpro/transverses/v1/recuperer/typedp
54 /cpro/transverses/v1/recuperer/typefacturetravaux
55 /cpro/transverses/v1/recuperer/typeidentifiant/structure
56 /cpro/transverses/v1/recuperer/structures/actives/fournisseur
57 /cpro/transverses/v1/recuperer/structures/actives/destinataire
58 /cpro/transverses/v1/recuperer/structures/actives/facturetravaux
59 /cpro/transverses/v1/recuperer/structuresPourUtilisateur
60 /cpro/transverses/v1/rechercher/categorieSollicitation
61 /cpro/transverses/v1/rechercher/sousCategorieSollicitation
62 /cpro/utilisateurs/v1/monCompte/recuperer/rattachements
63 /cpro/facturesTravaux/v1/rechercher
64 /cpro/engagementsJuridiques/v1/rechercher
65 /cpro/engagementsJuridiques/v1/consulterDetail
66 /cpro/structures/v1/rechercher/espaces
67 /cpro/transverses/v1/rechercher/serviceexecutant
68 /cpro/transverses/v1/recuperer/services/executantetat
69 /cpro/organisations/v1/healthcheck
70 /cpro/organisations/v1/structures/recherche
71 /cpro/organisations/v1/structures/{id}
72 /cpro/organisations/v1/structures/{id}/services
73 /cpro/organisations/v1/structures/{id}/pieces_jointes
74 /cpro/organisations/v1/structures/{id}/pieces_jointes/{uuid}
75 /cpro/organisations/v1/structures/{id}/parametres-edi
76 /cpro/organisations/v1/services/{uuid}
77 /cpro/organisations/v1/services/recherche
"""
INDEX = {int(number): path for number, path in map(str.split, PATHS.strip().splitlines())}
CREATES = {1, 2, 3, 30}
ACTS = {4, 5, 6, 7, 14, 18, 31, 75}
UNVERIFIED = {16, 31, 59, *range(62, 67), 69, *range(71, 78)}
DEPRECATED = {9, 12, 31, 59, 66, 67, 68}
GETS = {38, 69, 71, 72, 73, 74, 76}
# §3.0 and §3.8: no envelope; 2 and 34 list no codeRetour either (§3.1, §3.3)
WITHOUT_ENVELOPE = {2, 34, 38, *range(69, 78)}


def test_every_row_stands_at_its_number():
    assert {number: row.path for number, row in ROWS.items()} == INDEX
    assert list(ROWS) == list(range(1, 78))
    assert len(OPERATIONS) == 77


def test_names_are_unique_and_say_what_they_are():
    assert all(name == row.name for name, row in OPERATIONS.items())


def test_effects_decide_what_may_be_tried_again():
    by_effect = {
        effect: {n for n, row in ROWS.items() if row.effect is effect} for effect in Effect
    }
    assert by_effect[Effect.CREATE] == CREATES
    assert by_effect[Effect.ACT] == ACTS


def test_methods_and_shapes_of_answers():
    assert {n for n, row in ROWS.items() if row.method == "GET"} == GETS
    assert {n for n, row in ROWS.items() if row.method not in ("GET", "POST")} == {75}
    assert ROWS[75].method == "PATCH"
    assert {n for n, row in ROWS.items() if not row.enveloped} == WITHOUT_ENVELOPE
    assert {n for n, row in ROWS.items() if row.answer is Answer.LIST} == {70, 72, 73, 77}
    assert {n for n, row in ROWS.items() if row.answer is Answer.EMPTY} == {69, 75}


def test_what_is_unverified_deprecated_or_missing_in_qualification_says_so():
    assert {n for n, row in ROWS.items() if row.is_unverified} == UNVERIFIED
    assert {n for n, row in ROWS.items() if row.deprecated} == DEPRECATED
    assert {n for n, row in ROWS.items() if not row.in_qualification} == {22, 37}


def served(row):
    """The method that a row names, or None."""
    module, owner, method = row.served_by.rsplit(".", 2)
    try:
        return reduce(getattr, (owner, method), import_module(module))
    except (AttributeError, ModuleNotFoundError):
        return None


@pytest.mark.parametrize("number", sorted(INDEX))
def test_every_row_is_served_by_a_documented_method(number):
    row = ROWS[number]
    method = served(row)
    assert inspect.isfunction(method), row.served_by
    words = (method.__doc__ or "").lower()
    assert ("*unverified*" in words) == row.is_unverified
    assert ("*deprecated*" in words) == row.deprecated


def test_every_row_names_a_method_of_its_own_room():
    for row in ROWS.values():
        module, owner, method = row.served_by.rsplit(".", 2)
        assert module.startswith("chorus_sdk.")
        assert owner[0].isupper()
        assert method.isidentifier()


@pytest.fixture(scope="module")
def reference(corpus) -> list[tuple[int, str, str, str]]:
    page = Path(corpus).parent / "reference" / "chorus-pro-api.md"
    if not page.is_file():
        pytest.skip("the reference does not stand beside the corpus")
    section = page.read_text(encoding="utf-8").split("### 3.0 ")[1].split("### 3.1 ")[0]
    rows = re.findall(r"^\| (\d+) \| (.+?) \| (.+?) \| (.+?) \|$", section, re.MULTILINE)
    return [(int(number), path, role, sources) for number, path, role, sources in rows]


def test_the_reference_has_the_same_rows(reference):
    assert [number for number, *_ in reference] == list(ROWS)
    for number, cell, role, sources in reference:
        row, (path, *_) = ROWS[number], re.findall(r"`(/cpro/[^`]+)`", cell)
        verb = re.search(r"GET|PATCH", cell)
        assert (row.path, row.method) == (path, verb[0] if verb else "POST")
        assert row.deprecated == ("deprecated" in cell)
        assert row.in_qualification == ("not in qualification" not in cell)
        assert [one.value for one in row.roles] == re.findall(r"\b(?:any|MOE|MOA|[FDVM])\b", role)
        assert row.is_unverified == (len(set(re.findall(r"S\d+", sources))) == 1), number
