"""What stands on the page, as text and without layout (*contenu*): the invoice, told in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chorus_sdk.invoice.amounts import AllowanceCharge, Period
from chorus_sdk.invoice.lines import Line
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.invoice.parties import Address, Delivery, Party
from chorus_sdk.rendering.words import Words

NO_BREAK = "\u00a0"
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Row:
    """One invoice line (*ligne*): its first line of text, more text below, and its figures."""

    number: str
    name: str
    more: tuple[str, ...]
    quantity: str
    price: str
    rate: str
    amount: str


def heading(invoice: Invoice, words: Words) -> str:
    """Return the title of the page: kind and number (BT-3, BT-1)."""
    return f"{words.title(invoice.type_code)} {invoice.number or ''}".strip()


def facts(invoice: Invoice, words: Words) -> Pairs:
    """Return dates, framework and references, those that are known."""
    known = invoice.references
    thing = known.invoiced_object
    preceding = ", ".join(
        f"{one.number or ''} {words.day(one.issue_date)}".strip()
        for one in known.preceding_invoices
    )
    return _known(
        (words["issued"], words.day(invoice.issue_date)),
        (words["due"], words.day(invoice.due_date)),
        (words["period"], _period(invoice.invoicing_period, words)),
        (words["framework"], invoice.business_process),
        (words["buyer_reference"], known.buyer),
        (words["commitment"], known.purchase_order),
        (words["contract"], known.contract),
        (words["project"], known.project),
        (words["sales_order"], known.sales_order),
        (words["receiving"], known.receiving_advice),
        (words["despatch"], known.despatch_advice),
        (words["tender"], known.tender),
        (words["object"], thing.value if thing else None),
        (words["accounting"], known.buyer_accounting),
        (words["preceding"], preceding),
    )


def parties(invoice: Invoice, words: Words) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield who takes part: a title, and lines of text."""
    yield words["seller"], tuple(_party(invoice.seller, words))
    yield words["buyer"], tuple(_party(invoice.buyer, words))
    if invoice.payee is not None:
        yield words["payee"], tuple(_party(invoice.payee, words))
    if invoice.tax_representative is not None:
        yield words["tax_representative"], tuple(_party(invoice.tax_representative, words))
    if invoice.delivery is not None:
        yield words["delivery"], tuple(_delivery(invoice.delivery, words))


def rows(invoice: Invoice, words: Words) -> Iterator[Row]:
    """Yield the lines, then allowances and charges of the whole document."""
    for line in invoice.lines:
        yield _row(line, invoice.currency, words)
    for kind, sign, parts in (
        ("reduction", "-", invoice.allowances),
        ("charge", "", invoice.charges),
    ):
        for part in parts:
            amount = words.number(part.amount)
            rate = _percent(part.vat_category, words.number(part.vat_rate))
            name = _reason(words[kind], part, words)
            yield Row("", name, (), "", "", rate, f"{sign}{amount}" if amount else "")


def vat_rows(invoice: Invoice, words: Words) -> Iterator[tuple[str, str, str, str]]:
    """Yield the VAT breakdown (BG-23): category and rate, base, tax, reason of exemption."""
    for part in invoice.vat_breakdown:
        yield (
            _percent(part.category, words.number(part.rate)),
            words.money(part.taxable_amount, invoice.currency),
            words.money(part.tax_amount, invoice.currency),
            " ".join(t for t in (part.exemption_reason_code, part.exemption_reason) if t),
        )


def totals(invoice: Invoice, words: Words) -> Pairs:
    """Return the totals (BG-22) that are stated; the amount due comes last."""
    sums, currency = invoice.totals, invoice.currency
    return _known(
        (words["sum_lines"], words.money(sums.lines, currency)),
        (words["sum_reductions"], words.money(sums.allowances, currency)),
        (words["sum_charges"], words.money(sums.charges, currency)),
        (words["without_vat"], words.money(sums.without_vat, currency)),
        (words["vat_total"], words.money(sums.vat, currency)),
        (
            words["vat_accounting"],
            words.money(sums.vat_in_accounting_currency, invoice.vat_currency),
        ),
        (words["with_vat"], words.money(sums.with_vat, currency)),
        (words["paid"], words.money(sums.paid, currency)),
        (words["rounding"], words.money(sums.rounding, currency)),
        (words["to_pay"], words.money(sums.due, currency)),
    )


def payment(invoice: Invoice, words: Words) -> Pairs:
    """Return how to pay (BG-16): terms, accounts, references. Card numbers are left out."""
    found: list[tuple[str, str | None]] = [(words["terms"], invoice.payment_terms)]
    paid = invoice.payment
    if paid is not None:
        for means in paid.means:
            transfer = means.transfer
            if means.text:
                found.append((words["payment"], means.text))
            if transfer is not None:
                parts = (transfer.account, transfer.provider, transfer.name)
                found.append((words["account"], " - ".join(part for part in parts if part)))
        found.append((words["remittance"], paid.remittance))
        if paid.direct_debit is not None:
            found.append((words["mandate"], paid.direct_debit.mandate))
    return _known(*found)


def notes(invoice: Invoice) -> tuple[str, ...]:
    """Return the notes (BG-1), each with its subject code in front."""
    return tuple(
        f"{note.subject}{NO_BREAK}: {note.text}" if note.subject else note.text
        for note in invoice.notes
        if note.text
    )


def documents(invoice: Invoice) -> tuple[str, ...]:
    """Return the supporting documents (BG-24), one line each."""
    lines = []
    for one in invoice.supporting_documents:
        name = one.attachment.file_name if one.attachment else None
        lines.append(" - ".join(t for t in (one.reference, one.description, name) if t))
    return tuple(line for line in lines if line)


def _party(party: Party, words: Words) -> Iterator[str]:
    yield from (text for text in (party.name, party.trading_name) if text)
    yield from _address(party.address)
    legal, electronic, contact = party.legal_registration, party.electronic_address, party.contact
    for key, value in (
        ("legal", legal.value if legal else None),
        ("vat", party.vat_identifier),
        ("tax", party.tax_registration),
        *(("identifier", one.value) for one in party.identifiers),
        ("address", electronic.value if electronic else None),
    ):
        if value:
            yield f"{words[key]}{NO_BREAK}: {value}"
    if contact is not None:
        known = (contact.name, contact.department, contact.telephone, contact.email)
        if text := ", ".join(part for part in known if part):
            yield f"{words['contact']}{NO_BREAK}: {text}"
    if party.legal_information:
        yield party.legal_information


def _address(address: Address | None) -> Iterator[str]:
    if address is None:
        return
    town = " ".join(part for part in (address.post_code, address.city) if part)
    last = ", ".join(part for part in (address.subdivision, address.country) if part)
    for text in (address.line1, address.line2, address.line3, town, last):
        if text:
            yield text


def _delivery(delivery: Delivery, words: Words) -> Iterator[str]:
    if delivery.date is not None:
        yield words.day(delivery.date)
    if delivery.name:
        yield delivery.name
    yield from _address(delivery.address)


def _row(line: Line, currency: str | None, words: Words) -> Row:
    item, price = line.item, line.price
    codes = (item.seller_identifier, item.buyer_identifier)
    standard = item.standard_identifier
    more = (
        " / ".join(code for code in (*codes, standard.value if standard else None) if code),
        item.description or "",
        *(f"{one.name or ''}{NO_BREAK}: {one.value or ''}" for one in item.attributes),
        _period(line.period, words),
        *(_amounted("reduction", part, currency, words) for part in line.allowances),
        *(_amounted("charge", part, currency, words) for part in line.charges),
        line.note or "",
    )
    per = "" if price.base_quantity == 1 else words.number(price.base_quantity)
    return Row(
        number=line.identifier or "",
        name=item.name or "",
        more=tuple(text for text in more if text),
        quantity=f"{words.number(line.quantity)} {line.unit or ''}".strip(),
        price=words.number(price.net) + (f" / {per}" if per else ""),
        rate=_percent(line.vat.category, words.number(line.vat.rate)),
        amount=words.number(line.net_amount),
    )


def _amounted(kind: str, part: AllowanceCharge, currency: str | None, words: Words) -> str:
    sign = "-" if kind == "reduction" else ""
    return f"{_reason(words[kind], part, words)}{NO_BREAK}: {sign}" + words.money(
        part.amount, currency
    )


def _reason(kind: str, part: AllowanceCharge, words: Words) -> str:
    share = f" {words.number(part.percentage)}{NO_BREAK}%" if part.percentage is not None else ""
    why = part.reason or part.reason_code
    return f"{kind}{share}" + (f" - {why}" if why else "")


def _percent(category: str | None, rate: str) -> str:
    return " ".join(part for part in (category, f"{rate}{NO_BREAK}%" if rate else None) if part)


def _period(period: Period | None, words: Words) -> str:
    if period is None:
        return ""
    days = (words.day(period.start), words.day(period.end))
    return " - ".join(day for day in days if day)


def _known(*pairs: tuple[str, str | None]) -> Pairs:
    return tuple((label, value) for label, value in pairs if value)
