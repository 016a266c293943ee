"""What breaks a schema, as plain facts (*causes*).

The one door to `xmlschema`: nothing of its types goes on. It takes 0.3 s to import and up to 2 s
to build a schema, so it is loaded when a document has failed at the gate, and what it has built
is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Final, cast

from chorus_sdk._xml import Element, local_name
from chorus_sdk.formats.schemas.sources import SchemaSource

if TYPE_CHECKING:
    from elementpath.protocols import ElementProtocol
    from xmlschema import XMLSchema, XMLSchemaValidationError
    from xmlschema.validators import XsdComponent

_NIL: Final = "{http://www.w3.org/2001/XMLSchema-instance}nil"
_QUOTED: Final = re.compile(r"'([^']+)'")
_MOST_EXPECTED: Final = 12


class Kind(StrEnum):
    """What is wrong (*nature de l'écart*); the value is the end of the finding's code."""

    ROOT = "ROOT"
    UNEXPECTED = "UNEXPECTED"
    REPEATED = "REPEATED"
    MISSING = "MISSING"
    CHILD = "CHILD"
    NOT_EMPTY = "NOT-EMPTY"
    TEXT = "TEXT"
    VALUE = "VALUE"
    ATTRIBUTE = "ATTRIBUTE"
    ATTRIBUTE_MISSING = "ATTRIBUTE-MISSING"
    OTHER = "OTHER"


@dataclass(frozen=True)
class Cause:
    """One thing that breaks a schema (*écart*).

    `place` is the element to point at, `name` what is wrong there, `expected` the names or values
    that would do, `rule` the simple type or facet that a value breaks, with its bound.
    """

    kind: Kind
    place: Element
    name: str
    found: str | None = None
    expected: tuple[str, ...] = ()
    rule: tuple[str, str] = ("", "")


def causes(root: Element, source: SchemaSource) -> Iterator[Cause]:
    """Yield what breaks a schema, as the engine meets it.

    It stops where the engine itself does, such as at an `xsi:type` that no schema declares.
    """
    from xmlschema import XMLSchemaException

    try:
        for error in _built(source).iter_errors(cast("ElementProtocol", root)):
            cause = _cause_of(error)
            if cause is not None:
                yield cause
    except (XMLSchemaException, RecursionError):
        return


@cache
def _built(source: SchemaSource) -> XMLSchema:
    from xmlschema import XMLSchema

    text = source.decode() if isinstance(source, bytes) else source
    return XMLSchema(text, allow="local", defuse="always")


def _cause_of(error: XMLSchemaValidationError) -> Cause | None:
    """Tell what an error of the engine says; None where it is about no element."""
    element: object = error.elem
    if not isinstance(element, Element):
        return None
    from xmlschema import XMLSchemaChildrenValidationError
    from xmlschema.validators import XMLSchemaBase, XsdAttributeGroup

    if isinstance(error, XMLSchemaChildrenValidationError):
        return _of_children(element, error)
    if isinstance(error.validator, XMLSchemaBase):
        return Cause(Kind.ROOT, element, _name(element))
    if isinstance(error.validator, XsdAttributeGroup):
        return _of_attributes(element, error.reason or "")
    return _of_content(element, error)


def _of_children(element: Element, error: XMLSchemaValidationError) -> Cause:
    expected = tuple(error.expected_tags)[:_MOST_EXPECTED]
    child: object = error.invalid_child
    if not isinstance(child, Element):
        return Cause(Kind.MISSING, element, _name(element), expected=expected)
    name = _name(child)
    before = {sibling.tag for sibling in child.itersiblings(preceding=True)}
    kind = Kind.REPEATED if child.tag in before and name not in expected else Kind.UNEXPECTED
    return Cause(kind, child, name, found=name, expected=expected)


def _of_attributes(element: Element, reason: str) -> Cause:
    match = _QUOTED.search(reason)
    name = match[1] if match else ""
    if name in element.attrib:
        value = str(element.attrib[name])
        return Cause(Kind.ATTRIBUTE, element, local_name(name), found=value)
    return Cause(Kind.ATTRIBUTE_MISSING, element, local_name(name), expected=(local_name(name),))


def _of_value(element: Element, value: str, validator: XsdComponent) -> Cause:
    listed = getattr(validator, "enumeration", None)
    if listed:
        values = tuple(str(item) for item in listed)[:_MOST_EXPECTED]
        return Cause(Kind.VALUE, element, _name(element), value, values, ("enumeration", ""))
    patterns = getattr(validator, "regexps", None)
    if patterns:
        return Cause(Kind.VALUE, element, _name(element), value, rule=("pattern", str(patterns[0])))
    bound = getattr(validator, "value", None)
    rule = (validator.local_name or "", "" if bound is None else str(bound))
    return Cause(Kind.VALUE, element, _name(element), value, rule=rule)


def _of_content(element: Element, error: XMLSchemaValidationError) -> Cause:
    from xmlschema.validators import XsdComponent, XsdElement

    validator = error.validator
    if isinstance(error.obj, str) and isinstance(validator, XsdComponent):
        return _of_value(element, error.obj, validator)
    if isinstance(validator, XsdElement) and validator.type.is_empty():
        return Cause(Kind.NOT_EMPTY, element, _name(element))
    return _of_structure(element)


def _of_structure(element: Element) -> Cause:
    texts = [element.text, *(child.tail for child in element)]
    text = next((text.strip() for text in texts if text and text.strip()), None)
    children = [child for child in element if isinstance(child.tag, str)]
    if _NIL in element.attrib:
        return Cause(Kind.ATTRIBUTE, element, "nil", found=str(element.attrib[_NIL]))
    if text and children:
        return Cause(Kind.TEXT, element, _name(element), found=text)
    if children:
        return Cause(Kind.CHILD, element, _name(element), found=_name(children[0]))
    return Cause(Kind.TEXT if text else Kind.OTHER, element, _name(element), found=text)


def _name(element: Element) -> str:
    prefix = f"{element.prefix}:" if element.prefix else ""
    return prefix + local_name(str(element.tag))
