"""The page: the one door to the PDF engine (reportlab)."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

from chorus_sdk.invoice.model import Invoice
from chorus_sdk.rendering import content
from chorus_sdk.rendering.words import Words

_TEXT, _BOLD = "ChorusText", "ChorusBold"
_MARGIN = 18 * mm
_PADDING = 6  # what a frame of the engine keeps free on each side
_WIDTH = A4[0] - 2 * (_MARGIN + _PADDING)
_INK, _GREY, _RULE, _SHADE = (HexColor(c) for c in ("#1b1b2f", "#5c5f77", "#c9ccd9", "#eef0f6"))

_BODY = ParagraphStyle("body", fontName=_TEXT, fontSize=8.5, leading=11, textColor=_INK)
_SMALL = ParagraphStyle("small", _BODY, fontSize=7.5, leading=9.5, textColor=_GREY)
_RIGHT = ParagraphStyle("right", _BODY, alignment=2)
_STRONG = ParagraphStyle("strong", _BODY, fontName=_BOLD)
_STRONG_RIGHT = ParagraphStyle("strong right", _STRONG, alignment=2)
_HEAD = ParagraphStyle("head", _BODY, fontName=_BOLD, fontSize=9.5, leading=13, spaceBefore=8)
_TITLE = ParagraphStyle("title", _BODY, fontName=_BOLD, fontSize=17, leading=22, spaceAfter=6)

_GRID = [
    ("FONTNAME", (0, 0), (-1, -1), _TEXT),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LINEBELOW", (0, 0), (-1, -1), 0.4, _RULE),
    ("LEFTPADDING", (0, 0), (-1, -1), 3),
    ("RIGHTPADDING", (0, 0), (-1, -1), 3),
    ("TOPPADDING", (0, 0), (-1, -1), 3),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
]
_BARE = [
    ("FONTNAME", (0, 0), (-1, -1), _TEXT),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 1),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
]
_HEADED = [*_GRID, ("BACKGROUND", (0, 0), (-1, 0), _SHADE)]


def lay_out(invoice: Invoice, words: Words) -> bytes:
    """Return the document's bytes."""
    _register_fonts()
    out = io.BytesIO()
    title = content.heading(invoice, words)
    document = SimpleDocTemplate(
        out,
        pagesize=A4,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN,
        title=_shown(title),
        author=_shown(invoice.seller.name or ""),
        lang=words.language,
        invariant=1,
        initialFontName=_TEXT,
        pageCompression=1,
    )

    def foot(canvas: Canvas, page: SimpleDocTemplate) -> None:
        canvas.setFont(_TEXT, 7)
        canvas.setFillColor(_GREY)
        canvas.drawString(_MARGIN + _PADDING, 10 * mm, _shown(title)[:90])
        canvas.drawRightString(A4[0] - _MARGIN - _PADDING, 10 * mm, f"{words['page']} {page.page}")

    document.build(list(_story(invoice, words, title)), onFirstPage=foot, onLaterPages=foot)
    return out.getvalue()


def _story(invoice: Invoice, words: Words, title: str) -> Iterator[Flowable]:
    yield _text(title, _TITLE)
    yield from _pairs(content.facts(invoice, words))
    yield Spacer(1, 8)
    yield from _parties(content.parties(invoice, words))
    rows = tuple(content.rows(invoice, words))
    if rows:
        yield _text(words["lines"], _HEAD)
        yield _lines(rows, words, invoice.currency)
    breakdown = tuple(content.vat_rows(invoice, words))
    if breakdown:
        yield _text(words["breakdown"], _HEAD)
        yield _breakdown(breakdown, words)
    yield from _totals(content.totals(invoice, words))
    payment = content.payment(invoice, words)
    if payment:
        yield _text(words["payment"], _HEAD)
        yield from _pairs(payment)
    yield from _paragraphs(words["notes"], content.notes(invoice))
    yield from _paragraphs(words["documents"], content.documents(invoice))


def _parties(parties: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[Flowable]:
    boxes = [[_text(title, _STRONG), *(_text(t, _BODY) for t in lines)] for title, lines in parties]
    for start in range(0, len(boxes), 2):
        pair = [*boxes[start : start + 2], Spacer(0, 0)][:2]
        yield Table([pair], colWidths=[_WIDTH / 2] * 2, style=_BARE, splitInRow=1)
        yield Spacer(1, 6)


def _lines(rows: tuple[content.Row, ...], words: Words, currency: str | None) -> Flowable:
    keys = ("line", "item", "quantity", "price", "rate", "amount")
    styles = (_STRONG, _STRONG, *[_STRONG_RIGHT] * 4)
    titles = [words[key] for key in keys]
    titles[-1] += f" {currency}" if currency else ""
    table: list[list[object]] = [
        [_text(title, style) for title, style in zip(titles, styles, strict=True)]
    ]
    for row in rows:
        item = [_text(row.name, _BODY), *(_text(more, _SMALL) for more in row.more)]
        figures = (row.quantity, row.price, row.rate, row.amount)
        table.append([_text(row.number, _BODY), item, *(_text(t, _RIGHT) for t in figures)])
    shares = (0.06, 0.38, 0.15, 0.14, 0.12, 0.15)
    return Table(
        table,
        colWidths=[_WIDTH * share for share in shares],
        repeatRows=1,
        style=_HEADED,
        splitInRow=1,
    )


def _breakdown(rows: tuple[tuple[str, str, str, str], ...], words: Words) -> Flowable:
    keys = ("category", "base", "tax_amount", "reason")
    table = [[_text(words[key], _STRONG) for key in keys]]
    table += [[_text(cell, _BODY) for cell in row] for row in rows]
    widths = [_WIDTH * share for share in (0.15, 0.22, 0.22, 0.41)]
    return Table(table, colWidths=widths, repeatRows=1, style=_HEADED, splitInRow=1)


def _totals(pairs: content.Pairs) -> Iterator[Flowable]:
    if not pairs:
        return
    table = [[_text(label, _BODY), _text(value, _RIGHT)] for label, value in pairs[:-1]]
    label, value = pairs[-1]
    table.append([_text(label, _STRONG), _text(value, _STRONG_RIGHT)])
    yield Spacer(1, 8)
    yield Table(table, colWidths=[_WIDTH * 0.3, _WIDTH * 0.2], style=_GRID, hAlign="RIGHT")


def _pairs(pairs: content.Pairs) -> Iterator[Flowable]:
    if pairs:
        table = [[_text(label, _SMALL), _text(value, _BODY)] for label, value in pairs]
        yield Table(table, colWidths=[_WIDTH * 0.3, _WIDTH * 0.7], style=_BARE, splitInRow=1)


def _paragraphs(title: str, texts: tuple[str, ...]) -> Iterator[Flowable]:
    if texts:
        yield _text(title, _HEAD)
        yield from (_text(text, _BODY) for text in texts)


def _text(text: str, style: ParagraphStyle) -> Flowable:
    lines = escape(_shown(text)).splitlines()
    return Paragraph("<br/>".join(lines), style)


def _shown(text: str) -> str:
    """Return the text with a question mark for what the font cannot draw, as PDF/A asks."""
    font = pdfmetrics.getFont(_TEXT)
    glyphs = font.face.charToGlyph if isinstance(font, TTFont) else {}
    spaced = text.replace("\u202f", "\u00a0").replace("\u2009", "\u00a0").replace("\t", " ")
    return "".join(c if ord(c) in glyphs or c == "\n" else "?" for c in spaced)


def _register_fonts() -> None:
    known = pdfmetrics.getRegisteredFontNames()
    for name, file in ((_TEXT, "Vera.ttf"), (_BOLD, "VeraBd.ttf")):
        if name not in known:
            pdfmetrics.registerFont(TTFont(name, file))
