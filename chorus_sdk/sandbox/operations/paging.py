"""Pages (*pagination*): page 1, ten lines a page, 200 lines in all unless asked otherwise.

Source: chorus-pro-api §2.4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from chorus_sdk._http.exchange import JsonObject
from chorus_sdk.sandbox.operations.call import Fields

DEFAULT_PAGE_SIZE: Final = 10
DEFAULT_MAXIMUM: Final = 200
T = TypeVar("T")


@dataclass(frozen=True)
class Paging:
    """Which page is wanted, how long, and how many lines there may be in all."""

    page: int
    size: int
    maximum: int

    @classmethod
    def of(
        cls,
        fields: Fields,
        *,
        page: str = "pageResultatDemandee",
        size: str = "nbResultatsParPage",
        maximum: int | None = None,
    ) -> Paging:
        """Read the paging object of a call; what is missing or not positive is the default."""
        return cls(
            page=_positive(fields.integer(page), 1),
            size=_positive(fields.integer(size), DEFAULT_PAGE_SIZE),
            maximum=_positive(maximum, DEFAULT_MAXIMUM),
        )

    def cut(self, lines: Sequence[T]) -> Sequence[T]:
        """Return the lines of the page; a page behind the last one is empty."""
        start = (self.page - 1) * self.size
        return lines[: self.maximum][start : start + self.size]

    def numbers(self, count: int) -> tuple[int, int, int, int]:
        """Return current page, pages, lines a page, lines in all."""
        total = min(count, self.maximum)
        return self.page, -(-total // self.size), self.size, total

    def returned(self, count: int) -> JsonObject:
        """Write the object `parametresRetour`."""
        page, pages, size, total = self.numbers(count)
        return {
            "pageCourante": page,
            "pages": pages,
            "nbResultatsParPage": size,
            "total": total,
        }


def _positive(value: int | None, otherwise: int) -> int:
    return value if value is not None and value > 0 else otherwise
