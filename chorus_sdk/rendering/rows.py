"""Invoice lines, and allowances and charges of the whole document, as rows of a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from chorus_sdk.invoice.amounts import AllowanceCharge, Period
from chorus_sdk.invoice.codes import ALLOWANCE_REASON, CHARGE_REASON, COUNTRY, UNIT
from chorus_sdk.invoice.items import Item
from chorus_sdk.invoice.lines import Line, Price
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.rendering.remainder import remainder
from chorus_sdk.rendering.sheet import Row
from chorus_sdk.rendering.words import Words

_DEEPEST = 6
"""Deeper lines stand no further to the right; also the end of a circle of parents."""
_LINE = frozenset(
    [
        "identifier",
        "note",
        "quantity",
        "unit",
        "net_amount",
        "period",
        "allowances",
        "charges",
        "price",
        "vat",
        "item",
        "parent",
        "kind",
        "sub_lines",
        "order_line",
        "object_identifier",
    ]
)
_ITEM = frozenset(
    [
        "name",
        "description",
        "seller_identifier",
        "buyer_identifier",
        "standard_identifier",
        "attributes",
        "classifications",
        "origin_country",
    ]
)
_PRICE = frozenset(["net", "discount", "gross", "base_quantity", "base_unit"])
_VAT = frozenset({"category", "rate"})


def rows(invoice: Invoice, words: Words) -> Iterator[Row]:
    """Yield the lines with their sub-lines, then allowances and charges of the document."""
    parents = {line.identifier: line.parent for line in invoice.lines if line.identifier}
    for line in invoice.lines:
        yield from _line(line, _depth(line, parents), invoice.currency, words)
    for key, sign, parts in (
        ("reduction", "-", invoice.allowances),
        ("charge", "", invoice.charges),
    ):
        for part in parts:
            amount = words.number(part.amount)
            yield Row(
                name=reason(key, part, words),
                more=tuple(_basis(part, invoice.currency, words)),
                rate=words.percent(part.vat_category, part.vat_rate),
                amount=f"{sign}{amount}" if amount else "",
            )


def period(one: Period | None, words: Words) -> str:
    """Return a period's first and last day."""
    if one is None:
        return ""
    days = " - ".join(day for day in (words.day(one.start), words.day(one.end)) if day)
    return ", ".join(part for part in (days, one.description) if part)


def reason(key: str, part: AllowanceCharge, words: Words) -> str:
    """Return what an allowance or charge is: its kind, share and reason."""
    share = f" {words.percent(None, part.percentage)}" if part.percentage is not None else ""
    codes = ALLOWANCE_REASON if key == "reduction" else CHARGE_REASON
    code = f"[{part.reason_code}]" if part.reason_code else ""
    told = part.reason or (words.meaning(codes, part.reason_code) if code else "")
    why = " ".join(text for text in (told, code) if text)
    return f"{words[key]}{share}" + (f" - {why}" if why else "")


def _line(line: Line, depth: int, currency: str | None, words: Words) -> Iterator[Row]:
    price = line.price
    yield Row(
        number=line.identifier or "",
        name=line.item.name or "",
        more=tuple(text for text in _more(line, currency, words) if text),
        quantity=f"{words.number(line.quantity)} {line.unit or ''}".strip(),
        unit=UNIT[line.unit].label(words.language) if line.unit and line.unit in UNIT else "",
        price=words.number(price.net),
        price_base=_price_base(price, words),
        rate=words.percent(line.vat.category, line.vat.rate),
        amount=words.number(line.net_amount),
        depth=min(depth, _DEEPEST),
        is_group=line.kind == "GROUP" or bool(line.sub_lines),
    )
    for sub_line in line.sub_lines:
        yield from _line(sub_line, depth + 1, currency, words)


def _depth(line: Line, parents: Mapping[str, str | None]) -> int:
    depth, parent = 0, line.parent
    while parent is not None and depth < _DEEPEST:
        depth, parent = depth + 1, parents.get(parent)
    return depth


def _more(line: Line, currency: str | None, words: Words) -> Iterator[str]:
    yield from _item(line.item, words)
    yield period(line.period, words)
    if line.order_line:
        yield words.labelled("order_line", line.order_line)
    if line.object_identifier is not None and line.object_identifier.value:
        yield words.labelled("object_line", line.object_identifier.value)
    price = line.price
    if price.gross is not None and price.gross != price.net:
        yield words.labelled("gross", words.number(price.gross))
    if price.discount:
        yield words.labelled("discount", words.number(price.discount))
    for key, sign, parts in (("reduction", "-", line.allowances), ("charge", "", line.charges)):
        for part in parts:
            amount = words.money(part.amount, currency)
            yield words.pair(reason(key, part, words), f"{sign}{amount}")
            yield from _basis(part, currency, words)
    yield line.note or ""
    if line.kind in ("INFORMATION", "GROUP"):
        yield words["information" if line.kind == "INFORMATION" else "group"]
    for value, shown in ((line.price, _PRICE), (line.vat, _VAT), (line, _LINE)):
        for label, text in remainder(value, shown, words):
            yield words.pair(label, text)


def _item(item: Item, words: Words) -> Iterator[str]:
    standard = item.standard_identifier
    known = (item.seller_identifier, item.buyer_identifier, standard.value if standard else None)
    if codes := " / ".join(code for code in known if code):
        yield words.labelled("item_code", codes)
    yield item.description or ""
    for one in item.attributes:
        measure = f"{words.number(one.measure)} {one.measure_unit or ''}".strip()
        yield words.pair(one.name or one.code or "", one.value or measure)
    for group in item.classifications:
        text = " ".join(
            part for part in (group.list_id, group.list_version, group.code, group.name) if part
        )
        yield words.labelled("class", text)
    if item.origin_country:
        yield words.labelled("origin", words.meaning(COUNTRY, item.origin_country))
    for label, text in remainder(item, _ITEM, words):
        yield words.pair(label, text)


def _price_base(price: Price, words: Words) -> str:
    if price.base_quantity is None or price.base_quantity == 1:
        return ""
    return f"{words['per']} {words.number(price.base_quantity)} {price.base_unit or ''}".strip()


def _basis(part: AllowanceCharge, currency: str | None, words: Words) -> Iterator[str]:
    if part.base_amount is not None:
        yield words.labelled("base", words.money(part.base_amount, currency))
    if part.exemption_reason:
        yield part.exemption_reason
