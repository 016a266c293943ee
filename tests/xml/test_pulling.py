"""One unit after another, the rest let go, what stands around them kept."""

from __future__ import annotations

import pytest
from lxml import etree

from chorus_sdk._xml import UnitPuller
from chorus_sdk.errors import MalformedDocumentError

UNITS = frozenset({("list", "unit"), ("head", "unit")})


def pulled(document, size=16):
    puller = UnitPuller(UNITS)
    seen = []
    for start in range(0, len(document), size):
        units = puller.feed(document[start : start + size])
        seen.extend(etree.tostring(unit, with_tail=False) for unit in units)
    return seen, puller.close()


@pytest.mark.parametrize("size", [1, 16, 4_096])
def test_units_are_given_whole_and_in_order(size):
    units = [b'<unit n="%d"><x>%d</x></unit>' % (n, n) for n in range(20)]
    document = b"<root><head>" + units[0] + b"</head><list>" + b"\n".join(units) + b"</list></root>"
    seen, _ = pulled(document, size)
    assert seen == [units[0], *units]


def test_of_a_run_of_units_the_last_one_stays_empty():
    document = b"<root><list>" + b"<unit><x/></unit>\n" * 500 + b"</list></root>"
    _, root = pulled(document)
    assert etree.tostring(root) == b"<root><list><unit/>\n</list></root>"


def test_what_is_no_unit_stays():
    document = (
        b"<root><list><unit/>stray<unit/><other/><unit><unit>deep</unit></unit></list>"
        b"<far><list><unit/></list></far></root>"
    )
    seen, root = pulled(document)
    assert seen == [b"<unit/>", b"<unit/>", b"<unit><unit>deep</unit></unit>"]
    assert etree.tostring(root) == (
        b"<root><list><unit/>stray<unit/><other/><unit/></list>"
        b"<far><list><unit/></list></far></root>"
    )


def test_a_document_that_is_cut_or_broken_is_an_error_of_ours():
    with pytest.raises(MalformedDocumentError):
        pulled(b"<root><list><unit>")
    with pytest.raises(MalformedDocumentError):
        pulled(b"<root><list></root>")
