"""What an invoice holds beyond the profile that it names (*au-delà du profil*)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from chorus_sdk.findings import Severity
from chorus_sdk.formats.base import Profile
from chorus_sdk.formats.binding.shapes import PROVENANCE, term_of
from chorus_sdk.formats.levels import rank_of, rank_of_place
from chorus_sdk.invoice._base import Value
from chorus_sdk.validation.rules.base import Breach, Subject, rule

_SHOWN: Final = 5
"""How many terms are named."""
_OWN: Final = frozenset(PROVENANCE)


class _Place:
    """A place of the model, whether a profile carries it, and the places below."""

    __slots__ = ("below", "is_carried", "path", "rank", "term")

    def __init__(self, path: str, rank: int, term: str | None) -> None:
        self.path, self.rank, self.term = path, rank, term
        self.is_carried = rank_of_place(path) <= rank
        self.below: dict[str, _Place] = {}

    def child(self, owner: type[Value], name: str) -> _Place:
        """Return a place below, made when it is first met."""
        found = self.below.get(name)
        if found is None:
            path = f"{self.path}.{name}" if self.path else name
            found = _Place(path, self.rank, term_of(owner, name) or self.term)
            self.below[name] = found
        return found


@cache
def _tree(rank: int) -> _Place:
    """The places of one rank: as many as the model has, however many invoices there are."""
    return _Place("", rank, None)


def beyond(invoice: Value, profile: Profile) -> tuple[str, ...]:
    """Return the terms that are used and that a profile does not carry (*termes de trop*).

    A profile that is not known, and every extension of EN 16931, is taken to carry all.
    """
    rank = rank_of(profile)
    if rank is None:
        return ()
    terms = (place.term or place.path for place in _met(invoice, _tree(rank)))
    return tuple(dict.fromkeys(terms))


def _met(part: Value, place: _Place) -> Iterator[_Place]:
    below, owner = place.below, type(part)
    for name, value in part.__dict__.items():
        if value is None or value == ():
            continue
        inside = below.get(name)
        if inside is None:
            if not place.path and name in _OWN:
                continue
            inside = place.child(owner, name)
        if isinstance(value, Value):
            yield from _met(value, inside)
        elif isinstance(value, tuple) and isinstance(value[0], Value):
            for item in value:
                yield from _met(item, inside)
        elif not inside.is_carried:
            yield inside


@rule(
    "PLAUS-PROFILE",
    "BT-24",
    en="An invoice holds what the profile that it names carries.",
    fr="Une facture contient ce que porte le profil qu'elle désigne.",
    severity=Severity.INFORMATION,
    hint="Name a richer profile, or leave out what it does not carry: readers may pass it over.",
    hint_fr="Désigner un profil plus riche, ou retirer ce qu'il ne porte pas : il peut se perdre.",
)
def profile(subject: Subject) -> Iterator[Breach]:
    """BT-24 against the terms that are used."""
    terms = beyond(subject.invoice, subject.profile) if subject.profile is not None else ()
    if terms and subject.profile is not None:
        more = f" … ({len(terms)})" if len(terms) > _SHOWN else ""
        yield Breach("specification", ", ".join(terms[:_SHOWN]) + more, subject.profile.value)
