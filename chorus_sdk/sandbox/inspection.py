"""Is a deposited file what it is declared to be (*recevabilité*)?

Container, syntax and XML Schema are looked at here; what the invoice says is for the judge. The
errors read as those of real reports do (chorus-pro-api §5.1): `ERR_XSD_001`, a sentence that
begins with `IRRECEVABILITE`. Wording and the codes other than that one are free choice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from chorus_sdk.errors import ChorusError
from chorus_sdk.findings import Location
from chorus_sdk.formats.archives import members
from chorus_sdk.formats.base import Detection, FormatId
from chorus_sdk.formats.detect import detect
from chorus_sdk.formats.documents import read
from chorus_sdk.formats.facturx.container import embedded_invoice
from chorus_sdk.formats.schemas import check_schema
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.limits import MIB, Limits
from chorus_sdk.sandbox.facturx_rules import container_defects
from chorus_sdk.sandbox.operations.syntaxes import SYNTAXES

INVOICES_PER_FLOW: Final = 500
LIMITS: Final = Limits(
    archive_entries=INVOICES_PER_FLOW,
    archive_member_bytes=100 * MIB,
    archive_total_bytes=256 * MIB,
)
"""A flow holds at most 500 invoices, each of 100 MB unpacked."""
_READABLE: Final = frozenset(
    {
        FormatId.UBL_INVOICE,
        FormatId.UBL_CREDIT_NOTE,
        FormatId.CII_INVOICE,
        FormatId.FACTURX,
    }
)


@dataclass(frozen=True, kw_only=True)
class TechnicalError:
    """One entry of `listeErreurTechnique` (*erreur technique*)."""

    code: str | None
    label: str
    nature: str

    def wire(self) -> dict[str, str | None]:
        """Return the entry as it travels."""
        return {"codeErreur": self.code, "libelleErreur": self.label, "natureErreur": self.nature}


@dataclass(frozen=True, kw_only=True)
class Inspected:
    """One document of a flow: its invoice, or why it cannot be received."""

    name: str
    content: bytes
    format: FormatId
    invoice: Invoice | None = None
    errors: tuple[TechnicalError, ...] = ()
    is_incident: bool = False


def inspect_file(name: str, content: bytes, syntax: str) -> tuple[Inspected, ...]:
    """Open a deposited file: one document, or the members of a `tar.gz`.

    Never raises for what the file holds: a document on which the reader itself fails is an
    incident, as the platform has them.
    """
    try:
        found = detect(content, limits=LIMITS)
        if found.format is not FormatId.TAR_GZ:
            return (_inspect(name, content, syntax, found),)
        return _members(content, syntax)
    except ChorusError as error:
        return (_refused(name, content, FormatId.UNKNOWN, _unreadable(error)),)
    except Exception as error:  # noqa: BLE001 (one file must not stop the platform)
        return (_failed(name, content, error),)


def _inspect(name: str, content: bytes, syntax: str, found: Detection) -> Inspected:
    if found.format not in SYNTAXES[syntax].formats or found.format not in _READABLE:
        said = f"le fichier n'est pas de la syntaxe déclarée {syntax}."
        return _refused(name, content, found.format, _defect("ERR_SYNTAXE", said))
    errors = _container_errors(content, found) or _schema_errors(content, found)
    if errors:
        return Inspected(name=name, content=content, format=found.format, errors=errors)
    return Inspected(
        name=name,
        content=content,
        format=found.format,
        invoice=read(content, limits=LIMITS),
    )


def _container_errors(content: bytes, found: Detection) -> tuple[TechnicalError, ...]:
    if found.format is not FormatId.FACTURX:
        return ()
    inside = embedded_invoice(content, LIMITS)
    return tuple(_defect("ERR_PDF", said) for said in container_defects(content, inside, LIMITS))


def _unreadable(error: ChorusError) -> TechnicalError:
    return _defect("ERR_FICHIER", f"le fichier ne peut pas être lu ({error.code}).")


def _defect(nature: str, said: str) -> TechnicalError:
    return TechnicalError(code=None, label=f"IRRECEVABILITE : {said}", nature=nature)


def _refused(name: str, content: bytes, found: FormatId, error: TechnicalError) -> Inspected:
    return Inspected(name=name, content=content, format=found, errors=(error,))


def _failed(name: str, content: bytes, error: Exception) -> Inspected:
    label = f"Incident de traitement du fichier ({type(error).__name__})."
    said = TechnicalError(code=None, label=label, nature="ERR_INTERNE")
    return Inspected(
        name=name, content=content, format=FormatId.UNKNOWN, errors=(said,), is_incident=True
    )


def _members(content: bytes, syntax: str) -> tuple[Inspected, ...]:
    return tuple(
        _inspect_member(member.name, member.content, syntax)
        for member in members(content, limits=LIMITS)
    )


def _inspect_member(name: str, content: bytes, syntax: str) -> Inspected:
    found = detect(content, limits=LIMITS)
    try:
        return _inspect(name, content, syntax, found)
    except ChorusError as error:
        return _refused(name, content, found.format, _unreadable(error))


def _schema_errors(content: bytes, found: Detection) -> tuple[TechnicalError, ...]:
    is_pdf = found.format is FormatId.FACTURX
    xml = embedded_invoice(content, LIMITS).content if is_pdf else content
    findings = check_schema(xml, found.format, found.profile, limits=LIMITS)
    return tuple(
        TechnicalError(
            code="ERR_XSD_001",
            label=f"IRRECEVABILITE : {finding.message}{_place(finding.location)}",
            nature="ERR_XSD",
        )
        for finding in findings
    )


def _place(location: Location | None) -> str:
    return f" (ligne {location.line})" if location is not None and location.line else ""
