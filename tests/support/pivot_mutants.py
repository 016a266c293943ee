"""Documents of the pivot family spoiled in every way: whole trees in, spoiled trees out, seeded."""

from __future__ import annotations

import copy
import random

from lxml import etree

XSI = "http://www.w3.org/2001/XMLSchema-instance"
XS = "http://www.w3.org/2001/XMLSchema"

TEXTS = (
    "",
    " ",
    "x",
    "A1",
    "A11",
    "A22",
    "A26",
    "01",
    "1",
    " 1 ",
    "001",
    "7",
    "8",
    "12",
    "41",
    "42",
    "90",
    "97",
    "380",
    "381 ",
    "389",
    "30",
    "+30",
    "030",
    "Complétée",
    "Completée",
    "Oui",
    "numérisation",
    "numerisation",
    "IBAN",
    "iban",
    "FR",
    "FRA",
    "F",
    "EUR",
    "eur",
    "EURO",
    "0001",
    "00001",
    "-1",
    "1.5",
    "1,5",
    "-.5",
    "5.",
    "1e3",
    "NaN",
    "INF",
    "1 000.00",
    "0" * 30 + "1",
    "1234567890.123456789",
    "9" * 60,
    "2026-02-30",
    "2026-13-01",
    "2026-1-5",
    "05/01/2026",
    "2026-01-05Z",
    "2026-01-05+01:00",
    "2026-01-05+15:00",
    "-0044-03-15",
    "2024-02-29",
    "2026-01-05T10:00:00",
    "2026-01-05T24:00:00",
    "2026-01-05T25:00:00Z",
    "2026-01-05T10:00:00.123456789-05:00",
    "2026-01-05T10:00",
    "a" * 4,
    "a" * 5,
    "a" * 9,
    "a" * 14,
    "a" * 20,
    "a" * 21,
    "é" * 40,
    "é" * 41,
    "a" * 50,
    "a" * 51,
    "a" * 100,
    "a" * 101,
    "\U0001f4c4" * 50,
    "line\nbreak",
)

CODES = (
    *(f"A{number}" for number in range(27)),
    *(str(number) for number in range(10)),
    *(f"{number:02}" for number in range(100)),
    "379",
    "382",
    "Non",
    "Recyclée",
    "flux",
    "saisie",
    "PDF",
    "RIB",
    "+0",
    "-0",
)
"""Around every code that the schemas list."""

NAMES = ("Id", "Note", "PJ", "TVA", "Nom", "Lignes", "Montants", "Producteur", "Inconnu", "IdCPRO")
ATTRIBUTES = ("NumOrdre", "Compteur", "compteur", "Version", "Type", "Id", "IdLigne", "Inconnu")
TYPES = ("string", "token", "integer", "int", "decimal", "date", "anyType", "dateTime", "boolean")


def remove(node, luck):
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def double(node, luck):
    if node.getparent() is not None:
        node.addnext(copy.deepcopy(node))


def swap(node, luck):
    other = node.getnext()
    if other is not None:
        other.addnext(node)


def move(node, luck):
    nodes = list(node.getroottree().getroot().iter("*"))
    goal = luck.choice(nodes)
    if goal is not node and node not in goal.iterancestors() and node.getparent() is not None:
        goal.append(node)


def rename(node, luck):
    node.tag = luck.choice(NAMES)


def other_namespace(node, luck):
    node.tag = f"{{urn:other}}{etree.QName(node).localname}"


def retext(node, luck):
    node.text = luck.choice(TEXTS)


def empty(node, luck):
    node.text = None
    for child in list(node):
        node.remove(child)


def longer(node, luck):
    node.text = (node.text or "") + luck.choice(("0", "1", "x", " ", "a" * 60))


def stray_text(node, luck):
    node.tail = (node.tail or "") + luck.choice(("x", "\n", " "))


def add_child(node, luck):
    child = etree.SubElement(node, luck.choice(NAMES))
    child.text = luck.choice(TEXTS)


def add_known_child(node, luck):
    """Put a whole element of the document where it does not belong, or may."""
    nodes = list(node.getroottree().getroot().iter("*"))
    node.insert(luck.randint(0, len(node)), copy.deepcopy(luck.choice(nodes)))


def add_attribute(node, luck):
    node.set(luck.choice(ATTRIBUTES), luck.choice(("1", "0001", "-1", "x", "")))


def drop_attribute(node, luck):
    for name in list(node.attrib):
        del node.attrib[name]


def respell_attribute(node, luck):
    for name in list(node.attrib):
        node.set(name, luck.choice(TEXTS))


def add_type(node, luck):
    name = luck.choice(TYPES)
    fresh = etree.Element(node.tag, nsmap={**node.nsmap, "xs": XS, "xsi": XSI})
    fresh.text, fresh.tail = node.text, node.tail
    fresh.extend(list(node))
    for key, value in node.attrib.items():
        fresh.set(key, value)
    fresh.set(f"{{{XSI}}}type", f"xs:{name}")
    if node.getparent() is not None:
        node.getparent().replace(node, fresh)


def add_nil(node, luck):
    node.set(f"{{{XSI}}}nil", luck.choice(("true", "false")))


def add_comment(node, luck):
    node.insert(0, etree.Comment("note"))


CHANGES = (
    remove,
    double,
    swap,
    move,
    rename,
    other_namespace,
    retext,
    empty,
    longer,
    stray_text,
    add_child,
    add_known_child,
    add_attribute,
    drop_attribute,
    respell_attribute,
    add_type,
    add_nil,
    add_comment,
)


def every_single_change(root):
    """Yield (name, tree): each change at each element, once."""
    luck = random.Random(5)
    for number, place in enumerate(root.iter("*")):
        for change in CHANGES:
            if place is root and change in {other_namespace, add_type}:
                continue
            yield f"{change.__name__}@{place.tag}[{number}]", _changed(root, number, change, luck)


def every_text(root, texts=TEXTS):
    """Yield (name, tree): each text of a list in each attribute and each childless element.

    The same tree is yielded again and again, so use it before the next one.
    """
    for place in root.iter("*"):
        for name, before in place.attrib.items():
            for text in texts:
                place.set(name, text)
                yield f"{place.tag}/@{name}={text!r}", root
            place.set(name, before)
        if len(place):
            continue
        before = place.text
        for text in texts:
            place.text = text
            yield f"{place.tag}={text!r}", root
        place.text = before


def drawn(root, count, seed):
    """Yield (name, tree): two or three changes at drawn places."""
    luck = random.Random(seed)
    for _ in range(count):
        mutant, names = root, []
        for _ in range(luck.randint(2, 3)):
            size = sum(1 for _ in mutant.iter("*"))
            change = luck.choice([one for one in CHANGES if one is not add_type])
            mutant = _changed(mutant, luck.randrange(size), change, luck)
            names.append(change.__name__)
        yield "+".join(names), mutant


def as_root(root):
    """Yield (name, tree): each element of the document as a document of its own."""
    for place in root.iter("*"):
        yield f"root {place.tag}", etree.fromstring(etree.tostring(place, with_tail=False))


def _changed(root, number, change, luck):
    mutant = copy.deepcopy(root)
    change(list(mutant.iter("*"))[number], luck)
    return mutant
