"""Documents that support an invoice (*documents justificatifs*): BG-24."""

from __future__ import annotations

from chorus_sdk.invoice._base import Value, term


class Attachment(Value):
    """A file inside the invoice (*pièce jointe*): BT-125; its content never shows in a repr."""

    content: bytes | None = term("BT-125", "Document joint", shown=False)
    mime_code: str | None = term("BT-125-1", "Type MIME")
    file_name: str | None = term("BT-125-2", "Nom du fichier")


class SupportingDocument(Value):
    """A document that the invoice refers to (*document justificatif*): BG-24."""

    reference: str | None = term("BT-122", "Référence du document")
    description: str | None = term("BT-123", "Description (France : qualifiant)")
    location: str | None = term("BT-124", "Emplacement externe (URL)")
    attachment: Attachment | None = term("BT-125", "Document joint")
