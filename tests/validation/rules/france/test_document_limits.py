"""Rules that look into the document do so under the limits that it was read under."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chorus_sdk import FormatId, read
from chorus_sdk.errors import LimitExceededError
from chorus_sdk.limits import DEFAULT_LIMITS
from chorus_sdk.sandbox.samples import sample_cii, sample_ubl
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.france.as_written import as_written

WAYS = {FormatId.UBL_INVOICE: sample_ubl, FormatId.CII_INVOICE: sample_cii}


@pytest.mark.parametrize("format_id", WAYS)
def test_a_text_in_blanks_is_looked_at_under_the_callers_limits(format_id):
    document = WAYS[format_id]().replace(b">F2026-0001<", b"> F2026-0001<", 1)
    subject = Subject(invoice=read(document), format=format_id, document=document)
    assert as_written(subject).invoice.number == " F2026-0001"
    few = replace(DEFAULT_LIMITS, xml_elements=3)
    with pytest.raises(LimitExceededError):
        as_written(replace(subject, limits=few))
    exact = replace(DEFAULT_LIMITS, document_bytes=len(document))
    assert as_written(replace(subject, limits=exact)).invoice.number == " F2026-0001"
