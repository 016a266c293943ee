"""The descriptions that the library ships (*descriptions fournies*): its own sandbox's."""

from __future__ import annotations

from typing import Final

from chorus_sdk.auth.pages import FormSpec, Mark, PageKind, PageSpec, PortalPages, Refusal
from chorus_sdk.auth.second_factor import EMAIL_CODE, SECURITY_KEY, TOTP
from chorus_sdk.config import Environment
from chorus_sdk.errors import ConfigurationError


def pages_for(environment: Environment) -> PortalPages:
    """Return the description that goes with an environment.

    Raises:
        ConfigurationError: the markup of the real portal is not published and was never seen by
            the authors, and a guess would spend tries of a real account.
    """
    if environment in {Environment.PRODUCTION, Environment.QUALIFICATION}:
        raise ConfigurationError(
            f"There is no description of the {environment.name} portal's pages.",
            setting="pages",
            hint="Describe its forms in a PortalPages and pass it as pages=.",
        )
    return SANDBOX_PAGES


_CODE_FORMS: Final = {
    EMAIL_CODE: FormSpec(fields={"code": "mailed_code"}),
    TOTP: FormSpec(fields={"code": "app_code"}),
    SECURITY_KEY: FormSpec(element_id="key-form", fields={"code": "key_response"}),
}

_AGAIN: Final = "new_password_again"

SANDBOX_PAGES: Final = PortalPages(
    name="sandbox",
    pages={
        PageKind.APPLICATION: PageSpec(
            marks=(Mark(element_id="page-application"),), address="factors/application"
        ),
        PageKind.LOGIN: PageSpec(
            marks=(Mark(fields=("login_address", "login_password")),), address="login"
        ),
        PageKind.SECOND_FACTOR: PageSpec(
            marks=(Mark(element_id="page-code"),), address="login/code"
        ),
        PageKind.HOME: PageSpec(marks=(Mark(element_id="page-home"),), address="home"),
        PageKind.FACTORS: PageSpec(marks=(Mark(element_id="page-factors"),), address="factors"),
        PageKind.SETTINGS: PageSpec(
            marks=(Mark(element_id="page-settings"),), address="factors/settings"
        ),
        PageKind.KEY: PageSpec(marks=(Mark(element_id="page-key"),), address="factors/key"),
        PageKind.ACCOUNT: PageSpec(marks=(Mark(element_id="page-account"),), address="account"),
        PageKind.PASSWORD: PageSpec(
            marks=(Mark(element_id="page-password"),), address="account/password"
        ),
        PageKind.FORGOTTEN: PageSpec(
            marks=(Mark(element_id="page-forgotten"),), address="password/forgotten"
        ),
        PageKind.LINK_SENT: PageSpec(marks=(Mark(element_id="page-link-sent"),)),
        PageKind.RESET: PageSpec(marks=(Mark(element_id="page-reset"),)),
        PageKind.APPLICATION_ADDED: PageSpec(marks=(Mark(element_id="page-application-added"),)),
    },
    refusals={
        Refusal.CREDENTIALS: (Mark(element_id="error-credentials"),),
        Refusal.LOCKED: (Mark(element_id="error-locked"),),
        Refusal.CODE_WRONG: (Mark(element_id="error-code-wrong"),),
        Refusal.CODE_USED: (Mark(element_id="error-code-used"),),
        Refusal.CODE_EXPIRED: (
            Mark(element_id="error-code-expired"),
            Mark(element_id="error-mailed-code-expired"),
        ),
        Refusal.APPLICATION_EXISTS: (Mark(element_id="error-application-exists"),),
        Refusal.KEY_WRONG: (Mark(element_id="error-key-wrong"),),
        Refusal.KEY_EXISTS: (Mark(element_id="error-key-exists"),),
        Refusal.PASSWORD_WRONG: (Mark(element_id="error-password-wrong"),),
        Refusal.PASSWORD_REFUSED: (Mark(element_id="error-password-refused"),),
        Refusal.LINK_EXPIRED: (Mark(element_id="error-link-expired"),),
        Refusal.SESSION_ENDED: (Mark(element_id="notice-session-ended"),),
        Refusal.FORM: (Mark(element_id="error-form"),),
    },
    login=FormSpec(fields={"email": "login_address", "password": "login_password"}),
    factors=_CODE_FORMS,
    declared={
        EMAIL_CODE: Mark(attribute=("data-factor", EMAIL_CODE)),
        TOTP: Mark(attribute=("data-factor", TOTP)),
        SECURITY_KEY: Mark(attribute=("data-factor", SECURITY_KEY)),
    },
    add_application=FormSpec(element_id="add-application-form"),
    confirm_application=FormSpec(
        element_id="confirm-application-form", fields={"code": "app_code"}
    ),
    logout=FormSpec(element_id="logout-form"),
    new_code=FormSpec(element_id="resend-form"),
    register_key=FormSpec(element_id="register-key-form", fields={"code": "key_response"}),
    remove={
        TOTP: FormSpec(element_id="remove-application-form"),
        SECURITY_KEY: FormSpec(element_id="remove-key-form"),
    },
    account={
        "login_address": "data-login-address",
        "contact_address": "data-contact-address",
        "password_set_at": "data-password-set-at",
        "other_managers": "data-other-managers",
    },
    change_password=FormSpec(
        element_id="password-form",
        fields={"current": "current_password", "new": "new_password", "again": _AGAIN},
    ),
    forgotten=FormSpec(element_id="forgotten-form", fields={"email": "login_address"}),
    reset=FormSpec(element_id="reset-form", fields={"new": "new_password", "again": _AGAIN}),
    password_changed=Mark(element_id="notice-password-changed"),
)
"""The portal of `chorus_sdk.sandbox`."""
