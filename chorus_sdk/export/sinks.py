"""A file that is there when it is whole (*fichier de sortie*), and not before."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from chorus_sdk.export.columns import Table

if TYPE_CHECKING:
    from chorus_sdk.export.formats import Sink, TableFormat


class ByteSink:
    """A file of bytes (*fichier*)."""

    def __init__(self, path: Path) -> None:
        self._stream = path.open("wb")

    def write(self, data: bytes) -> None:
        """Append bytes."""
        self._stream.write(data)

    def close(self) -> None:
        """Finish the file."""
        self._stream.close()


class TableFolder:
    """One file a table in a folder (*dossier de sortie*).

    Files take their names at the end, in place of those that were there; after an error none does.
    """

    def __init__(self, folder: Path, form: TableFormat, tables: tuple[Table, ...]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._paths = {table.name: folder / f"{table.name}{form.suffix}" for table in tables}
        self._sinks: dict[str, Sink] = {}
        with ExitStack() as undo:
            undo.callback(self._discard)
            for table in tables:
                self._sinks[table.name] = form.open(self._partial(table.name), table)
            undo.pop_all()

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files, in the order of the tables."""
        return tuple(self._paths.values())

    def write(self, table: str, data: bytes) -> None:
        """Append an encoded block to a table."""
        self._sinks[table].write(data)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with ExitStack() as undo:
            undo.callback(self._discard)
            if kind is not None:
                return
            for sink in self._sinks.values():
                sink.close()
            for name, path in self._paths.items():
                self._partial(name).replace(path)
            undo.pop_all()

    def _partial(self, name: str) -> Path:
        path = self._paths[name]
        return path.with_name(f".{path.name}.partial")

    def _discard(self) -> None:
        for sink in self._sinks.values():
            with suppress(OSError, ValueError):  # a full disk takes no last bytes either
                sink.close()
        for name in self._paths:
            self._partial(name).unlink(missing_ok=True)
