"""Whole invoices in a notebook (*carnet*): an extension of IPython.

An invoice on its own shows a summary: it knows nothing of rendering, which stands above it. This
extension asks IPython, by its own means, to show the whole page instead:

```text
%load_ext chorus_sdk.rendering.notebook
```

The page stands in a frame that may do nothing: no script, no link, no style of the notebook.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from typing import Protocol

from chorus_sdk.invoice.model import Invoice
from chorus_sdk.rendering.html import render_html


class Formatter(Protocol):
    """How IPython keeps the functions that show a type (*afficheur*)."""

    def for_type(self, typ: type[Invoice], func: Callable[[Invoice], str], /) -> object:
        """Use a function for a type."""
        ...

    def pop(self, typ: type[Invoice], default: None, /) -> object:
        """Forget the function of a type."""
        ...


class DisplayFormatter(Protocol):
    """IPython's formatters, one for each MIME type (*afficheurs*)."""

    @property
    def formatters(self) -> Mapping[str, Formatter]:
        """The formatters by MIME type."""
        ...


class Shell(Protocol):
    """The running IPython (*interpréteur*)."""

    @property
    def display_formatter(self) -> DisplayFormatter:
        """What shows values."""
        ...


def load_ipython_extension(shell: Shell) -> None:
    """Show every invoice as a whole page, in French; IPython calls this for `%load_ext`."""
    shell.display_formatter.formatters["text/html"].for_type(Invoice, framed)


def unload_ipython_extension(shell: Shell) -> None:
    """Show the summary again; IPython calls this for `%unload_ext`."""
    shell.display_formatter.formatters["text/html"].pop(Invoice, None)


def framed(invoice: Invoice, *, language: str = "fr") -> str:
    """Return the page of `render_html` as a frame inside another page.

    Raises:
        ValueError: another language than `fr` and `en`.

    Example:
        >>> framed(Invoice(number="F-1")).startswith('<iframe sandbox="" title="Facture F-1"')
        True
    """
    page = render_html(invoice, language=language)
    title = page.partition("<title>")[2].partition("</title>")[0]
    style = "width:100%;height:60em;border:0"
    return (
        f'<iframe sandbox="" title="{title}" style="{style}" srcdoc="{html.escape(page)}"></iframe>'
    )
