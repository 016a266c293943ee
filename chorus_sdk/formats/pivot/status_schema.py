"""The status flow's schema, as a table (*schéma CPPStatut*): our own transcription of V1_19."""

from __future__ import annotations

from typing import Final

from chorus_sdk.formats.pivot.binding import Group, Kind, Leaf, attribute
from chorus_sdk.formats.pivot.codes import IdentifierKind
from chorus_sdk.formats.pivot.schema import recipient
from chorus_sdk.formats.pivot.simple_types import NATURAL, STRING, UNTYPED, exactly, up_to
from chorus_sdk.formats.pivot.status_codes import FLOW_STATUS_NUMBERS, INVOICE_STATUS_NUMBERS
from chorus_sdk.formats.pivot.status_model import (
    FlowAcknowledgement,
    FlowError,
    InvoiceStatus,
    StatusSupplier,
)


def _status(numbers: range) -> Leaf:
    known = frozenset(f"{number:02}" for number in numbers)
    return Leaf(
        "IdStatut",
        "status_code",
        Kind.NUMERAL,
        required=True,
        vital=True,
        allowed=lambda _: known,
    )


_SUPPLIER: Final = Group(
    "Fournisseur",
    (
        Leaf(
            "TypeIdentifiant",
            "identifier_kind",
            required=True,
            simple=NATURAL,
            codes=IdentifierKind,
        ),
        Leaf("Identifiant", "identifier", required=True),
        Leaf("RaisonSociale", "name", required=True),
        Leaf("CodePays", "country", simple=exactly(2)),
    ),
    name="supplier",
    build=StatusSupplier,
    required=True,
)

INVOICE_STATUS: Final = Group(
    "CPPFactureStatutUnitaire",
    (
        attribute("NumOrdre", "rank", Kind.INTEGER),
        _SUPPLIER,
        recipient(STRING),
        Group(
            "DonneesStatut",
            (
                _status(INVOICE_STATUS_NUMBERS),
                Leaf("ComplementStatut", "complement"),
                Leaf("Commentaire", "comment"),
                Leaf("Horodatage", "at", Kind.INSTANT, required=True, vital=True),
                Group("Producteur", (Leaf("@Id", "producer_id"),)),
                Leaf("IdFacture", "invoice_number", required=True, vital=True),
                Leaf("DateFacture", "invoice_date", Kind.DAY),
                Leaf("IdMandatDP", "payment_order_number"),
            ),
            required=True,
            vital=True,
            is_local=True,
        ),
    ),
    build=InvoiceStatus,
)

_ERROR: Final = Group(
    "LigneErreurDetail",
    (
        Leaf("@IdLigne", "line_id", simple=UNTYPED),
        Leaf("NatureErreur", "nature", required=True),
        Leaf("CodeErreur", "error_code", required=True),
        Leaf("LibelleErreur", "label", required=True),
        Leaf("DescriptionErreur", "description"),
    ),
    name="errors",
    build=FlowError,
    repeated=True,
    required=True,
)

FLOW_STATUS: Final = Group(
    "CPPFluxStatutUnitaire",
    (
        attribute("NumOrdre", "rank", Kind.INTEGER),
        Group(
            "DonneesStatut",
            (
                _status(FLOW_STATUS_NUMBERS),
                Leaf("ComplementStatut", "complement", simple=up_to(40)),
                Leaf("Commentaire", "comment"),
                Leaf("Note", "note"),
                Leaf("Horodatage", "at", Kind.INSTANT, required=True, vital=True),
                Leaf("IdProducteur", "producer_id", simple=exactly(8)),
                Group("Producteur", (), is_local=True),
                Leaf("IdFlux", "flow_id", required=True, vital=True),
                Group(
                    "Details",
                    (Leaf("@NbLignesErreur", "error_count", Kind.INTEGER, required=True), _ERROR),
                ),
            ),
            required=True,
            vital=True,
            is_local=True,
        ),
    ),
    build=FlowAcknowledgement,
)

_COUNT: Final = attribute("compteur", "count", Kind.INTEGER)

DOCUMENT: Final = Group(
    "CPPStatut",
    (
        Leaf("@Version", "version"),
        Group("Enveloppe", (), required=True),
        Group("CPPFluxStatuts", (_COUNT,), alternative=True),
        Group("CPPFactureStatuts", (_COUNT,), alternative=True),
    ),
)
"""What stands around the envelope and the statuses."""
