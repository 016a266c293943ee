"""What pivots and status flows begin with, as a table (*enveloppe*): the same in all versions."""

from __future__ import annotations

from typing import Final

from chorus_sdk.formats.pivot.binding import Group, Kind, Leaf, attribute
from chorus_sdk.formats.pivot.envelope import PivotEnvelope, PivotParameter, PivotPartner
from chorus_sdk.formats.pivot.simple_types import between, exactly, of_form


def _partner(tag: str, name: str) -> Group:
    return Group(
        tag,
        (
            Leaf("Id", "id", required=True, simple=between(3, 8)),
            Leaf("Libelle", "label"),
            Leaf("Note", "note"),
        ),
        name=name,
        build=PivotPartner,
        required=True,
    )


ENVELOPE: Final = Group(
    "EnveloppeUnitaire",
    (
        attribute("NumOrdre", "rank", Kind.INTEGER),
        Group(
            "Parametres",
            (
                Group(
                    "ParametreIndiv",
                    (
                        Leaf("@NumOrdre", "rank", simple=of_form("[0-9]{4}")),
                        Leaf("Code", "code", required=True, simple=exactly(5)),
                        Leaf("Valeurparametre", "value", required=True),
                        Leaf("Note", "note"),
                    ),
                    name="parameters",
                    build=PivotParameter,
                    repeated=True,
                    least=2,
                ),
            ),
            required=True,
        ),
        Group(
            "Partenaires",
            (_partner("Recepteur", "receiver"), _partner("Emetteur", "sender")),
            required=True,
        ),
    ),
    build=PivotEnvelope,
)
