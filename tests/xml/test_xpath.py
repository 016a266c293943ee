"""Compiled XPath behind the one door."""

from __future__ import annotations

import pytest

from chorus_sdk._xml import Query, parse

NAMES = {"r": "urn:r"}
ROOT = parse(b'<a xmlns="urn:r"><b n="1"/><b/><c>t</c></a>')


@pytest.mark.parametrize(
    ("expression", "count"), [("/r:a/r:b", 2), ("r:b[@n]", 1), ("r:b/@n", 0), ("count(r:b)", 0)]
)
def test_elements_are_selected_and_nothing_else(expression, count):
    assert len(Query(expression, NAMES).elements(ROOT)) == count


@pytest.mark.parametrize(
    ("expression", "holds"),
    [("count(r:b)=2", True), ("r:c='x'", False), ("r:b/@n", True), ("r:d", False)],
)
def test_truth_is_that_of_xpath(expression, holds):
    assert Query(expression, NAMES).holds(ROOT) is holds


def test_what_is_no_xpath_is_refused():
    with pytest.raises(ValueError, match="every"):
        Query("every $x in r:b satisfies $x", NAMES)
