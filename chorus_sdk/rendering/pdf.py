"""A readable PDF of an invoice (*facture lisible*)."""

from __future__ import annotations

from chorus_sdk.errors import MissingExtraError
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.rendering.words import Words


def render_pdf(invoice: Invoice, *, language: str = "fr") -> bytes:
    """Return an A4 document that a person can read (*restitution PDF*).

    It shows what the invoice states and computes nothing. Its fonts are embedded, so it can
    become a Factur-X; characters that its font does not have are shown as a question mark. The
    same invoice gives the same bytes.

    Args:
        invoice: what to show.
        language: `fr` or `en`.

    Raises:
        MissingExtraError: the extra [render] is not installed.
        ValueError: another language.
    """
    words = Words(language)
    try:
        from chorus_sdk.rendering import _layout
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "reportlab":
            raise
        raise MissingExtraError("render", purpose="A readable PDF") from error
    return _layout.lay_out(invoice, words)
