"""The page: the one door to the PDF engine (reportlab)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    KeepTogether,
    LongTable,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
)

from chorus_sdk.rendering.drawable import Drawable
from chorus_sdk.rendering.fonts import font_files
from chorus_sdk.rendering.sheet import Box, Pairs, Row, Sheet, Tax
from chorus_sdk.rendering.words import Words

_TEXT, _BOLD, _MORE = "ChorusText", "ChorusBold", "ChorusMore"
_MARGIN = 16 * mm
_PADDING = 6  # what a frame of the engine keeps free on each side
_WIDTH = A4[0] - 2 * (_MARGIN + _PADDING)
_FRAME_HEIGHT = A4[1] - 2 * (_MARGIN + _PADDING)
_INK, _GREY, _RULE, _SHADE = (HexColor(c) for c in ("#1b1b2f", "#5c5f77", "#c9ccd9", "#eef0f6"))
_INDENT = 8
_HEADING_ROOM = 30 * mm

_BODY = ParagraphStyle("body", fontName=_TEXT, fontSize=8.5, leading=11.5, textColor=_INK)
_SMALL = ParagraphStyle("small", _BODY, fontSize=7.5, leading=10, textColor=_GREY)
_LABEL = ParagraphStyle("label", _SMALL, leading=11.5)
_RIGHT = ParagraphStyle("right", _BODY, alignment=2)
_SMALL_RIGHT = ParagraphStyle("small right", _SMALL, alignment=2)
_STRONG = ParagraphStyle("strong", _BODY, fontName=_BOLD)
_STRONG_RIGHT = ParagraphStyle("strong right", _STRONG, alignment=2)
_DUE = ParagraphStyle("due", _STRONG, fontSize=10, leading=13)
_DUE_RIGHT = ParagraphStyle("due right", _DUE, alignment=2)
_HEAD = ParagraphStyle(
    "head",
    _BODY,
    fontName=_BOLD,
    fontSize=9.5,
    leading=13,
    spaceBefore=9,
    spaceAfter=3,
)
_TITLE = ParagraphStyle("title", _BODY, fontName=_BOLD, fontSize=17, leading=23, spaceAfter=4)
_MARK = ParagraphStyle("mark", _STRONG, textColor=HexColor("#a4133c"))

_BARE = [
    ("FONTNAME", (0, 0), (-1, -1), _TEXT),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 6),
    ("TOPPADDING", (0, 0), (-1, -1), 1),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
]
_GRID = [
    *_BARE,
    ("LINEBELOW", (0, 0), (-1, -1), 0.4, _RULE),
    ("LEFTPADDING", (0, 0), (-1, -1), 3),
    ("RIGHTPADDING", (0, 0), (-1, -1), 3),
    ("TOPPADDING", (0, 0), (-1, -1), 3),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
]
_HEADED = [*_GRID, ("BACKGROUND", (0, 0), (-1, 0), _SHADE)]
_SHARES = (0.07, 0.36, 0.15, 0.14, 0.11, 0.17)


def lay_out(sheet: Sheet, words: Words) -> tuple[bytes, tuple[str, ...]]:
    """Return the document's bytes, and the characters that no font has."""
    return _Page(sheet, words).made()


class _Rows(LongTable):  # type: ignore[misc]  # the engine has no types
    """A table that cuts a row in two only where the row is higher than a page."""

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803
        self.splitInRow = 1 if availHeight > _FRAME_HEIGHT * 0.85 else 0
        pieces: list[Flowable] = super().split(availWidth, availHeight)
        return pieces


class _NumberedCanvas(Canvas):  # type: ignore[misc]  # the engine has no types
    """A canvas that knows the number of pages before it writes the first one."""

    def __init__(self, *args: Any, foot: _Page, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self._foot = foot
        self._kept: list[dict[str, object]] = []

    def showPage(self) -> None:  # noqa: N802 (the engine's name)
        self._kept.append(dict(self.__dict__))
        self._startPage()  # pyright: ignore[reportAttributeAccessIssue]

    def save(self) -> None:
        for number, state in enumerate(self._kept, start=1):
            self.__dict__.update(state)
            self._foot.draw_foot(self, number, len(self._kept))
            super().showPage()
        super().save()


class _Page:
    """One document in the making; remembers what its fonts could not draw."""

    def __init__(self, sheet: Sheet, words: Words) -> None:
        _register_fonts()
        self._sheet = sheet
        self._words = words
        self._drawable = Drawable(_glyphs(_TEXT), _glyphs(_MORE) & font_files().more_covers)

    def made(self) -> tuple[bytes, tuple[str, ...]]:
        out = io.BytesIO()
        document = SimpleDocTemplate(
            out,
            pagesize=A4,
            leftMargin=_MARGIN,
            rightMargin=_MARGIN,
            topMargin=_MARGIN,
            bottomMargin=_MARGIN,
            title=self._drawable.plain(self._sheet.title),
            author=self._drawable.plain(self._sheet.seller),
            lang=self._words.language,
            invariant=1,
            initialFontName=_TEXT,
            pageCompression=1,
        )
        document.build(
            list(self._story()),
            canvasmaker=lambda *args, **kwargs: _NumberedCanvas(*args, foot=self, **kwargs),
        )
        return out.getvalue(), tuple(self._drawable.missing)

    def draw_foot(self, canvas: Canvas, number: int, count: int) -> None:
        left, right = _MARGIN + _PADDING, A4[0] - _MARGIN - _PADDING
        place = f"{self._words['page']} {number} {self._words['of']} {count}"
        room = right - left - pdfmetrics.stringWidth(place, _TEXT, 7) - 20
        told = self._drawable.plain(f"{self._sheet.title} - {self._sheet.seller}".strip(" -"))
        while told and pdfmetrics.stringWidth(told, _TEXT, 7) > room:
            told = told[:-1]
        canvas.setFont(_TEXT, 7)
        canvas.setFillColor(_GREY)
        canvas.drawString(left, 9 * mm, told)
        canvas.drawRightString(right, 9 * mm, place)

    def _story(self) -> Iterator[Flowable]:
        sheet, words = self._sheet, self._words
        yield self._text(sheet.title, _TITLE)
        yield from (self._text(mark, _MARK) for mark in sheet.marks)
        yield from self._facts(sheet.facts)
        yield Spacer(1, 8)
        yield from self._boxes(sheet.boxes)
        if sheet.rows:
            yield from self._head(words["lines"])
            yield self._lines(sheet.rows)
        if sheet.taxes:
            yield from self._head(words["breakdown"])
            yield self._taxes(sheet.taxes)
        yield from self._totals(sheet.totals)
        for title, pairs in ((words["payment"], sheet.payment), (words["details"], sheet.details)):
            if pairs:
                yield from self._head(title)
                yield from self._pairs(pairs)
        for title, texts in ((words["notes"], sheet.notes), (words["documents"], sheet.documents)):
            if texts:
                yield from self._head(title)
                yield from (self._text(text, _BODY) for text in texts)

    def _head(self, title: str) -> Iterator[Flowable]:
        """A heading never stands alone at the foot of a page."""
        yield CondPageBreak(_HEADING_ROOM)
        yield self._text(title, _HEAD)

    def _boxes(self, boxes: tuple[Box, ...]) -> Iterator[Flowable]:
        told = [
            [self._text(box.title, _STRONG), *(self._text(text, _BODY) for text in box.lines)]
            for box in boxes
        ]
        for start in range(0, len(told), 2):
            pair = [*told[start : start + 2], []][:2]
            yield _Rows([pair], colWidths=[_WIDTH / 2] * 2, style=_BARE)
            yield Spacer(1, 6)

    def _lines(self, rows: tuple[Row, ...]) -> Flowable:
        words, currency = self._words, self._sheet.currency
        titles = [words[key] for key in ("line", "item", "quantity", "price", "rate", "amount")]
        titles[-1] += f" {currency}" if currency else ""
        styles = (_STRONG, _STRONG, *[_STRONG_RIGHT] * 4)
        table: list[list[object]] = [
            [self._text(title, style) for title, style in zip(titles, styles, strict=True)]
        ]
        table += [self._line(row) for row in rows]
        widths = [_WIDTH * share for share in _SHARES]
        return _Rows(table, colWidths=widths, repeatRows=1, style=_HEADED)

    def _line(self, row: Row) -> list[object]:
        name = _STRONG if row.is_group else _BODY
        inset = row.depth * _INDENT
        item = [self._text(row.name, name, inset)] if row.name or not row.more else []
        item += [self._text(more, _SMALL, inset) for more in row.more]
        return [
            self._text(row.number, _BODY),
            item,
            self._stacked(row.quantity, row.unit),
            self._stacked(row.price, row.price_base),
            self._text(row.rate, _RIGHT),
            self._text(row.amount, _STRONG_RIGHT if row.is_group else _RIGHT),
        ]

    def _stacked(self, figure: str, below: str) -> list[Flowable]:
        return [self._text(figure, _RIGHT), *([self._text(below, _SMALL_RIGHT)] if below else [])]

    def _taxes(self, taxes: tuple[Tax, ...]) -> Flowable:
        keys = ("category", "base", "tax_amount", "reason")
        styles = (_STRONG, _STRONG_RIGHT, _STRONG_RIGHT, _STRONG)
        table = [[self._text(self._words[k], s) for k, s in zip(keys, styles, strict=True)]]
        for tax in taxes:
            cells = (tax.rate, tax.base, tax.tax, tax.reason)
            looks = (_BODY, _RIGHT, _RIGHT, _BODY)
            table.append([self._text(c, s) for c, s in zip(cells, looks, strict=True)])
        widths = [_WIDTH * share for share in (0.14, 0.2, 0.2, 0.46)]
        style = [*_HEADED, ("LEFTPADDING", (-1, 0), (-1, -1), 14)]
        return _Rows(table, colWidths=widths, repeatRows=1, style=style)

    def _totals(self, pairs: Pairs) -> Iterator[Flowable]:
        if not pairs:
            return
        table = [
            [self._text(label, _BODY), self._text(value, _RIGHT)] for label, value in pairs[:-1]
        ]
        label, value = pairs[-1]
        table.append([self._text(label, _DUE), self._text(value, _DUE_RIGHT)])
        widths = [_WIDTH * 0.32, _WIDTH * 0.24]
        yield Spacer(1, 8)
        yield KeepTogether([Table(table, colWidths=widths, style=_GRID, hAlign="RIGHT")])

    def _pairs(self, pairs: Pairs) -> Iterator[Flowable]:
        if pairs:
            table = [[self._text(key, _LABEL), self._text(value, _BODY)] for key, value in pairs]
            yield _Rows(table, colWidths=[_WIDTH * 0.3, _WIDTH * 0.7], style=_BARE)

    def _facts(self, pairs: Pairs) -> Iterator[Flowable]:
        """Two columns of labels and values: short facts need little of the page."""
        half = (len(pairs) + 1) // 2
        told = [(self._text(key, _LABEL), self._text(value, _BODY)) for key, value in pairs]
        blank = [("", "")] * (half * 2 - len(told))
        table = [
            [*left, *right] for left, right in zip(told[:half], [*told[half:], *blank], strict=True)
        ]
        if table:
            widths = [_WIDTH * share for share in (0.2, 0.3, 0.2, 0.3)]
            yield _Rows(table, colWidths=widths, style=_BARE)

    def _text(self, text: str, style: ParagraphStyle, inset: int = 0) -> Flowable:
        look = ParagraphStyle(style.name, style, leftIndent=inset) if inset else style
        return Paragraph("<br/>".join(self._marked(line) for line in text.splitlines()), look)

    def _marked(self, line: str) -> str:
        """Return the text escaped, with the second font around what the first has not."""
        out = []
        for run, is_more in self._drawable.runs(line):
            out.append(f'<font name="{_MORE}">{escape(run)}</font>' if is_more else escape(run))
        return "".join(out)


def _glyphs(name: str) -> frozenset[int]:
    if name not in pdfmetrics.getRegisteredFontNames():
        return frozenset()
    font = pdfmetrics.getFont(name)
    return frozenset(font.face.charToGlyph) if isinstance(font, TTFont) else frozenset()


def _register_fonts() -> None:
    known, files = pdfmetrics.getRegisteredFontNames(), font_files()
    for name, program in ((_TEXT, files.text), (_BOLD, files.bold), (_MORE, files.more)):
        if name not in known and program is not None:
            source = io.BytesIO(program) if isinstance(program, bytes) else program
            pdfmetrics.registerFont(TTFont(name, source))
