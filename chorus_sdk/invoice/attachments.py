"""Documents that support an invoice (*documents justificatifs*): BG-24."""

from chorus_sdk.invoice._base import Day, Value, term


class Attachment(Value):
    """A file inside the invoice (*pièce jointe*): BT-125; its content never shows in a repr."""

    content: bytes | None = term("BT-125", "Document joint", shown=False)
    mime_code: str | None = term("BT-125-1", "Type MIME")
    file_name: str | None = term("BT-125-2", "Nom du fichier")


class SupportingDocument(Value):
    """A document that the invoice or one of its lines refers to (*document justificatif*): BG-24.

    `type_code` is None for what EN 16931 means (916 in CII, none in UBL); `external_name` and
    `external_mime` are what UBL says of the file at `location`.
    """

    reference: str | None = term("BT-122", "Référence du document")
    description: str | None = term("BT-123", "Description (France : qualifiant)")
    location: str | None = term("BT-124", "Emplacement externe (URL)")
    attachment: Attachment | None = term("BT-125", "Document joint")
    type_code: str | None = term("ram:TypeCode", "Type de document (UNTDID 1001)")
    reference_type: str | None = term("ram:ReferenceTypeCode", "Qualifiant (UNTDID 1153)")
    line: str | None = term("ram:LineID", "Ligne du document")
    issue_date: Day | None = term("ram:FormattedIssueDateTime", "Date du document")
    external_name: str | None = term("cbc:FileName", "Nom du fichier externe (UBL)")
    external_mime: str | None = term("cbc:MimeCode", "Type MIME du fichier externe (UBL)")
