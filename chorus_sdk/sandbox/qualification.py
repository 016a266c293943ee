"""The qualification data set's payment requests and actors, on demand (*matelas de données*).

Shapes: chorus-pro-api §8.3: 21 requests numbered `QUAL_` and 14 digits, one a frame, each in its
start status, and a structure for each role. Names, amounts and numbers are inventions of ours.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta
from typing import Final

from chorus_sdk.formats.base import FormatId
from chorus_sdk.sandbox.data import PUBLIC_INVOICES_SERVICE, NewService, NewStructure
from chorus_sdk.sandbox.flow_life import INTEGRATED, settling_time
from chorus_sdk.sandbox.inspection import Inspected
from chorus_sdk.sandbox.integration import keep
from chorus_sdk.sandbox.operations.syntaxes import SYNTAXES
from chorus_sdk.sandbox.platform import Platform
from chorus_sdk.sandbox.samples import sample_cii, sample_invoice
from chorus_sdk.sandbox.state import Structure, written

_SYNTAX: Final = "IN_DP_E1_CII_16B"
SECOND_RECIPIENT_SIRET: Final = "99900004500016"
APPROVER_SIRET: Final = "99900005200012"
PROJECT_MANAGER_SIRET: Final = "99900006000015"
CONTRACTING_AUTHORITY_SIRET: Final = "99900007800017"
START_STATUSES: Final = {
    "A2": "MISE_EN_PAIEMENT",
    "A4": "A_ASSOCIER_MOE",
    "A5": "A_ASSOCIER_MOA",
    "A6": "MISE_A_DISPOSITION",
    "A7": "A_ASSOCIER_MOE",
    "A8": "MISE_A_DISPOSITION",
    "A9": "COMPLETEE",
    "A10": "MISE_A_DISPOSITION_MOE",
    "A12": "MISE_A_DISPOSITION",
    "A13": "A_ASSOCIER_MOE",
    "A14": "A_ASSOCIER_MOE",
    "A15": "ASSOCIEE",
    "A16": "MISE_A_DISPOSITION",
    "A17": "MISE_A_DISPOSITION",
    "A18": "A_ASSOCIER_FOURNISSEUR",
    "A19": "MISE_A_DISPOSITION",
    "A20": "ASSOCIEE",
    "A22": "MISE_A_DISPOSITION",
    "A23": "MISE_A_DISPOSITION",
    "A24": "MISE_A_DISPOSITION",
    "A25": "MISE_A_DISPOSITION",
}
"""Frame of each payment request, and the status that it starts in."""


def _actor(siret: str, name: str, *, public: bool) -> NewStructure:
    own = f"SERVICE_{'PUBLIQUE' if public else 'PRIVE'}_1_{siret}"
    services: tuple[NewService, ...] = (NewService(code=own, label="Service 1"),)
    if public:
        services += (
            NewService(code=PUBLIC_INVOICES_SERVICE, label="Factures publiques"),
            NewService(code="Acheteur", label="Acheteur"),
        )
    return NewStructure(siret=siret, name=name, public=public, services=services)


ACTORS: Final = (
    _actor(SECOND_RECIPIENT_SIRET, "SECOND DESTINATAIRE FICTIF", public=True),
    _actor(APPROVER_SIRET, "VALIDEUR FICTIF", public=False),
    _actor(PROJECT_MANAGER_SIRET, "MAITRE D'OEUVRE FICTIF", public=False),
    _actor(CONTRACTING_AUTHORITY_SIRET, "MAITRE D'OUVRAGE FICTIF", public=True),
)
"""The roles that the sandbox's own data set has no structure of its own for."""


def number_of(place: int) -> str:
    """Return the number of a payment request of the data set.

    Example:
        >>> number_of(1)
        'QUAL_20260105000001'
    """
    return f"QUAL_20260105{place:06d}"


def load_payment_requests(platform: Platform, supplier: Structure, recipient: Structure) -> int:
    """Keep the 21 payment requests, once; return how many were added."""
    added = 0
    with platform.store.transaction():
        for place, (code, status) in enumerate(START_STATUSES.items(), start=1):
            number = number_of(place)
            if platform.store.row("SELECT id FROM invoice WHERE number = ?", (number,)) is None:
                _keep(platform, supplier, recipient, (number, code, status))
                added += 1
    return added


def _keep(
    platform: Platform, supplier: Structure, recipient: Structure, row: tuple[str, str, str]
) -> None:
    number, code, status = row
    now = platform.clock.now()
    deposited = now - timedelta(days=1)
    invoice = sample_invoice(
        number=number,
        supplier=supplier.identifier,
        recipient=recipient.identifier,
        framework=code,
        issue_date=deposited.date(),
    )
    one = Inspected(
        name=f"{number}.xml",
        content=sample_cii(invoice),
        format=FormatId.CII_INVOICE,
        invoice=invoice,
    )
    flow = _flow_of(platform, supplier, one, deposited)
    keep(platform, flow, one, invoice, (supplier, recipient, None))
    platform.store.run(
        "INSERT INTO invoice_step (invoice_id, status, at)"
        " SELECT id, ?, ? FROM invoice WHERE flow_id = ?",
        (status, written(now), flow["id"]),
    )


def _flow_of(
    platform: Platform, supplier: Structure, one: Inspected, deposited: datetime
) -> sqlite3.Row:
    """Write a flow that was integrated, and return it."""
    flow_id = platform.store.run(
        "INSERT INTO flow (structure_id, file_name, syntax, content, deposited_at, pace,"
        " settles_at, outcome) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(supplier.structure_id, one.name, _SYNTAX, one.content),
            *(written(deposited), platform.pace.written()),
            *(written(settling_time(deposited, platform.pace)), INTEGRATED),
        ),
    )
    platform.store.run(
        "UPDATE flow SET number = ? WHERE id = ?",
        (f"CPP001{SYNTAXES[_SYNTAX].interface}{flow_id:015d}", flow_id),
    )
    flow = platform.store.row("SELECT * FROM flow WHERE id = ?", (flow_id,))
    if flow is None:
        raise LookupError("the flow was not kept")
    return flow
