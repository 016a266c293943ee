"""A Chorus Pro of your own (*bac à sable*): everything behind its doors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final, Self

from chorus_sdk._clock import Clock, SystemClock
from chorus_sdk._http.exchange import HttpResponse
from chorus_sdk._secrets import Secret
from chorus_sdk.auth.credentials import Credentials
from chorus_sdk.config import Environment
from chorus_sdk.errors import NotFoundError
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.sandbox.accounts import Accounts, normal_address
from chorus_sdk.sandbox.chorus_api import ChorusApi
from chorus_sdk.sandbox.circuit import CIRCUITS
from chorus_sdk.sandbox.control import control
from chorus_sdk.sandbox.data import RECIPIENT_SIRET, SUPPLIER_SIRET, NewStructure
from chorus_sdk.sandbox.faults import Faults
from chorus_sdk.sandbox.flow_life import INCIDENT, REJECTED
from chorus_sdk.sandbox.gateway import Gateway
from chorus_sdk.sandbox.holdings import HOLDINGS
from chorus_sdk.sandbox.integration import integrate_due_flows
from chorus_sdk.sandbox.keys import Application, Keyring, TechnicalAccount
from chorus_sdk.sandbox.mail import Mailbox
from chorus_sdk.sandbox.memberships import Memberships
from chorus_sdk.sandbox.pace import Pace
from chorus_sdk.sandbox.platform import Habits, Platform
from chorus_sdk.sandbox.portal import Portal
from chorus_sdk.sandbox.portal_acts import PortalActs
from chorus_sdk.sandbox.portal_imports import Imports
from chorus_sdk.sandbox.portal_rules import PortalRules
from chorus_sdk.sandbox.portal_workspace import Workspace
from chorus_sdk.sandbox.qualification import ACTORS, load_payment_requests
from chorus_sdk.sandbox.reception import Reception, Served
from chorus_sdk.sandbox.registry import Registry
from chorus_sdk.sandbox.shifted_clock import ShiftedClock
from chorus_sdk.sandbox.state import TABLES, Structure
from chorus_sdk.sandbox.status_order import give_status
from chorus_sdk.sandbox.store import Store
from chorus_sdk.sandbox.submitted import SUBMISSIONS
from chorus_sdk.sandbox.transport import SandboxTransport
from chorus_sdk.sandbox.web import WebRequest, dated

IN_PROCESS: Final = "https://chorus-sandbox.invalid"
"""The address that the door without a network answers at; no machine can have it."""


class Sandbox:
    """A Chorus Pro on your own machine (*bac à sable*): API, flows, invoices, portal, mail.

    Args:
        path: an SQLite file to keep the state in; without one it lives in memory. The key that
            credentials are derived from lies beside it, in `<path>.key`; mails in `<path>.mails`.
        clock: where time comes from; the machine's own when left out.
        pace: how long flows and invoices take.
        speed: divides the delays of `pace`.
        habits: which of the quirks that come and go this sandbox shows.
        rules: the figures of the portal's login.
        show_mailbox: let a person read the caught mails in the browser, under `/portal`.

    Raises:
        ConfigurationError: the key file is not one of ours.

    Example:
        >>> with Sandbox() as sandbox:
        ...     sandbox.environment.name, sandbox.technical_account.password
        ('sandbox', Secret(•••))
    """

    def __init__(
        self,
        path: Path | None = None,
        *,
        clock: Clock | None = None,
        pace: Pace | None = None,
        speed: float = 1.0,
        habits: Habits | None = None,
        rules: PortalRules | None = None,
        show_mailbox: bool = False,
    ) -> None:
        keyring = Keyring.beside(path)
        self.store = Store(path)
        self.store.create(TABLES)
        self.store.create(HOLDINGS)
        self.store.create(CIRCUITS)
        self.store.create(SUBMISSIONS)
        self.clock = ShiftedClock(clock or SystemClock(), self.store)
        self.environment = Environment.at(IN_PROCESS)
        self.faults = Faults()
        self.application: Application = keyring.application()
        self._platform = Platform(
            store=self.store,
            clock=self.clock,
            pace=(pace or Pace()).scaled(speed),
            habits=habits or Habits(),
        )
        self.on_portal = PortalActs(self._platform)
        self._registry = Registry(self._platform, keyring)
        self._gateway = Gateway(self._platform, self.application)
        self._api = ChorusApi(self._platform, self._gateway)
        self.mailbox = Mailbox(path.with_name(f"{path.name}.mails") if path else None, self.clock)
        self.accounts = Accounts(
            self.store, self.clock, Secret(keyring.key_for("portal")), rules=rules
        )
        self._memberships = Memberships(self.store)
        self._portal = Portal(
            self.store,
            self.clock,
            self.accounts,
            self.mailbox,
            base_path="/portal",
            show_mailbox=show_mailbox,
            workspace=Workspace(
                platform=self._platform,
                memberships=self._memberships,
                imports=Imports(self.store, self.clock),
            ),
        )

        self._reception = Reception(
            faults=self.faults,
            longest=self.body_bytes,
            settle=self.settle,
            orders=lambda request: control(self, request),
            doors=(self._api, self._portal),
        )

    @property
    def technical_account(self) -> TechnicalAccount:
        """The technical account of the supplier that the sandbox starts with."""
        return self._registry.account(SUPPLIER_SIRET)

    def technical_account_of(self, siret: str) -> TechnicalAccount:
        """Return the technical account of another structure; NotFoundError when unknown."""
        return self._registry.account(siret)

    def credentials(self, siret: str = SUPPLIER_SIRET) -> Credentials:
        """Return both credentials of a structure, as a client takes them (*identifiants*).

        Raises:
            NotFoundError: no structure has this SIRET.
        """
        account = self._registry.account(siret)
        return Credentials.of(
            client_id=self.application.client_id,
            client_secret=self.application.client_secret,
            technical_login=account.login,
            technical_password=account.password,
        )

    def renew_password(self, siret: str = SUPPLIER_SIRET) -> TechnicalAccount:
        """Give a technical account a new password (*renouveler*); the old one dies at once."""
        return self._registry.renew_password(siret)

    def add_user(
        self,
        email: str,
        password: str | Secret[str],
        *,
        name: str = "",
        siret: str = SUPPLIER_SIRET,
        follows_flows: bool = True,
    ) -> None:
        """Open a portal account (*compte utilisateur*); its address receives the codes.

        It is attached to the structure with this SIRET. Without `follows_flows` it lacks the
        right to *Suivi des flux*, as many real accounts do.

        Raises:
            NotFoundError: no structure has this SIRET.
            ValueError: the address is no mailbox, the account exists, or the password is empty.
        """
        structure_id = self._registry.account(siret).structure_id
        self.accounts.add(email, password, name=name)
        address = normal_address(email)
        self._memberships.attach(address, structure_id, follows_flows=follows_flows)

    @property
    def body_bytes(self) -> int:
        """How long a request may be; a longer one is answered with 413."""
        return self._platform.habits.body_bytes

    def transport(self) -> SandboxTransport:
        """Return the door without a network; use it with `environment`."""
        return SandboxTransport(self)

    def handle(self, request: WebRequest) -> HttpResponse:
        """Answer one request, late if a fault says so.

        Raises:
            AnswerLost: a fault takes the answer away; a door then shows a cut connection.
        """
        served = self.serve(request)
        self.clock.sleep(served.delay)
        return served.response

    def serve(self, request: WebRequest) -> Served:
        """Answer one request and say how late the answer is, without waiting.

        Every answer tells the sandbox's own time in its `Date`.
        """
        served = self._reception.receive(request)
        return Served(dated(served.response, self.clock.now()), served.delay)

    def advance(self, seconds: float) -> None:
        """Move the clock forward, in seconds, and let happen what was due by then."""
        self.clock.advance(seconds)
        self.settle()

    def settle(self) -> None:
        """Integrate or reject every flow that is due; each exactly once."""
        integrate_due_flows(self._platform, self.clock.now())

    def register_structure(self, structure: NewStructure) -> Structure:
        """Add a structure; raises ConfigurationError when its SIRET or number is taken."""
        return self._registry.add(structure)

    def load_qualification_data(self) -> int:
        """Add the qualification data set's actors and payment requests (*matelas de données*).

        21 works and plain payment requests from the first supplier to the recipient that demands
        nothing, one a frame, each in its start status. Return how many were added: none when they
        are there already.
        """
        for actor in ACTORS:
            if self._platform.structure_named(actor.siret) is None:
                self._registry.add(actor)
        parties = [self._platform.structure_named(s) for s in (SUPPLIER_SIRET, RECIPIENT_SIRET)]
        supplier, recipient = parties
        if supplier is None or recipient is None:
            raise NotFoundError("The sandbox lacks the parties of its data set.")
        return load_payment_requests(self._platform, supplier, recipient)

    def reject_next(self, label: str = "Flux rejeté.", *, incident: bool = False) -> None:
        """Make the next deposited flow end as `IN_REJETE`, or as `IN_INCIDENTE`."""
        outcome = INCIDENT if incident else REJECTED
        self._platform.forced_rejections.append(json.dumps({"outcome": outcome, "label": label}))

    def read_next_pdf(self, invoice: Invoice) -> None:
        """Make the next deposited PDF be read as this invoice (*lecture OCR*), right or wrong."""
        self._platform.readings.append(invoice)

    def set_status(
        self, number: str, status: str, *, comment: str | None = None, force: bool = False
    ) -> None:
        """Give an invoice a status as whoever may would (*statut*), such as `SUSPENDUE`.

        With `force` it gets any status at all, an invented one too.

        Raises:
            NotFoundError: no invoice of this number is integrated.
            IllegalMoveError: nobody may move it there; `allowed` says where it can go.
        """
        give_status(self._platform, number, status, comment=comment, force=force)

    def expire_tokens(self) -> None:
        """End the life of every access token at once."""
        self._gateway.expire_tokens()

    def unsubscribe(self, *apis: str) -> None:
        """Take the application's right to these APIs away (403); of none, give all back."""
        self._gateway.refuse_apis(apis)

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
