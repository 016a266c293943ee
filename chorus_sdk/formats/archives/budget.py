"""What is left of the limits while an archive is read (*budget*)."""

from __future__ import annotations

from typing import Final

from chorus_sdk.errors import LimitExceededError
from chorus_sdk.limits import KIB, Limits

_SMALL: Final = 64 * KIB


class Budget:
    """Counts over an archive and all archives inside it (*budget*)."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._entries = 0
        self._total = 0

    def enter(self, size: int) -> None:
        """Count one member by the size that it states, before it is unpacked.

        Raises:
            LimitExceededError: `archive_entries` or `archive_total_bytes`: nothing more is read.
        """
        self._entries += 1
        self._total += size
        _check("archive_entries", self._entries, self.limits.archive_entries)
        _check("archive_total_bytes", self._total, self.limits.archive_total_bytes)

    def check_member(self, size: int) -> None:
        """Hold one member against `archive_member_bytes`; the others may still be read."""
        _check("archive_member_bytes", size, self.limits.archive_member_bytes)

    def check_ratio(self, packed: int, unpacked: int) -> None:
        """Refuse what is denser than any invoice; small members harm nobody."""
        maximum = self.limits.archive_ratio
        if unpacked > _SMALL and unpacked > packed * maximum:
            value = unpacked // max(1, packed)
            raise LimitExceededError("archive_ratio", value=value, maximum=maximum)

    def check_depth(self, depth: int) -> None:
        """Refuse an archive that is deeper inside others than `archive_nesting`."""
        _check("archive_nesting", depth, self.limits.archive_nesting)


def _check(limit: str, value: int, maximum: int) -> None:
    if value > maximum:
        raise LimitExceededError(limit, value=value, maximum=maximum)
