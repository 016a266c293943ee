"""The head of a document tells its root and what stands first."""

from __future__ import annotations

import pytest

from chorus_sdk import _xml
from chorus_sdk.errors import MalformedDocumentError


def test_sniffing_reads_the_root_and_what_stands_first():
    root = _xml.sniff(
        b'<?xml version="1.0"?><!-- c --><n:R xmlns:n="urn:x" v="1"><A>1</A><B><C>2</C'
    )
    assert (root.namespace, root.name, root.attributes) == ("urn:x", "R", {"v": "1"})
    assert root.head == (("A", "1"), ("B", None), ("B/C", None))


@pytest.mark.parametrize("head", [b"", b"   ", b"<", b"<?xml version='1.0'?>", b"text"])
def test_sniffing_nothing_is_malformed(head):
    with pytest.raises(MalformedDocumentError):
        _xml.sniff(head)


def test_a_root_whose_prefix_is_not_declared_is_malformed():
    with pytest.raises(MalformedDocumentError):
        _xml.sniff(b"<rsm:CrossIndustryInvoice>")


def test_comments_and_instructions_are_no_elements():
    root = _xml.sniff(b"<r><!-- a --><?b c?><d>1</d><!-- e --></r>")
    assert root.head == (("d", "1"),)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_head_in_utf_16_may_be_cut_inside_a_character(encoding):
    data = '<?xml version="1.0" encoding="utf-16"?><r><a>é</a><b>ü</b></r>'.encode(encoding)
    for size in range(data.index("<b".encode(encoding)[-4:]) + 8, len(data)):
        root = _xml.sniff(data[:size])
        assert (root.name, root.head[0]) == ("r", ("a", "é"))
