"""Read ZUGFeRD 1.0 into the same invoice as its successors (*lire ZUGFeRD 1.0*)."""

from __future__ import annotations

import hashlib

from chorus_sdk._xml import parse
from chorus_sdk.errors import UnknownFormatError
from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.cii.reader import INVOICE
from chorus_sdk.formats.zugferd1.renames import ROOTS
from chorus_sdk.formats.zugferd1.tree import is_draft, original_path, rename
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.invoice.provenance import Origin
from chorus_sdk.limits import DEFAULT_LIMITS, Limits


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Invoice:
    """Read a CrossIndustryDocument (*facture ZUGFeRD 1.0*), of any profile, or its draft.

    Its elements are given the names of CII and read by CII's binding; `renames` lists the
    differences. What the model does not hold is listed in `Invoice.unmapped`, at the place where
    it stands in the document. The specification identifier (BT-24) stays that of ZUGFeRD 1.0,
    which is not EN 16931.

    Raises:
        UnknownFormatError: another root.
        MalformedDocumentError: not well-formed; says line and column.
        UnsafeDocumentError: a DOCTYPE; `LimitExceededError` when a limit is passed.
    """
    root = parse(data, limits)
    if root.tag not in ROOTS:
        raise UnknownFormatError("The root element is none of ZUGFeRD 1.0.")
    draft = is_draft(root)
    rename(root)
    content, unmapped = INVOICE.reader.read(root)
    kept = tuple(
        one.model_copy(update={"path": original_path(one.path, draft=draft)}) for one in unmapped
    )
    origin = Origin(format=str(FormatId.ZUGFERD_1), sha256=hashlib.sha256(data).hexdigest())
    return Invoice.model_validate({**content, "unmapped": kept, "origin": origin})
