"""A readable HTML page of an invoice (*facture lisible*)."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Final

from chorus_sdk.invoice.model import Invoice
from chorus_sdk.rendering.sheet import Box, Pairs, Row, Sheet, Tax
from chorus_sdk.rendering.telling import tell
from chorus_sdk.rendering.words import Words

_UNSHOWN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_GROUP: Final = ' class="group"'
_FIGURE: Final = ' class="figure"'
_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
)


def render_html(invoice: Invoice, *, language: str = "fr") -> str:
    """Return a whole page that a person can read (*restitution HTML*).

    It stands alone: no script, no picture, no link, nothing is fetched, and its content policy
    forbids all of it. Everything that the invoice says is text, whatever it looks like. It
    shows what `render_pdf` shows.

    Args:
        invoice: what to show.
        language: `fr` or `en`.

    Raises:
        ValueError: another language.

    Example:
        >>> page = render_html(Invoice(number="<b>1</b>"), language="en")
        >>> "<h1>Invoice &lt;b&gt;1&lt;/b&gt;</h1>" in page
        True
    """
    words = Words(language)
    sheet = tell(invoice, words)
    return "\n".join(
        (
            f'<!DOCTYPE html>\n<html lang="{words.language}">',
            '<head>\n<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{_safe(sheet.title)}</title>",
            f"<style>\n{_style()}</style>\n</head>",
            "<body>\n<main>",
            *_parts(sheet, words),
            "</main>\n</body>\n</html>\n",
        )
    )


def _parts(sheet: Sheet, words: Words) -> Iterator[str]:
    yield f"<h1>{_safe(sheet.title)}</h1>"
    yield from (f'<p class="mark">{_safe(mark)}</p>' for mark in sheet.marks)
    yield from _pairs(sheet.facts)
    yield '<div class="parties">'
    yield from (_box(box) for box in sheet.boxes)
    yield "</div>"
    if sheet.rows:
        yield from _lines(sheet, words)
    if sheet.taxes:
        yield from _taxes(sheet.taxes, words)
    if sheet.totals:
        yield from _totals(sheet.totals, words)
    for title, pairs in ((words["payment"], sheet.payment), (words["details"], sheet.details)):
        if pairs:
            yield f"<h2>{_safe(title)}</h2>"
            yield from _pairs(pairs)
    for title, texts in ((words["notes"], sheet.notes), (words["documents"], sheet.documents)):
        if texts:
            yield f"<h2>{_safe(title)}</h2>\n<ul>"
            yield from (f"<li>{_safe(text)}</li>" for text in texts)
            yield "</ul>"


def _pairs(pairs: Pairs) -> Iterator[str]:
    if pairs:
        yield "<dl>"
        yield from (f"<dt>{_safe(key)}</dt><dd>{_safe(value)}</dd>" for key, value in pairs)
        yield "</dl>"


def _box(box: Box) -> str:
    lines = "".join(f"<p>{_safe(line)}</p>" for line in box.lines)
    return f"<section><h3>{_safe(box.title)}</h3>{lines}</section>"


def _lines(sheet: Sheet, words: Words) -> Iterator[str]:
    amount = " ".join(part for part in (words["amount"], sheet.currency) if part)
    titles = (
        words["line"],
        words["item"],
        words["quantity"],
        words["price"],
        words["rate"],
        amount,
    )
    yield '<div class="scroll">\n<table class="lines">'
    yield _head(words["lines"], titles, figures=frozenset({2, 3, 4, 5}))
    yield "<tbody>"
    yield from (_row(row) for row in sheet.rows)
    yield "</tbody>\n</table>\n</div>"


def _row(row: Row) -> str:
    more = "".join(_more(text) for text in row.more)
    return (
        f"<tr{_GROUP if row.is_group else ''}>"
        f"<td>{_safe(row.number)}</td>"
        f'<th scope="row"><div class="d{row.depth}">{_safe(row.name)}{more}</div></th>'
        f'<td class="figure">{_safe(row.quantity)}{_more(row.unit)}</td>'
        f'<td class="figure">{_safe(row.price)}{_more(row.price_base)}</td>'
        f'<td class="figure">{_safe(row.rate)}</td>'
        f'<td class="figure">{_safe(row.amount)}</td></tr>'
    )


def _more(text: str) -> str:
    return f'<span class="more">{_safe(text)}</span>' if text else ""


def _taxes(taxes: tuple[Tax, ...], words: Words) -> Iterator[str]:
    titles = tuple(words[key] for key in ("category", "base", "tax_amount", "reason"))
    yield '<div class="scroll">\n<table>'
    yield _head(words["breakdown"], titles, figures=frozenset({1, 2}))
    yield "<tbody>"
    for tax in taxes:
        yield (
            f'<tr><th scope="row">{_safe(tax.rate)}</th><td class="figure">{_safe(tax.base)}</td>'
            f'<td class="figure">{_safe(tax.tax)}</td><td>{_safe(tax.reason)}</td></tr>'
        )
    yield "</tbody>\n</table>\n</div>"


def _totals(pairs: Pairs, words: Words) -> Iterator[str]:
    yield f'<table class="totals">\n<caption>{_safe(words["total"])}</caption>\n<tbody>'
    for label, value in pairs:
        yield f'<tr><th scope="row">{_safe(label)}</th><td class="figure">{_safe(value)}</td></tr>'
    yield "</tbody>\n</table>"


def _head(caption: str, titles: tuple[str, ...], *, figures: frozenset[int]) -> str:
    cells = "".join(
        f'<th scope="col"{_FIGURE if place in figures else ""}>{_safe(title)}</th>'
        for place, title in enumerate(titles)
    )
    return f"<caption>{_safe(caption)}</caption>\n<thead><tr>{cells}</tr></thead>"


def _safe(text: str) -> str:
    """Escape a text; characters that HTML has not become U+FFFD."""
    return html.escape(_UNSHOWN.sub("\ufffd", text))


@cache
def _style() -> str:
    return files("chorus_sdk.rendering").joinpath("page.css").read_text("utf-8")
