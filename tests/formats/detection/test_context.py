"""The head of CII and its kin at one glance, and what is left to the reading tag by tag."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_sdk.formats.detection.context import context_head

NAMESPACE = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
GUIDELINE = "GuidelineSpecifiedDocumentContextParameter"
PROCESS = "BusinessProcessSpecifiedDocumentContextParameter"


def read(document, *, enough=True):
    known = ("CrossIndustryInvoice", NAMESPACE)
    return context_head(document, lambda *root: root == known, lambda root: enough)


def document(parameters, *, gap="", declared="", prefix="rsm:", encoding="utf-8"):
    inside = "".join(
        f"{gap}<ram:{name}>{gap}<ram:ID schemeID='x'>{text}</ram:ID >{gap}</ram:{name}>"
        for name, text in parameters
    )
    bound = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    return (
        f'{declared}{gap}<{prefix}CrossIndustryInvoice a="b" {bound}="{NAMESPACE}">{gap}'
        f"<{prefix}Context>{inside}{gap}</{prefix}Context>{gap}<{prefix}Document><x"
    ).encode(encoding)


GAPS = st.lists(st.sampled_from(["\n ", "<!-- <ram:ID>no</ram:ID> -->", "<!---->", "\t"])).map(
    "".join
)
TEXTS = st.text(st.sampled_from("ab é:.#\n-"), max_size=8)


@given(st.lists(st.tuples(st.sampled_from([GUIDELINE, PROCESS]), TEXTS), min_size=1), GAPS)
def test_every_parameter_is_told_in_its_order(parameters, gap):
    for prefix in ("rsm:", ""):
        found = read(document(parameters, gap=gap, prefix=prefix))
        expected = [("Context", None)]
        for name, text in parameters:
            expected += [(f"Context/{name}", None), (f"Context/{name}/ID", text)]
        assert found.head == (*expected, ("Document", None))
        assert (found.name, found.namespace) == ("CrossIndustryInvoice", NAMESPACE)


def test_the_declared_encoding_is_read():
    declared = '<?xml version="1.0" encoding="ISO-8859-1"?>'
    latin = document([(GUIDELINE, "é")], declared=declared, encoding="latin-1")
    assert read(latin).head[2] == (f"Context/{GUIDELINE}/ID", "é")
    assert read(latin.replace(b"ISO-8859-1", b"UTF-8")) is None
    assert read(latin.replace(b"ISO-8859-1", b"UTF-16")) is None
    marked = b"\xef\xbb\xbf" + document([(GUIDELINE, "é")], declared="<?xml version='1.0'?>")
    assert read(marked).head[2] == (f"Context/{GUIDELINE}/ID", "é")


@pytest.mark.parametrize(
    "change",
    [
        (b"</ram:ID >", b"</ram:Id>"),
        (b"</rsm:Context>", b"</rsm:Contact>"),
        (b"text", b"te&amp;t"),
        (b"text", b"te<!-- -->xt"),
        (b"text", b"<ram:Deep>text</ram:Deep>"),
        (b"<rsm:Cross", b"<!DOCTYPE x><rsm:Cross"),
        (b"<rsm:Document><x", b""),
        (b"CrossIndustryInvoice a", b"CrossIndustryOrder a"),
        (b"invoice:100", b"invoice:101"),
        (b"Invoice:100", b"Invoice:101"),
        (b"'x'", b"'<'"),
    ],
)
def test_what_differs_is_left_to_the_reading_tag_by_tag(change):
    plain = document([(GUIDELINE, "text")])
    assert read(plain) is not None
    changed = plain.replace(*change)
    assert (read(changed) is None) is (changed != plain)


def test_what_does_not_tell_enough_is_not_told():
    assert read(document([(GUIDELINE, "text")]), enough=False) is None


@pytest.mark.timeout(10)
@pytest.mark.parametrize("part", [b"<!-- -", b"<a><b>x</b></a>", b" a='b'", b"<a ", b"\n"])
def test_a_long_head_is_looked_at_once(part):
    begin, rest = document([(GUIDELINE, "text")]).split(b"<ram:", 1)
    assert read(begin + part * 20_000) is None
    assert read(begin + part * 20_000 + rest) is None
