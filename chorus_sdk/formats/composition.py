"""From an invoice to XML of a format and profile (*composer*): the road of write and convert."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from chorus_sdk.errors import LossyDocumentError, UnknownFormatError, UnsupportedProfileError
from chorus_sdk.formats.base import FormatId, Loss, Profile
from chorus_sdk.formats.cii import writer as cii
from chorus_sdk.formats.levels import has_lines
from chorus_sdk.formats.profiles import guideline_of, profile_of
from chorus_sdk.formats.reduction import reduce
from chorus_sdk.formats.ubl import writer as ubl
from chorus_sdk.invoice.model import Invoice

WRITABLE: Final = (
    FormatId.UBL_INVOICE,
    FormatId.UBL_CREDIT_NOTE,
    FormatId.CII_INVOICE,
    FormatId.FACTURX,
)
"""What `write` and `convert` can make."""

CREDIT_NOTES: Final = frozenset(
    {"261", "262", "296", "308", "381", "396", "420", "458", "502", "503", "532"}
)
"""Type codes (BT-3) that UBL has in CreditNote alone: BR-CL-01; 81 is in both."""

_UBL = (FormatId.UBL_INVOICE, FormatId.UBL_CREDIT_NOTE)
_IN_BOTH = "81"


@dataclass(frozen=True, kw_only=True)
class Composed:
    """XML, what it is, and what it does not hold (*document composé*)."""

    content: bytes
    format: FormatId
    profile: Profile | None
    losses: tuple[Loss, ...]


def compose(invoice: Invoice, format: FormatId, profile: Profile | str | None) -> Composed:  # noqa: A002
    """Write an invoice as XML, as far as the profile and the syntax carry it.

    For Factur-X this is its CII. A profile that is asked for is stated in BT-24.

    Raises:
        UnknownFormatError: not a format that can be written.
        UnsupportedProfileError: no such profile, or one without lines in UBL, which demands them.
    """
    if format not in WRITABLE:
        raise UnknownFormatError(
            f"{format.value} cannot be written.",
            hint=f"Use one of {', '.join(known.value for known in WRITABLE)}.",
        )
    asked = None if profile is None else Profile(profile)
    left_out: tuple[Loss, ...] = ()
    if asked is not None:
        invoice = invoice.model_copy(update={"specification": guideline_of(asked)})
        invoice, left_out = reduce(invoice, asked)
    stated = profile_of(invoice.specification).profile if invoice.specification else None
    root = _root(invoice, format)
    if root in _UBL and not invoice.lines:
        _refuse_without_lines(asked or stated)
    written = ubl.compose(invoice, root) if root in _UBL else cii.compose(invoice)
    return Composed(
        content=written.content,
        format=root,
        profile=asked or stated,
        losses=(*left_out, *written.losses),
    )


def _refuse_without_lines(profile: Profile | None) -> None:
    if profile is not None and not has_lines(profile):
        raise UnsupportedProfileError(
            f"UBL demands lines, which {profile.value} does not have.",
            profile=profile.value,
            hint="Write it as CII or Factur-X.",
        )


def raise_if_lossy(losses: tuple[Loss, ...], format: FormatId) -> None:  # noqa: A002
    """Refuse to lose anything.

    Raises:
        LossyDocumentError: names every place that would be lost.
    """
    if losses:
        first, places = losses[0], tuple(loss.path for loss in losses)
        raise LossyDocumentError(
            f"{format.value} cannot carry {len(places)} value(s), the first at {first.path}: "
            f"{first.reason}.",
            places=places,
            hint="Use convert() to see all, or allow_loss=True to write the rest.",
        )


def _root(invoice: Invoice, format: FormatId) -> FormatId:  # noqa: A002
    """Return the format, where for UBL the type code says which root it has (BR-CL-01)."""
    code = (invoice.type_code or _IN_BOTH).strip()
    if format not in _UBL or code == _IN_BOTH:
        return format
    return FormatId.UBL_CREDIT_NOTE if code in CREDIT_NOTES else FormatId.UBL_INVOICE
