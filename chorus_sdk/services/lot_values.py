"""What became of each of many files (*résultats d'un dépôt en lots*): values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chorus_sdk.errors import ChorusError
from chorus_sdk.services.flow_values import Flow
from chorus_sdk.services.issued import IssuedInvoice


@dataclass(frozen=True, kw_only=True)
class LotResult:
    """What became of one file (*résultat*).

    Shape: `place` counts from 0 in the order given; `numbers` are the BT-1 in the file; `flow` is
    the deposit that it went with; `invoices` is what search has shown of it after
    `wait_for_many`. `error` says why nothing came of it: an `OSError` or `ValueError` where the
    source itself could not be used.
    """

    place: int
    file_name: str
    numbers: tuple[str, ...] = ()
    flow: Flow | None = None
    invoices: tuple[IssuedInvoice, ...] = ()
    error: ChorusError | OSError | ValueError | None = None

    @property
    def has_failed(self) -> bool:
        """True when the file was refused, was not sent, or its fate is not known."""
        return self.error is not None


@dataclass(frozen=True)
class LotResults:
    """One result a file, in the order of the files (*résultats*).

    Example:
        >>> LotResults((LotResult(place=0, file_name="a.xml"),)).failed
        ()
    """

    results: tuple[LotResult, ...]

    @property
    def failed(self) -> tuple[LotResult, ...]:
        """The results with an error."""
        return tuple(one for one in self.results if one.has_failed)

    @property
    def flows(self) -> tuple[Flow, ...]:
        """Every deposit that was made, once, in the order of the first file of each."""
        found = {one.flow.id: one.flow for one in self.results if one.flow is not None}
        return tuple(found.values())

    def raise_if_failed(self) -> None:
        """Raise an `ExceptionGroup` of all errors, each with notes that name its files.

        Raises:
            ExceptionGroup: at least one file has failed.
        """
        errors: dict[int, Exception] = {}
        for one in self.failed:
            error = one.error
            if error is None:
                continue
            note = f"File {one.place + 1}: {one.file_name}"
            if note not in getattr(error, "__notes__", ()):
                error.add_note(note)
            errors[id(error)] = error
        if errors:
            raise ExceptionGroup(
                f"{len(self.failed)} of {len(self.results)} files failed.", list(errors.values())
            )

    def __iter__(self) -> Iterator[LotResult]:
        return iter(self.results)

    def __len__(self) -> int:
        return len(self.results)

    def __getitem__(self, place: int) -> LotResult:
        return self.results[place]
