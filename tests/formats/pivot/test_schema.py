"""Our table of the schema says what the official files say."""

from __future__ import annotations

import pytest
from lxml import etree

from chorus_sdk.formats.pivot import envelope_schema, schema, status_schema
from chorus_sdk.formats.pivot.binding import Group, Leaf
from chorus_sdk.formats.pivot.codes import PivotVersion

XS = "{http://www.w3.org/2001/XMLSchema}"


class Official:
    """Children and attributes of each element of an XSD, with minOccurs."""

    def __init__(self, path):
        self.root = etree.parse(str(path)).getroot()
        self.globals = {item.get("name"): item for item in self.root.findall(f"{XS}element")}

    def resolve(self, element):
        return self.globals[element.get("ref")] if element.get("ref") else element

    def children(self, element):
        kind = self.resolve(element).find(f"{XS}complexType")
        if kind is None:
            return []
        found = []
        for item in kind.iterfind(f"{XS}sequence//*"):
            inside = [up for up in item.iterancestors(f"{XS}complexType") if up is not kind]
            own = not any(kind in up.iterancestors() for up in inside)
            if item.tag == f"{XS}element" and own:
                found.append(item)
        return found

    def attributes(self, element):
        kind = self.resolve(element).find(f"{XS}complexType")
        return [] if kind is None else kind.findall(f"{XS}attribute")


def name(element):
    return element.get("name") or element.get("ref")


def differences(official, element, group, version, path):
    ours = {
        member.tag: member
        for member in group.members
        if not (isinstance(member, Leaf) and not version.holds(member.since))
    }
    theirs = official.children(element)
    tags = [tag for tag in ours if not tag.startswith("@")]
    if tags != [name(item) for item in theirs]:
        yield f"{path}: {tags} != {[name(item) for item in theirs]}"
        return
    attributes = {f"@{item.get('name')}" for item in official.attributes(element)}
    if attributes != {tag for tag in ours if tag.startswith("@")}:
        yield f"{path}: {attributes}"
    for item in theirs:
        member = ours[name(item)]
        needed = item.get("minOccurs", "1") != "0"
        wrapper = isinstance(member, Group) and member.repeated and not member.required
        if member.required is not needed and not (wrapper and needed):
            yield f"{path}/{member.tag}: required {member.required}, official {needed}"
        if isinstance(member, Group):
            repeated = item.get("maxOccurs", "1") == "unbounded"
            if member.repeated is not repeated:
                yield f"{path}/{member.tag}: repeated"
            yield from differences(official, item, member, version, f"{path}/{member.tag}")
        else:
            yield from leaf_differences(official, item, member, version, path)


def leaf_differences(official, item, leaf, version, path):
    allowed = {value.get("value") for value in item.iter(f"{XS}enumeration")}
    if not allowed:
        return
    if leaf.allowed is not None:
        known = set(leaf.allowed(version))
    else:
        known = {str(code.value) for code in leaf.codes} if leaf.codes else set()
    if known != allowed:
        yield f"{path}/{leaf.tag}: {sorted(known ^ allowed)}"


@pytest.mark.parametrize("version", list(PivotVersion))
def test_the_pivot_table_is_the_official_schema(corpus, version):
    official = Official(corpus / "pivot" / "xsd" / f"CPPFacturePivot_{version.value}.xsd")
    found = []
    for group in (schema.INVOICE, envelope_schema.ENVELOPE):
        found.extend(differences(official, official.globals[group.tag], group, version, group.tag))
    assert found == []


def test_the_status_table_is_the_official_schema(corpus):
    official = Official(corpus / "pivot" / "xsd" / "CPPStatutPivot_V1_19.xsd")
    found = []
    version = PivotVersion.V2_02
    for group in (status_schema.INVOICE_STATUS, status_schema.FLOW_STATUS):
        element = official.globals[group.tag]
        found.extend(differences(official, element, group, version, group.tag))
    assert [item for item in found if "IdStatut" not in item] == []


def walk(group):
    yield group
    for member in group.members:
        if isinstance(member, Group):
            yield from walk(member)


def test_every_field_of_a_value_is_in_the_table_once():
    wrong = []
    for top in (
        schema.INVOICE,
        envelope_schema.ENVELOPE,
        status_schema.INVOICE_STATUS,
        status_schema.FLOW_STATUS,
    ):
        for group in walk(top):
            if group.build is None:
                continue
            names = list(own_names(group))
            fields = set(group.build.__dataclass_fields__) - {"unmapped", "position"}
            if sorted(names) != sorted(fields):
                wrong.append((group.tag, set(names) ^ fields))
    assert wrong == []


def own_names(group):
    for member in group.members:
        if isinstance(member, Group) and member.name is None:
            yield from own_names(member)
        else:
            yield member.name


def test_a_value_cannot_be_made_without_exactly_its_vital_fields():
    from dataclasses import MISSING

    wrong = []
    for group in (*walk(schema.INVOICE), *walk(status_schema.INVOICE_STATUS)):
        if group.build is None:
            continue
        needed = {
            field.name
            for field in group.build.__dataclass_fields__.values()
            if field.default is MISSING
        }
        vital = {member.name for member in vital_members(group)}
        if needed != vital:
            wrong.append((group.tag, needed ^ vital))
    assert wrong == []


def vital_members(group):
    for member in group.members:
        if isinstance(member, Group) and member.name is None:
            yield from vital_members(member)
        elif member.vital:
            yield member
