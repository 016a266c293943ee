"""Chorus Pro and French e-invoicing, typed: no invoice is lost in silence.

```text
bytes → detect → read → Invoice          what it is, how it is written
ChorusClient → deposit → follow → wait_until_delivered → Delivery
pivot file → open_pivot → one invoice at a time, attachments to disk
```

Every name below is loaded when it is first used, so importing the package costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chorus_sdk._secrets import Secret
    from chorus_sdk.auth.credentials import Credentials, OAuthClient, TechnicalAccount
    from chorus_sdk.auth.email_code import EmailCode
    from chorus_sdk.auth.login import PortalLogin
    from chorus_sdk.auth.second_factor import Prompt
    from chorus_sdk.auth.session import PortalSession
    from chorus_sdk.auth.totp import Totp
    from chorus_sdk.client import ChorusClient
    from chorus_sdk.config import Environment, Settings
    from chorus_sdk.errors import ChorusError
    from chorus_sdk.findings import Finding, Location, Report, Severity
    from chorus_sdk.formats.base import Detection, FormatId, Profile
    from chorus_sdk.formats.detect import detect
    from chorus_sdk.formats.documents import read
    from chorus_sdk.formats.pivot.stream import PivotFlow, open_pivot
    from chorus_sdk.invoice.model import Invoice
    from chorus_sdk.limits import Limits

__all__ = [
    "ChorusClient",
    "ChorusError",
    "Credentials",
    "Detection",
    "EmailCode",
    "Environment",
    "Finding",
    "FormatId",
    "Invoice",
    "Limits",
    "Location",
    "OAuthClient",
    "PivotFlow",
    "PortalLogin",
    "PortalSession",
    "Profile",
    "Prompt",
    "Report",
    "Secret",
    "Settings",
    "Severity",
    "TechnicalAccount",
    "Totp",
    "detect",
    "open_pivot",
    "read",
]

_PLACES = {
    "ChorusClient": "client",
    "ChorusError": "errors",
    "Credentials": "auth.credentials",
    "Detection": "formats.base",
    "EmailCode": "auth.email_code",
    "Environment": "config",
    "Finding": "findings",
    "FormatId": "formats.base",
    "Invoice": "invoice.model",
    "Limits": "limits",
    "Location": "findings",
    "OAuthClient": "auth.credentials",
    "PivotFlow": "formats.pivot.stream",
    "PortalLogin": "auth.login",
    "PortalSession": "auth.session",
    "Profile": "formats.base",
    "Prompt": "auth.second_factor",
    "Report": "findings",
    "Secret": "_secrets",
    "Settings": "config",
    "Severity": "findings",
    "TechnicalAccount": "auth.credentials",
    "Totp": "auth.totp",
    "detect": "formats.detect",
    "open_pivot": "formats.pivot.stream",
    "read": "formats.documents",
}


def __getattr__(name: str) -> object:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
