"""What the schema allows of a text, told in Python as XML Schema tells it."""

from __future__ import annotations

import pytest
from lxml import etree

from chorus_sdk.formats.pivot.codes import PivotVersion
from chorus_sdk.formats.pivot.simple_types import (
    NATURAL,
    STRING,
    UNTYPED,
    SimpleType,
    between,
    exactly,
    of_form,
    up_to,
)

TEXTS = ["", "a", "ab", "abc", "é\U0001f4c4", "a\nb", "EUR", "eur", "0001", "+1", "-0", "-1", "1.0"]
RULES = {
    '<xs:maxLength value="2"/>': up_to(2),
    '<xs:length value="2"/>': exactly(2),
    '<xs:minLength value="1"/><xs:maxLength value="3"/>': between(1, 3),
    '<xs:pattern value="[A-Z]{3}"/>': of_form("[A-Z]{3}"),
    "": STRING,
}


@pytest.mark.parametrize("rule", RULES)
def test_a_text_is_allowed_exactly_where_xml_schema_allows_it(rule):
    assert [RULES[rule].allows(text) for text in TEXTS] == held("string", rule)


def test_a_natural_number_is_written_as_xml_schema_has_it():
    assert [NATURAL.allows(text) for text in TEXTS] == held("nonNegativeInteger", "")


def held(base, rule):
    schema = etree.XMLSchema(
        etree.fromstring(
            '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a">'
            f'<xs:simpleType><xs:restriction base="xs:{base}">{rule}</xs:restriction>'
            "</xs:simpleType></xs:element></xs:schema>"
        )
    )
    verdicts = []
    for text in TEXTS:
        element = etree.Element("a")
        element.text = text
        verdicts.append(schema.validate(element))
    return verdicts


def test_an_element_may_be_empty_where_nothing_forbids_it():
    kinds = [UNTYPED, STRING, up_to(5), exactly(2), of_form("[A-Z]"), NATURAL]
    assert [kind.allows_nothing for kind in kinds] == [True, True, True, False, False, False]


def test_the_oldest_version_may_have_another_base():
    kind = SimpleType("string", first_base="integer")
    assert kind.base_in(PivotVersion.V1_20) == "integer"
    assert {kind.base_in(version) for version in list(PivotVersion)[1:]} == {"string"}
    assert STRING.base_in(PivotVersion.V1_20) == "string"
