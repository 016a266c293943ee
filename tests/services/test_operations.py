"""The table of operations against the reference's index."""

from __future__ import annotations

from chorus_sdk._http.operation import Effect
from chorus_sdk.services.operations import OPERATIONS

# chorus-pro-api §3.0: number in the index, path, and whether it changes anything there
INDEX = {
    1: ("/cpro/factures/v1/deposer/flux", Effect.CREATE),
    8: ("/cpro/factures/v1/rechercher/fournisseur", Effect.READ),
    20: ("/cpro/factures/v1/consulter/historique", Effect.READ),
    21: ("/cpro/factures/v1/telecharger/groupe", Effect.READ),
    23: ("/cpro/structures/v1/rechercher", Effect.READ),
    24: ("/cpro/structures/v1/consulter", Effect.READ),
    25: ("/cpro/structures/v1/rechercher/services", Effect.READ),
    28: ("/cpro/transverses/v1/consulterCR", Effect.READ),
    29: ("/cpro/transverses/v1/consulterCRDetaille", Effect.READ),
    38: ("/cpro/transverses/v1/health-check", Effect.READ),
}


def test_every_row_is_one_of_the_reference():
    assert {(row.path, row.effect) for row in OPERATIONS.values()} == set(INDEX.values())
    assert [row.path for row in OPERATIONS.values()] == [path for path, _ in INDEX.values()]


def test_names_are_unique_and_the_only_get_is_the_health_check():
    assert all(name == row.name for name, row in OPERATIONS.items())
    assert [r.name for r in OPERATIONS.values() if r.method == "GET"] == ["health"]
    assert [r.name for r in OPERATIONS.values() if not r.enveloped] == ["health"]
