"""What can be diagnosed without a call: settings, and the form of credentials (*hors ligne*)."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from chorus_sdk.auth.credentials import Credentials
from chorus_sdk.config import RETIRED_HOSTS, Environment, Settings
from chorus_sdk.errors import ConfigurationError
from chorus_sdk.services.diagnosis_texts import check
from chorus_sdk.services.diagnosis_values import Check

TECHNICAL_LOGIN: Final = re.compile(r"TECH_\d+_\d+@cpro\.fr", re.IGNORECASE)
"""Form of a technical login (chorus-pro-api §1.6)."""
_CLIENT_ID: Final = re.compile(r"[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12,16}", re.IGNORECASE)
_NEEDED: Final = ("client_id", "client_secret", "technical_login", "technical_password")


def check_settings(settings: Settings) -> Check:
    """Say whether a client can be made of these settings (*paramètres*).

    Example:
        >>> check_settings(Settings.load({}, environ={})).code
        'settings.missing'
    """
    missing = [name for name in _NEEDED if not settings.values.get(name)]
    if "base_url" not in settings.values and "environment" not in settings.values:
        missing.insert(0, "environment")
    if missing:
        return check("settings.missing", setting=", ".join(missing))
    try:
        environment = settings.environment()
        settings.number("timeout", 1.0)
    except ConfigurationError as error:
        return check("settings.unusable", setting=error.setting)
    return check_addresses(environment)


def check_addresses(environment: Environment) -> Check:
    """Say whether an address of the environment is one that was retired (*adresses retirées*)."""
    for url in (environment.token_url, environment.api_url, environment.portal_url):
        place = host(url)
        for retired in RETIRED_HOSTS:
            if place == retired or place.endswith(f".{retired}"):
                return check("settings.retired_host", host=place)
    if not all(_is_address(url) for url in (environment.token_url, environment.api_url)):
        return check("settings.unusable", setting="base_url")
    return check("settings.complete")


def check_credentials(credentials: Credentials) -> Check:
    """Say whether the credentials look like what they should be (*forme des identifiants*)."""
    client_id = credentials.application.client_id.strip()
    login = credentials.technical_account.login.strip()
    if TECHNICAL_LOGIN.fullmatch(client_id) or _CLIENT_ID.fullmatch(login):
        return check("credentials.swapped")
    if not has_login_shape(credentials):
        return check("credentials.login_shape")
    return check("credentials.plausible")


def has_login_shape(credentials: Credentials) -> bool:
    """Tell whether the technical login has the form that the portal gives it."""
    return bool(TECHNICAL_LOGIN.fullmatch(credentials.technical_account.login))


def _is_address(url: str) -> bool:
    return bool(host(url)) and url.lower().startswith(("http://", "https://"))


def host(url: str) -> str:
    """Return host and port of an address, never a name or password in it.

    Example:
        >>> host("https://user:word@api.piste.gouv.fr/cpro")
        'api.piste.gouv.fr'
    """
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""
