"""Historic Chorus Pro: attachments (*pièces jointes*)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from chorus_sdk.findings import Severity
from chorus_sdk.invoice.attachments import Attachment
from chorus_sdk.validation.rules.base import Breach, Subject, rule

MOST_NAME_CHARACTERS: Final = 50
MOST_BYTES: Final = 10_000_000
"""10 MB; whether MB or MiB is not published, so the smaller."""
_KNOWN: Final = (
    "bmp bz2 csv doc docx fax gif gz gzip htm html jpeg jpg odp ods odt p7s pdf png pps ppt pptx"
    " rtf svg tgz tif tiff txt xhtml xlc xlm xls xlsx xml zip"
)
EXTENSIONS: Final = frozenset(_KNOWN.split())


@rule(
    "CPRO-ATTACHMENT-NAME",
    "BT-125-2",
    en="An attachment's name has at most 50 characters; Chorus Pro cuts a longer one.",
    fr="Le nom d'une pièce jointe compte au plus 50 caractères ; au-delà il est tronqué.",
    severity=Severity.WARNING,
)
def name(subject: Subject) -> Iterator[Breach]:
    """Extension included (chorus-pro-api §6.1)."""
    for place, attachment in _attachments(subject):
        said = attachment.file_name
        if said is not None and len(said) > MOST_NAME_CHARACTERS:
            most = f"at most {MOST_NAME_CHARACTERS}"
            yield Breach(f"{place}.file_name", f"{len(said)} characters", most)


@rule(
    "CPRO-ATTACHMENT-TYPE",
    "BT-125-2",
    en="An attachment's name has one of the extensions that Chorus Pro takes.",
    fr="Le nom d'une pièce jointe a l'une des extensions admises par Chorus Pro.",
    severity=Severity.WARNING,
)
def extension(subject: Subject) -> Iterator[Breach]:
    """Thirty-five of them (chorus-pro-api §6.2)."""
    for place, attachment in _attachments(subject):
        said = attachment.file_name or ""
        _, dot, ending = said.rpartition(".")
        if not dot or ending.lower() not in EXTENSIONS:
            yield Breach(f"{place}.file_name", said or None, "one of the 35 extensions")


@rule(
    "CPRO-ATTACHMENT-SIZE",
    "BT-125",
    en="An attachment is of at most 10 MB.",
    fr="Une pièce jointe pèse au plus 10 Mo.",
    severity=Severity.WARNING,
)
def size(subject: Subject) -> Iterator[Breach]:
    """Official for attachments that are uploaded (chorus-pro-api §6.1)."""
    for place, attachment in _attachments(subject):
        count = len(attachment.content or b"")
        if count > MOST_BYTES:
            yield Breach(f"{place}.content", f"{count} bytes", f"at most {MOST_BYTES}")


def _attachments(subject: Subject) -> Iterator[tuple[str, Attachment]]:
    for index, document in enumerate(subject.invoice.supporting_documents):
        if document.attachment is not None:
            yield f"supporting_documents[{index}].attachment", document.attachment
