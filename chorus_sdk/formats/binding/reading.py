"""The reader that is compiled from a table: one walk of the tree into plain dicts.

Everything that no row claims becomes an `Unmapped`: elements, attributes, texts. Comments and
processing instructions say nothing of the invoice and are passed over, and so are elements that
are empty.
"""

from __future__ import annotations

from collections.abc import Callable

from chorus_sdk._xml import Element
from chorus_sdk.formats.binding.claims import Compiler
from chorus_sdk.formats.binding.instances import Part
from chorus_sdk.formats.binding.run import Run
from chorus_sdk.formats.binding.table import Row, Syntax
from chorus_sdk.formats.binding.walking import Keep
from chorus_sdk.invoice.provenance import Unmapped


class Reader:
    """Reads documents of one syntax into dicts for the model (*lecteur*)."""

    def __init__(
        self,
        syntax: Syntax,
        change: Callable[[Row], Row] | None = None,
        keep: Keep | None = None,
    ) -> None:
        """Compile a table.

        `change` makes each of its rows below the root another one; `keep` does for the leaves on
        the straight way what the changed rows do elsewhere.
        """
        self._syntax = syntax
        self._rows = Compiler(syntax, change, keep).children(syntax.root, None)

    def read(self, root: Element) -> tuple[Part, tuple[Unmapped, ...]]:
        """Return what `Invoice.model_validate` takes, and what no row claims."""
        run = self.run(root)
        return run.invoice, tuple(run.unmapped)

    def run(self, root: Element) -> Run:
        """Return everything that one reading found."""
        run = Run(self._syntax, root)
        self._rows(root, run.invoice, run)
        run.settle()
        return run
