"""The pivot's schema for validators (*schéma XSD*): written from the tables that reading uses.

Our own transcription of FEN0036A and CPPStatut: no file of the publisher is in the package. What
is declared for the whole schema and what in its place is told apart as there, for it decides what
may stand inside an untyped element and what may be a root.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import groupby
from typing import Final
from xml.sax.saxutils import quoteattr

from chorus_sdk.formats.pivot import envelope_schema, schema, status_schema
from chorus_sdk.formats.pivot.binding import Group, Leaf, Member
from chorus_sdk.formats.pivot.codes import PivotVersion

STATUS_VERSION: Final = "V1_19"
"""The one version of the status flow's schema that is known."""

_INVOICE_UNITS: Final = {"Enveloppe": envelope_schema.ENVELOPE, "CPPFactures": schema.INVOICE}
_STATUS_UNITS: Final = {
    "Enveloppe": envelope_schema.ENVELOPE,
    "CPPFluxStatuts": status_schema.FLOW_STATUS,
    "CPPFactureStatuts": status_schema.INVOICE_STATUS,
}


@cache
def pivot_xsd(version: PivotVersion = PivotVersion.V2_02) -> bytes:
    """Return the XML schema of a pivot (*schéma FEN0036A*) in one version, as a whole document.

    Example:
        >>> b'"IdCPRO"' in pivot_xsd(), b'"IdCPRO"' in pivot_xsd(PivotVersion.V1_22)
        (True, False)
    """
    return _Writer(version).document(_with_units(schema.DOCUMENT, _INVOICE_UNITS))


@cache
def status_xsd() -> bytes:
    """Return the XML schema of a status flow (*schéma CPPStatut* V1_19), as a whole document."""
    return _Writer(PivotVersion.V2_02).document(_with_units(status_schema.DOCUMENT, _STATUS_UNITS))


def versions_for(stated: str | None) -> tuple[PivotVersion, ...]:
    """Return the versions that a document may be held against, by what its root states.

    Where it states none that is known, what fits the newest or the oldest is right: of what the
    other two allow, nothing is left out by both.

    Example:
        >>> [str(version) for version in versions_for("V1_22")], len(versions_for(None))
        (['V1_22'], 2)
    """
    words = (stated or "").split()
    named = tuple(version for version in PivotVersion if version.value in words[:1])
    return named or (PivotVersion.V2_02, PivotVersion.V1_20)


def _with_units(document: Group, units: Mapping[str, Group]) -> Group:
    """Put the units into what stands around them: reading takes them apart."""
    members = tuple(
        replace(member, members=(*member.members, replace(unit, repeated=True, least=1)))
        if isinstance(member, Group) and (unit := units.get(member.tag))
        else member
        for member in document.members
    )
    return replace(document, members=members)


class _Writer:
    """Writes the declarations of one version."""

    def __init__(self, version: PivotVersion) -> None:
        self._version = version

    def document(self, root: Group) -> bytes:
        declared: dict[str, Group] = {}
        for group in _walk(root):
            if not group.is_local:
                declared.setdefault(group.tag, group)
        lines = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">',
            *(line for group in declared.values() for line in self._group(group, "")),
            "</xs:schema>",
        ]
        return "\n".join(lines).encode()

    def _group(self, group: Group, bounds: str) -> Iterator[str]:
        yield f'<xs:element name="{group.tag}"{bounds}><xs:complexType>'
        members = [member for member in group.members if self._holds(member)]
        children = [member for member in members if not member.tag.startswith("@")]
        if children:
            yield "<xs:sequence>"
            for is_choice, run in groupby(children, _is_alternative):
                if is_choice:
                    yield "<xs:choice>"
                for member in run:
                    yield from self._child(member)
                if is_choice:
                    yield "</xs:choice>"
            yield "</xs:sequence>"
        for member in members:
            if isinstance(member, Leaf) and member.tag.startswith("@"):
                use = ' use="required"' if member.required else ""
                yield from self._leaf("attribute", member, use)
        yield "</xs:complexType></xs:element>"

    def _child(self, member: Member) -> Iterator[str]:
        bounds = _bounds(member)
        if isinstance(member, Leaf):
            yield from self._leaf("element", member, bounds)
        elif member.is_local:
            yield from self._group(member, bounds)
        else:
            yield f'<xs:element ref="{member.tag}"{bounds}/>'

    def _leaf(self, what: str, leaf: Leaf, bounds: str) -> Iterator[str]:
        form = leaf.form
        base, values = form.base_in(self._version), sorted(leaf.values_in(self._version))
        facets = [("enumeration", value) for value in values]
        if form.pattern is not None:
            facets.append(("pattern", form.pattern))
        if form.minimum is not None and form.minimum == form.maximum:
            facets.append(("length", str(form.minimum)))
        else:
            ends = (("minLength", form.minimum), ("maxLength", form.maximum))
            facets.extend((name, str(end)) for name, end in ends if end is not None)
        start = f'<xs:{what} name="{leaf.tag.removeprefix("@")}"{bounds}'
        if base is None:
            yield f"{start}/>"
        elif not facets and not form.is_derived:
            yield f'{start} type="xs:{base}"/>'
        else:
            yield f'{start}><xs:simpleType><xs:restriction base="xs:{base}">'
            for name, value in facets:
                yield f"<xs:{name} value={quoteattr(value)}/>"
            yield f"</xs:restriction></xs:simpleType></xs:{what}>"

    def _holds(self, member: Member) -> bool:
        return isinstance(member, Group) or self._version.holds(member.since)


def _walk(group: Group) -> Iterator[Group]:
    yield group
    for member in group.members:
        if isinstance(member, Group):
            yield from _walk(member)


def _is_alternative(member: Member) -> bool:
    return isinstance(member, Group) and member.alternative


def _bounds(member: Member) -> str:
    least = int(member.required)
    repeated = False
    if isinstance(member, Group):
        repeated = member.repeated
        if member.least is not None or member.alternative:
            least = 1 if member.least is None else member.least
    least_text = "" if least == 1 else f' minOccurs="{least}"'
    return least_text + (' maxOccurs="unbounded"' if repeated else "")
