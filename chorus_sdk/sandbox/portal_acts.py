"""What others do on the portal, where the API has no operation for it (*actes sur le portail*).

Works pieces of project managers and contracting authorities are entered on the portal alone
(chorus-pro-business §4.1, §4.5), and a flow names no approver: a test says here what happens there.
Which piece follows which is the chain of §4.5; that whoever issues the next piece thereby becomes
an actor of the one before is INF.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from chorus_sdk.errors import ConfigurationError, NotFoundError
from chorus_sdk.formats.documents import read
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.sandbox.circuit import circuit_of, name_approver, name_works_actors
from chorus_sdk.sandbox.inspection import LIMITS
from chorus_sdk.sandbox.invoice_life import Act, Actor, targets
from chorus_sdk.sandbox.platform import Platform
from chorus_sdk.sandbox.state import INVOICES, InvoiceRow, Structure, written
from chorus_sdk.sandbox.submitted import NOTHING_SAID, keep_submitted

PORTAL: Final = "SAISIE_PORTAIL"
NEXT_PIECES: Final = {
    "A4": ("A15",),
    "A10": ("A15",),
    "A13": ("A15",),
    "A5": ("A19", "A6"),
    "A15": ("A19", "A16", "A6"),
    "A7": ("A17",),
    "A11": ("A17",),
    "A14": ("A17",),
    "A17": ("A18", "A20"),
    "A18": ("A8",),
    "A20": ("A8",),
    "A22": ("A23", "A24", "A25"),
}
"""The piece of a works contract, and those that may follow it."""
ISSUERS: Final = {
    "A6": Actor.SUPPLIER,
    "A8": Actor.SUPPLIER,
    "A23": Actor.SUPPLIER,
    "A15": Actor.PROJECT_MANAGER,
    "A16": Actor.PROJECT_MANAGER,
    "A17": Actor.PROJECT_MANAGER,
    "A18": Actor.PROJECT_MANAGER,
    "A24": Actor.PROJECT_MANAGER,
    "A25": Actor.PROJECT_MANAGER,
    "A19": Actor.CONTRACTING_AUTHORITY,
    "A20": Actor.CONTRACTING_AUTHORITY,
}


class PortalActs:
    """Acts of people on the portal (*actes sur le portail*), for invoices that the sandbox has.

    Invoices are named by their number (BT-1), structures by their SIRET. Every act raises
    NotFoundError for one that the sandbox does not have.
    """

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    def name_approver(self, number: str, siret: str, *, level: int = 1) -> None:
        """Name who approves an invoice (*désigner le valideur*), at the level 1 or 2.

        Of the frameworks A9 and A12 alone; before its approver has decided, the invoice does not
        go on its way.

        Raises:
            ConfigurationError: an invoice of that framework has no approver, or no such level.
        """
        invoice = self._invoice(number)
        if invoice.frame.partition("_")[0] not in {"A9", "A12"} or level not in {1, 2}:
            raise ConfigurationError(
                "Only invoices A9 and A12 have approvers, of level 1 and 2.", setting="level"
            )
        approver = self._structure(siret).structure_id
        name_approver(self._platform.store, invoice.invoice_id, approver, level=level)

    def name_project_manager(self, number: str, siret: str) -> None:
        """Name the project manager of a works invoice (*désigner la MOE*)."""
        manager = self._structure(siret).structure_id
        name_works_actors(
            self._platform.store, self._invoice(number).invoice_id, project_manager=manager
        )

    def issue_next_piece(
        self, number: str, *, framework: str, next_number: str, issuer: str
    ) -> None:
        """Issue the piece that follows a works invoice (*émettre la pièce suivante*), such as A15.

        The invoice becomes `ASSOCIEE`; the piece has its amounts, its supplier and its recipient.

        Raises:
            ConfigurationError: that piece does not follow, the issuer is another actor, or the
                invoice is not at the point where its next piece is issued.
        """
        before, by = self._invoice(number), self._structure(issuer)
        self._refuse_unfit(before, framework, by)
        now = self._platform.clock.now()
        with self._platform.store.transaction():
            after = self._keep(before, framework, next_number)
            self._link(before, after, framework, by)
            self._associate(before, now)

    def _refuse_unfit(self, before: InvoiceRow, framework: str, by: Structure) -> None:
        code = before.frame.partition("_")[0]
        if framework not in NEXT_PIECES.get(code, ()):
            raise ConfigurationError(f"No {framework} follows an {code}.", setting="framework")
        issuer = ISSUERS[framework]
        if issuer is Actor.SUPPLIER and by.structure_id != before.supplier_id:
            raise ConfigurationError("Only its supplier issues this piece.", setting="issuer")
        if issuer is Actor.PROJECT_MANAGER:
            named = circuit_of(self._platform.store, before.invoice_id).project_manager_id
            if named not in {None, by.structure_id}:
                raise ConfigurationError("Another project manager is named.", setting="issuer")
        if not targets(Act.ISSUE_NEXT_PIECE, self._status(before)):
            raise ConfigurationError(
                "The invoice is not at the point where its next piece is issued.", setting="number"
            )

    def _keep(self, before: InvoiceRow, framework: str, number: str) -> int:
        """Write the next piece into the records, with the content of the one before."""
        row = self._platform.store.row(
            "SELECT document FROM invoice WHERE id = ?", (before.invoice_id,)
        )
        supplier = self._platform.structure(before.supplier_id)
        recipient = self._platform.structure(before.recipient_id)
        if row is None or supplier is None or recipient is None:
            raise LookupError("the invoice is not kept")
        invoice: Invoice = read(bytes(row["document"]), limits=LIMITS)
        piece = invoice.model_copy(update={"number": number, "business_process": framework})
        parties = (supplier, recipient, before.service_id)
        return keep_submitted(self._platform, PORTAL, piece, parties, NOTHING_SAID)

    def _link(self, before: InvoiceRow, after: int, framework: str, by: Structure) -> None:
        store = self._platform.store
        named = circuit_of(store, before.invoice_id)
        manager, authority = named.project_manager_id, named.contracting_authority_id
        if ISSUERS[framework] is Actor.PROJECT_MANAGER:
            manager = by.structure_id
        elif ISSUERS[framework] is Actor.CONTRACTING_AUTHORITY:
            authority = by.structure_id
        for piece in (before.invoice_id, after):
            name_works_actors(
                store, piece, project_manager=manager, contracting_authority=authority
            )
        name_works_actors(store, after, preceding=before.invoice_id)

    def _associate(self, before: InvoiceRow, now: datetime) -> None:
        self._platform.store.run(
            "INSERT INTO invoice_step (invoice_id, status, at) VALUES (?, 'ASSOCIEE', ?)",
            (before.invoice_id, written(now)),
        )

    def _status(self, invoice: InvoiceRow) -> str:
        return self._platform.steps(invoice, self._platform.clock.now())[-1][0].state

    def _invoice(self, number: str) -> InvoiceRow:
        row = self._platform.store.row(f"{INVOICES} WHERE invoice.number = ?", (number,))
        if row is None:
            raise NotFoundError("The sandbox has no invoice with this number.")
        return InvoiceRow.of(row)

    def _structure(self, siret: str) -> Structure:
        found = self._platform.structure_named(siret)
        if found is None:
            raise NotFoundError("The sandbox has no structure with this SIRET.")
        return found
