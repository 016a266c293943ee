"""Every safety limit, named, with its reason (*limites de sécurité*).

Invoices come from strangers. Each reader takes `limits=`; the defaults are wide enough for every
document that Chorus Pro itself accepts, and narrow enough that one document cannot take a server
down.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final

KIB: Final = 1024
MIB: Final = 1024 * KIB
GIB: Final = 1024 * MIB


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Safety limits (*limites*); sizes are in bytes.

    Example:
        >>> Limits(archive_entries=2).archive_entries
        2
        >>> Limits(archive_entries=0)
        Traceback (most recent call last):
        ...
        ValueError: archive_entries must be a positive whole number, not 0
    """

    document_bytes: int = 200 * MIB
    """One document in memory. Chorus Pro takes at most 100 MB unpacked (120 MB a folder)."""
    head_bytes: int = 64 * KIB
    """How much of an XML `detect` looks at: the root and its first children stand there."""
    xml_depth: int = 256
    """Nested elements. Invoice syntaxes need fewer than 20; 256 is where libxml2 stops anyway."""
    xml_attributes: int = 256
    """Attributes on one element. Invoice syntaxes use fewer than ten."""
    xml_elements: int = 5_000_000
    """Elements of one tree in memory, 700 MB of it. An invoice line has about fifty."""
    xml_text_bytes: int = 150 * MIB
    """One text node held in memory: an attachment of 100 MB is 137 MB of base64."""
    html_bytes: int = 8 * MIB
    """One web page. The portal's are under 1 MB."""
    pdf_embedded_files: int = 1_000
    """Files inside one PDF."""
    pdf_embedded_bytes: int = 100 * MIB
    """One embedded file, unpacked."""
    archive_entries: int = 10_000
    """Members of one archive. A flow holds at most 500 invoices."""
    archive_member_bytes: int = 200 * MIB
    """One member of an archive, unpacked."""
    archive_total_bytes: int = 2 * GIB
    """A whole archive, unpacked. A flow is at most 1 GB."""
    archive_ratio: int = 1_000
    """Unpacked over packed. Deflate's own end is 1,032; repeated XML stays under 200."""
    archive_nesting: int = 1
    """Archives inside an archive: once, as Chorus Pro's own downloads do."""
    attachment_bytes: int = 1 * GIB
    """One attachment of a pivot, unpacked."""
    attachment_ratio: int = 1_000
    """Unpacked over packed, for an attachment of a pivot."""
    file_name_characters: int = 255
    """A name that a file system takes."""
    response_bytes: int = 256 * MIB
    """One answer of the platform: a download is at most 120 MB, 160 MB in base64."""

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if not isinstance(value, int) or isinstance(value, bool) or value < 1:
                raise ValueError(f"{field.name} must be a positive whole number, not {value!r}")


DEFAULT_LIMITS: Final = Limits()

# What Chorus Pro takes (chorus-pro-api §6.1): known before sending, so refused before sending.

DEPOSIT_FILE_BYTES: Final = 10_000_000
"""One file of `deposer/flux`: 10 MB; whether MB or MiB is not published, so the smaller."""
DEPOSIT_NAME_CHARACTERS: Final = 200
"""The file name of a deposited flow."""
ATTACHMENT_FILE_BYTES: Final = 10_000_000
"""One attachment of `ajouter/fichier`: 10 MB, read as the smaller of its two meanings."""
ATTACHMENT_NAME_CHARACTERS: Final = 50
"""The file name of an attachment, extension included."""
SEARCH_PAGE_SIZE: Final = 100
"""Lines a page that the client asks for; the platform's own default is 10."""
SEARCH_MAXIMUM_RESULTS: Final = 999_999
"""`nbResultatsMaximum`: without it the platform stops silently at 200."""
SUBMITTED_NUMBER_CHARACTERS: Final = 20
"""An invoice number for public buyers (BT-1)."""
SUBMITTED_REFERENCE_CHARACTERS: Final = 50
"""An order, commitment or contract number."""
SERVICE_CODE_CHARACTERS: Final = 100
"""A recipient's service code."""
COMMENT_CHARACTERS: Final = 2_000
"""The comment of a submission, a completion or a recycling."""
DESIGNATION_CHARACTERS: Final = 100
"""What an attached file is called on the invoice."""
ATTACHMENT_TYPE_CHARACTERS: Final = 30
"""The code of an attached file's type."""
AMOUNT_DIGITS: Final = 19
"""All digits of an amount, of which `AMOUNT_DECIMALS` stand after the point."""
AMOUNT_DECIMALS: Final = 6
"""Digits of an amount after the point."""
FLOW_INVOICES: Final = 500
"""Invoices of one flow."""
