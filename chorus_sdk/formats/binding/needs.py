"""What a row of a table depends on, found out once, when the table is compiled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from chorus_sdk.formats.binding.table import Row


def needs(row: Row) -> frozenset[str] | None:
    """Return the places in the open part that make a row worth trying; None: it always is.

    A row that may write where the open part holds nothing is always tried: one that the schema
    demands, that has a filler, or that looks at the invoice itself.
    """
    unasked = row.fill is not None or row.beside or row.is_filling
    return None if unasked else _solid_needs(row)


def _solid_needs(row: Row) -> frozenset[str] | None:
    """Return the places for which a row says something, as the group around it has to know."""
    if row.keep or _looks_above(row):
        return None
    following = frozenset({row.keep_for} if row.keep_for else ())
    if row.into is not None:
        return following | {row.into}
    if row.path is not None:
        return following | {*_own_paths(row), *row.spread} - {""}
    below = [_solid_needs(child) for child in row.rows if not _says_nothing(child)]
    if None in below:
        return None
    return following.union(*(places for places in below if places))


def _says_nothing(row: Row) -> bool:
    return row.is_fixed or row.technical or row.echo or row.beside


def shared_places(root: Row) -> frozenset[str]:
    """Return the places of the invoice that more than one row may write, or one repeatedly."""
    counted = Counter(_places(root, ""))
    return frozenset(place for place, number in counted.items() if number > 1)


def place_of(path: str, at: str) -> str:
    """Return the place of a path in the invoice, where `at` is that of the open part."""
    return path[1:] if path.startswith("/") else at + path


def below(row: Row, at: str) -> str:
    """Return the place of the part that a row opens, as a prefix."""
    return place_of(row.into or "", at) + ("[]." if row.many else ".")


def _own_paths(row: Row) -> list[str]:
    paths = [row.path, row.or_else, *(attribute.path for attribute in row.attributes)]
    return [path for path in paths if path is not None]


def _looks_above(row: Row) -> bool:
    paths = (row.into, row.keep_for, *_own_paths(row))
    if any(path.startswith("/") for path in paths if path is not None):
        return not row.beside
    return any(_looks_above(child) for child in row.rows)


def _places(row: Row, at: str) -> Iterator[str]:
    """Yield each place that a row writes; twice where the row writes it for several parts."""
    if row.echo or row.technical:
        return
    inside = at if row.into is None else below(row, at)
    for path in (*_own_paths(row), *row.spread):
        if path not in ("", "."):
            yield place_of(path, inside)
            if path.startswith("/"):
                yield place_of(path, inside)
    for child in row.rows:
        yield from _places(child, inside)
