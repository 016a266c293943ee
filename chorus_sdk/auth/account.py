"""Whether an account is fit (*santé du compte*): could it still be logged in to next year?

Since 21 February 2022 activation and reset go to the *login* address only. An account whose login
is no mailbox is stuck as soon as its password has to change; the lasting way out needs a second
manager of the structure, before it is needed. Source: portal-facts §2.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from chorus_sdk.auth.pages import PortalPages
from chorus_sdk.auth.web_page import WebPage
from chorus_sdk.findings import Finding, Report, Severity

PASSWORD_AGE: Final = timedelta(days=365)
"""From this age on a portal password is worth a word; its term is not published."""
_MAILBOX: Final = re.compile(
    r"[^@\s<>\",;:()\[\]\\]+@[^@\s<>\",;:()\[\]\\.]+(\.[^@\s<>\",;:()\[\]\\.]+)+"
)


def is_mailbox(address: str) -> bool:
    """Say whether a login address can receive mail at all.

    Example:
        >>> is_mailbox("camille@exemple.fr"), is_mailbox("CMARTIN01")
        (True, False)
    """
    return _MAILBOX.fullmatch(address.strip()) is not None


@dataclass(frozen=True, kw_only=True)
class AccountHealth:
    """What the portal tells of the account (*compte*); None where it does not say.

    `other_managers` counts the structure's managers besides this one, `password_age` is how long
    ago the password was set.
    """

    login_address: str | None
    contact_address: str | None = None
    other_managers: int | None = None
    password_age: timedelta | None = None

    @property
    def is_fit(self) -> bool:
        """True when nothing is an error."""
        return self.report.is_valid

    @property
    def report(self) -> Report:
        """What is not as it should be, each with the way out, in English and French."""
        found = (self._address(), self._managers(), self._password())
        return Report(subject="account", findings=tuple(f for f in found if f is not None))

    def _address(self) -> Finding | None:
        if self.login_address is None or is_mailbox(self.login_address):
            return None
        return Finding(
            code="ACCOUNT-LOGIN",
            severity=Severity.ERROR,
            message="The login address is no mailbox: no code and no reset can reach it.",
            message_fr="L'adresse de connexion n'est pas une boîte aux lettres valide.",
            found=self.login_address,
            hint=_WAY_OUT,
            hint_fr=_WAY_OUT_FR,
        )

    def _managers(self) -> Finding | None:
        if self.other_managers is None or self.other_managers > 0:
            return None
        return Finding(
            code="ACCOUNT-MANAGER",
            severity=Severity.WARNING,
            message="Nobody else manages the structure: nobody could let a new account in.",
            message_fr="Aucun autre gestionnaire : personne ne pourrait valider un rattachement.",
            found="0",
            expected="1 or more",
            hint="Have a colleague's account attached and made a manager (gestionnaire).",
            hint_fr="Faites rattacher le compte d'un collègue et nommez-le gestionnaire.",
        )

    def _password(self) -> Finding | None:
        if self.password_age is None or self.password_age <= PASSWORD_AGE:
            return None
        return Finding(
            code="ACCOUNT-PASSWORD",
            severity=Severity.INFORMATION,
            message=f"The password is {self.password_age.days} days old.",
            message_fr=f"Le mot de passe a {self.password_age.days} jours.",
            found=str(self.password_age.days),
            hint="Change it while you can log in: session.change_password(current, new).",
            hint_fr="Changez-le tant que la connexion fonctionne.",
        )


def read_health(pages: PortalPages, page: WebPage, now: datetime) -> AccountHealth:
    """Read the account's page as the description says; its times are the portal's."""
    told = {name: page.attribute(attribute) for name, attribute in pages.account.items()}
    said = {name: value.reveal() for name, value in told.items() if value is not None}
    managers = said.get("other_managers", "")
    set_at = _instant(said.get("password_set_at", ""))
    portal_now = now + (page.clock_offset or timedelta())
    return AccountHealth(
        login_address=said.get("login_address") or None,
        contact_address=said.get("contact_address") or None,
        other_managers=int(managers) if managers.isascii() and managers.isdigit() else None,
        password_age=portal_now - set_at if set_at is not None else None,
    )


def _instant(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


_WAY_OUT: Final = (
    "Create a new account with a mailbox as its login, ask to be attached to the structure "
    "(rattachement), and have a manager approve it; the only manager approves it from this old "
    "account and hands the role of main manager over. Where this account no longer lets you in, "
    "support gives a temporary way in."
)
_WAY_OUT_FR: Final = (
    "Créez un compte dont l'adresse de connexion est une boîte valide, demandez le rattachement à "
    "la structure et faites-le valider par un gestionnaire ; l'unique gestionnaire le valide "
    "depuis l'ancien compte et transfère le rôle de gestionnaire principal. Si l'ancien compte "
    "est déjà bloqué, le support donne un accès provisoire."
)
