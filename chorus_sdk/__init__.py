"""Chorus Pro and French e-invoicing, typed: no invoice is lost in silence.

```text
bytes → detect → read → Invoice → write, convert          what it is, how it is written
bytes or Invoice → validate → ValidationReport            whether it is right
bytes → preflight → Preflight                             what Chorus Pro will do with it
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
    from chorus_sdk.auth.file_store import FileStore
    from chorus_sdk.auth.imap_mailbox import ImapMailbox
    from chorus_sdk.auth.keyring_store import KeyringStore
    from chorus_sdk.auth.login import PortalLogin
    from chorus_sdk.auth.password_reset import PasswordReset
    from chorus_sdk.auth.second_factor import Prompt
    from chorus_sdk.auth.security_key import SecurityKey
    from chorus_sdk.auth.session import PortalSession
    from chorus_sdk.auth.stores import MemoryStore
    from chorus_sdk.auth.totp import Totp
    from chorus_sdk.client import ChorusClient
    from chorus_sdk.config import Environment, Settings
    from chorus_sdk.errors import ChorusError
    from chorus_sdk.findings import Finding, Location, Report, Severity
    from chorus_sdk.formats.archives import read_archive
    from chorus_sdk.formats.archives.invoices import ArchivedInvoice
    from chorus_sdk.formats.base import Conversion, Detection, FormatId, Loss, Profile
    from chorus_sdk.formats.conversion import convert
    from chorus_sdk.formats.detect import detect
    from chorus_sdk.formats.documents import read, write
    from chorus_sdk.formats.folders import read_folder
    from chorus_sdk.formats.pivot.full_invoice import FullInvoice, InvoiceSource
    from chorus_sdk.formats.pivot.status_writer import write_status
    from chorus_sdk.formats.pivot.stream import PivotFlow, open_pivot
    from chorus_sdk.invoice.building import InvoiceBuilder
    from chorus_sdk.invoice.model import Invoice
    from chorus_sdk.journal.journal import Journal
    from chorus_sdk.limits import Limits
    from chorus_sdk.services.diagnosis_values import Diagnosis
    from chorus_sdk.validation.batch import validate_many
    from chorus_sdk.validation.layers import ValidationReport
    from chorus_sdk.validation.preflight import preflight
    from chorus_sdk.validation.pyramid import is_valid, validate
    from chorus_sdk.validation.verdict import Preflight, Verdict

__all__ = [
    "ArchivedInvoice",
    "ChorusClient",
    "ChorusError",
    "Conversion",
    "Credentials",
    "Detection",
    "Diagnosis",
    "EmailCode",
    "Environment",
    "FileStore",
    "Finding",
    "FormatId",
    "FullInvoice",
    "ImapMailbox",
    "Invoice",
    "InvoiceBuilder",
    "InvoiceSource",
    "Journal",
    "KeyringStore",
    "Limits",
    "Location",
    "Loss",
    "MemoryStore",
    "OAuthClient",
    "PasswordReset",
    "PivotFlow",
    "PortalLogin",
    "PortalSession",
    "Preflight",
    "Profile",
    "Prompt",
    "Report",
    "Secret",
    "SecurityKey",
    "Settings",
    "Severity",
    "TechnicalAccount",
    "Totp",
    "ValidationReport",
    "Verdict",
    "convert",
    "detect",
    "is_valid",
    "open_pivot",
    "preflight",
    "read",
    "read_archive",
    "read_folder",
    "validate",
    "validate_many",
    "write",
    "write_status",
]

_PLACES = {
    "ArchivedInvoice": "formats.archives.invoices",
    "ChorusClient": "client",
    "ChorusError": "errors",
    "Conversion": "formats.base",
    "Credentials": "auth.credentials",
    "Detection": "formats.base",
    "Diagnosis": "services.diagnosis_values",
    "EmailCode": "auth.email_code",
    "Environment": "config",
    "FileStore": "auth.file_store",
    "Finding": "findings",
    "FormatId": "formats.base",
    "FullInvoice": "formats.pivot.full_invoice",
    "ImapMailbox": "auth.imap_mailbox",
    "Invoice": "invoice.model",
    "InvoiceBuilder": "invoice.building",
    "InvoiceSource": "formats.pivot.full_invoice",
    "Journal": "journal.journal",
    "KeyringStore": "auth.keyring_store",
    "Limits": "limits",
    "Location": "findings",
    "Loss": "formats.base",
    "MemoryStore": "auth.stores",
    "OAuthClient": "auth.credentials",
    "PasswordReset": "auth.password_reset",
    "PivotFlow": "formats.pivot.stream",
    "PortalLogin": "auth.login",
    "PortalSession": "auth.session",
    "Preflight": "validation.verdict",
    "Profile": "formats.base",
    "Prompt": "auth.second_factor",
    "Report": "findings",
    "Secret": "_secrets",
    "SecurityKey": "auth.security_key",
    "Settings": "config",
    "Severity": "findings",
    "TechnicalAccount": "auth.credentials",
    "Totp": "auth.totp",
    "ValidationReport": "validation.layers",
    "Verdict": "validation.verdict",
    "convert": "formats.conversion",
    "detect": "formats.detect",
    "is_valid": "validation.pyramid",
    "open_pivot": "formats.pivot.stream",
    "preflight": "validation.preflight",
    "read": "formats.documents",
    "read_archive": "formats.archives",
    "read_folder": "formats.folders",
    "validate": "validation.pyramid",
    "validate_many": "validation.batch",
    "write": "formats.documents",
    "write_status": "formats.pivot.status_writer",
}


def __getattr__(name: str) -> object:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
