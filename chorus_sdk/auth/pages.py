"""The portal's pages as data (*description des pages*): edit this when the portal changes.

A description says how each page is told from the others, which form and field takes what, and
what each refusal looks like. The driver knows nothing else of the portal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from chorus_sdk.auth.forms import Form
from chorus_sdk.auth.web_page import WebPage
from chorus_sdk.errors import ConfigurationError, Exchange, UnexpectedResponseError


class PageKind(StrEnum):
    """A page of the portal (*page*)."""

    LOGIN = "login"
    SECOND_FACTOR = "second-factor"
    HOME = "home"
    FACTORS = "factors"
    SETTINGS = "settings"
    APPLICATION = "application"
    APPLICATION_ADDED = "application-added"
    KEY = "key"
    ACCOUNT = "account"
    PASSWORD = "password"  # noqa: S105 (a page's name)
    FORGOTTEN = "forgotten"
    LINK_SENT = "link-sent"
    RESET = "reset"


class Refusal(StrEnum):
    """A way in which the portal says no (*refus*)."""

    CREDENTIALS = "credentials"
    LOCKED = "locked"
    CODE_WRONG = "code-wrong"
    CODE_USED = "code-used"
    CODE_EXPIRED = "code-expired"
    APPLICATION_EXISTS = "application-exists"
    KEY_WRONG = "key-wrong"
    KEY_EXISTS = "key-exists"
    PASSWORD_WRONG = "password-wrong"  # noqa: S105 (a refusal's name)
    PASSWORD_REFUSED = "password-refused"  # noqa: S105
    LINK_EXPIRED = "link-expired"
    SESSION_ENDED = "session-ended"
    FORM = "form"


@dataclass(frozen=True, kw_only=True)
class Mark:
    """What a page shows (*repère*): all that is given must be there.

    `element_id` is the id of an element; `attribute` another attribute with its value (`role`,
    `class` as one token, `href`, `data-…`); `fields` are fields of one form; `text` is part of
    what a reader sees, without regard to case.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    element_id: str | None = None
    attribute: tuple[str, str] | None = None
    fields: tuple[str, ...] = ()
    text: str | None = None

    def __post_init__(self) -> None:
        if not (self.element_id or self.attribute or self.fields or self.text):
            raise ValueError("a mark that names nothing would be on every page")

    def is_on(self, page: WebPage) -> bool:
        """Say whether the page shows it."""
        if self.element_id is not None and ("id", self.element_id) not in page.marks:
            return False
        if self.attribute is not None and self.attribute not in page.marks:
            return False
        if self.text is not None and self.text.casefold() not in page.text.reveal().casefold():
            return False
        return not self.fields or any(form.names >= set(self.fields) for form in page.forms)


@dataclass(frozen=True, kw_only=True)
class FormSpec:
    """One form of the portal (*formulaire*): found by its id or by the fields that it has.

    `fields` maps what the library means to the name on the page; `button` names the button to
    press where it is not the first.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    element_id: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    button: str | None = None

    def find(self, page: WebPage) -> Form | None:
        """Return the form, or None where the page has none like it."""
        wanted = {*self.fields.values(), *([self.button] if self.button else [])}
        for form in page.forms:
            by_id = self.element_id is None or form.element_id == self.element_id
            if by_id and form.names >= wanted and (self.element_id or wanted):
                return form
        return None


@dataclass(frozen=True, kw_only=True)
class PageSpec:
    """One page (*page*): any of the marks tells it; `address` is relative to the portal's."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    marks: tuple[Mark, ...]
    address: str | None = None


@dataclass(frozen=True, kw_only=True)
class PortalPages:
    """All that the driver knows of a portal (*description du portail*).

    `factors` maps each kind of second factor to the form that takes its code (field `code`),
    `declared` to the mark that shows it in the list of factors. `new_code` is the form that has
    another code mailed; `key_request` and `key_offer` are the attributes that hand a security key
    what it signs, at a login and when it is registered (form `register_key`, field `code`).
    `remove` maps each kind that can be removed to its form on the list of factors. `account` maps
    `login_address`, `contact_address`, `password_set_at` (ISO 8601) and `other_managers` to the
    attributes of the account's page that tell them. `change_password` has the fields `current`,
    `new` and `again`, `forgotten` has `email`, `reset` has `new` and `again`; `password_changed`
    is what shows after either.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    name: str
    pages: Mapping[PageKind, PageSpec]
    refusals: Mapping[Refusal, tuple[Mark, ...]]
    login: FormSpec
    factors: Mapping[str, FormSpec]
    declared: Mapping[str, Mark]
    add_application: FormSpec
    confirm_application: FormSpec
    logout: FormSpec
    new_code: FormSpec | None = None
    key_request: str = "data-key-request"
    key_offer: str = "data-key-offer"
    register_key: FormSpec | None = None
    remove: Mapping[str, FormSpec] = field(default_factory=dict)
    account: Mapping[str, str] = field(default_factory=dict)
    change_password: FormSpec | None = None
    forgotten: FormSpec | None = None
    reset: FormSpec | None = None
    password_changed: Mark | None = None

    def address(self, kind: PageKind) -> str:
        """Return a page's address, relative to the portal's.

        Raises:
            ConfigurationError: the description does not say it.
        """
        spec = self.pages.get(kind)
        if spec is None or spec.address is None:
            raise ConfigurationError(
                f"The description {self.name!r} has no address for the page {kind.value}.",
                setting="pages",
            )
        return spec.address

    def kind_of(self, page: WebPage) -> PageKind | None:
        """Tell which page it is, or None."""
        for kind, spec in self.pages.items():
            if any(mark.is_on(page) for mark in spec.marks):
                return kind
        return None

    def refusal_on(self, page: WebPage) -> Refusal | None:
        """Tell which refusal the page shows, or None."""
        for refusal, marks in self.refusals.items():
            if any(mark.is_on(page) for mark in marks):
                return refusal
        return None

    def offered_on(self, page: WebPage) -> tuple[str, ...]:
        """Return the kinds of second factor that the page takes a code of."""
        return tuple(kind for kind, spec in self.factors.items() if spec.find(page) is not None)

    def form_on(self, page: WebPage, spec: FormSpec, *, step: str) -> Form:
        """Return a form; raises UnexpectedResponseError where the page has none like it."""
        found = spec.find(page)
        if found is None:
            raise unknown_page(page, step=step)
        return found


def unknown_page(page: WebPage, *, step: str) -> UnexpectedResponseError:
    """Make the error of a page that the description does not foresee; it names title and step."""
    return UnexpectedResponseError(
        f"At the step {step!r} the portal showed a page that is not described: {page.title!r}.",
        field=step,
        hint="The portal may have changed: compare the page with the PortalPages in use.",
        exchange=Exchange(operation=f"portal.{step}", method=page.method, status=page.status),
    )
