"""Documents that differ from a written one by an element or attribute: fewer, other or more."""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Callable, Iterator
from functools import partial

from lxml import etree
from schema_places import Child, Places

_Change = Callable[[etree._Element], None]
"""What is done to one element of a document."""


def every_change(schema: etree.XMLSchema, written: bytes, *, at_once: int) -> Iterator[bytes]:
    """Each element taken away, doubled, emptied, without its attributes, or with one more."""
    root = etree.fromstring(written)
    paths = [root.getroottree().getelementpath(each) for each in root.iter() if each is not root]
    kinds = (_take_away, _double, _empty, _strip, _say_a_scheme)
    changes: list[_Change] = [partial(_at, path, kind) for path in paths for kind in kinds]
    random.Random(1).shuffle(changes)
    yield from _together(schema, written, changes, at_once)


def enlarged(
    schema: etree.XMLSchema, places: Places, written: bytes, *, at_once: int
) -> Iterator[bytes]:
    """Everything that the schema has a place for and the document has not, some at once.

    An element that may repeat comes a second time. What the schema refuses is left out.
    """
    dice, root = random.Random(1), etree.fromstring(written)
    additions = list(_additions(places, root, dice))
    dice.shuffle(additions)
    yield from _together(schema, written, additions, at_once)


def misspelt(
    schema: etree.XMLSchema, written: bytes, text: str, *, at_once: int
) -> Iterator[bytes]:
    """Every text says something else that the schema allows, every attribute that twice."""
    root = etree.fromstring(written)
    changes: list[_Change] = []
    for each in root.iter():
        path = root.getroottree().getelementpath(each)
        if len(each) == 0:
            changes.append(partial(_at, path, partial(_say, text)))
        changes += [partial(_at, path, partial(_mark, name, text * 2)) for name in each.attrib]
    random.Random(1).shuffle(changes)
    yield from _together(schema, written, changes, at_once)


def _together(
    schema: etree.XMLSchema, written: bytes, changes: list[_Change], at_once: int
) -> Iterator[bytes]:
    """Yield documents with some changes each, without those that the schema refuses."""
    root, done = etree.fromstring(written), 0
    for change in changes:
        other = copy.deepcopy(root)
        change(other)
        if etree.tostring(other) != etree.tostring(root) and schema.validate(other):
            root, done = other, done + 1
        if done == at_once:
            yield etree.tostring(root)
            root, done = etree.fromstring(written), 0
    if done:
        yield etree.tostring(root)


def _additions(places: Places, root: etree._Element, dice: random.Random) -> Iterator[_Change]:
    """Yield what may be added, each at one of the elements where it has a place."""
    owners: dict[str, list[str]] = {}
    for each in root.iter():
        path = root.getroottree().getelementpath(each)
        owners.setdefault(re.sub(r"\[\d+\]", "", path), []).append(path)
    for paths in owners.values():
        path = dice.choice(paths)
        found = root if path == "." else root.find(path)
        name = places.type_of(found)
        for child in places.children(name):
            yield partial(_at, path, partial(_insert, places, child))
        for attribute in places.attributes(name):
            if attribute not in found.attrib:
                yield partial(_at, path, partial(_mark, attribute, "1"))


def _take_away(element: etree._Element) -> None:
    element.getparent().remove(element)


def _double(element: etree._Element) -> None:
    element.addnext(copy.deepcopy(element))


def _empty(element: etree._Element) -> None:
    if len(element):
        del element[:]
    else:
        element.text = ""


def _strip(element: etree._Element) -> None:
    element.attrib.clear()


def _say_a_scheme(element: etree._Element) -> None:
    if len(element) == 0 and not element.attrib:
        element.set("schemeID", "0002")


def _insert(places: Places, child: Child, element: etree._Element) -> None:
    places.insert(element, child)


def _mark(name: str, text: str, element: etree._Element) -> None:
    element.set(name, text)


def _say(text: str, element: etree._Element) -> None:
    element.text = text


def _at(path: str, change: _Change, root: etree._Element) -> None:
    """Change the element at a path, if it is still there."""
    element = root if path == "." else root.find(path)
    if element is not None:
        change(element)
