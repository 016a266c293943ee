"""An invoice, told as text in the order of the page: what HTML and PDF both lay out."""

from __future__ import annotations

from collections.abc import Iterator

from chorus_sdk.invoice.attachments import SupportingDocument
from chorus_sdk.invoice.chorus import InvoicingFramework
from chorus_sdk.invoice.codes import MIME_TYPE, REFORM_FRAMEWORK, VAT_DATE_UBL
from chorus_sdk.invoice.model import Invoice, Note
from chorus_sdk.invoice.references import PrecedingInvoice
from chorus_sdk.rendering.people import ROLES, boxes
from chorus_sdk.rendering.remainder import remainder
from chorus_sdk.rendering.rows import period, rows
from chorus_sdk.rendering.sheet import Pairs, Sheet
from chorus_sdk.rendering.sums import known, payment, taxes, totals
from chorus_sdk.rendering.words import NO_BREAK, Words

_SHOWN = frozenset(
    [
        "number",
        "issue_date",
        "type_code",
        "currency",
        "vat_currency",
        "vat_point_date",
        "vat_point_code",
        "due_date",
        "payment_terms",
        "business_process",
        "specification",
        "notes",
        "references",
        "seller",
        "buyer",
        "delivery",
        "invoicing_period",
        "payment",
        "allowances",
        "charges",
        "totals",
        "vat_breakdown",
        "supporting_documents",
        "lines",
        "further_deliveries",
        "is_test",
        "is_copy",
        "contractual_due_date",
        "name",
        "unmapped",
        "origin",
    ]
)
_REFERENCES = frozenset(
    [
        "buyer",
        "project",
        "contract",
        "purchase_order",
        "sales_order",
        "receiving_advice",
        "despatch_advice",
        "tender",
        "invoiced_object",
        "buyer_accounting",
        "preceding_invoices",
    ]
)
_PRECEDING = frozenset({"number", "issue_date"})


def tell(invoice: Invoice, words: Words) -> Sheet:
    """Return everything that stands on the page, in one language."""
    return Sheet(
        title=heading(invoice, words),
        seller=invoice.seller.name or "",
        currency=invoice.currency or "",
        marks=tuple(_marks(invoice, words)),
        facts=_facts(invoice, words),
        boxes=tuple(boxes(invoice, words)),
        rows=tuple(rows(invoice, words)),
        taxes=tuple(taxes(invoice, words)),
        totals=totals(invoice, words),
        payment=payment(invoice, words),
        notes=tuple(text for note in invoice.notes if (text := _note(note, words))),
        documents=tuple(
            text for one in invoice.supporting_documents if (text := _document(one, words))
        ),
        details=tuple(_details(invoice, words)),
    )


def heading(invoice: Invoice, words: Words) -> str:
    """Return the title of the page: kind and number (BT-3, BT-1)."""
    return f"{words.title(invoice.type_code)} {invoice.number or ''}".strip()


def _marks(invoice: Invoice, words: Words) -> Iterator[str]:
    if invoice.is_test:
        yield words["test"]
    if invoice.is_copy:
        yield words["copy"]
    if invoice.name:
        yield invoice.name


def _facts(invoice: Invoice, words: Words) -> Pairs:
    """Return dates, framework and references, those that are known."""
    stated = invoice.references
    thing = stated.invoiced_object
    preceding = ", ".join(_preceding(one, words) for one in stated.preceding_invoices)
    vat_day = words.day(invoice.vat_point_date) or words.code(VAT_DATE_UBL, invoice.vat_point_code)
    return known(
        (words["issued"], words.day(invoice.issue_date)),
        (words["due"], words.day(invoice.due_date)),
        (words["contractual_due"], words.day(invoice.contractual_due_date)),
        (words["period"], period(invoice.invoicing_period, words)),
        (words["vat_date"], vat_day),
        (words["framework"], _framework(invoice.business_process, words)),
        (words["buyer_reference"], stated.buyer),
        (words["commitment"], stated.purchase_order),
        (words["contract"], stated.contract),
        (words["project"], stated.project),
        (words["sales_order"], stated.sales_order),
        (words["receiving"], stated.receiving_advice),
        (words["despatch"], stated.despatch_advice),
        (words["tender"], stated.tender),
        (words["object"], thing.value if thing else None),
        (words["accounting"], stated.buyer_accounting),
        (words["preceding"], preceding),
        (words["vat_currency"], invoice.vat_currency),
        (words["profile"], invoice.specification),
        *remainder(stated, _REFERENCES, words),
    )


def _preceding(one: PrecedingInvoice, words: Words) -> str:
    more = [words.pair(label, text) for label, text in remainder(one, _PRECEDING, words)]
    parts = (one.number, words.day(one.issue_date), *(f"({text})" for text in more))
    return " ".join(part for part in parts if part)


def _framework(code: str | None, words: Words) -> str:
    if code in REFORM_FRAMEWORK:
        return f"{code} - {words.meaning(REFORM_FRAMEWORK, code)}"
    frame = InvoicingFramework(code or "")
    if not frame.is_known:
        return code or ""
    return f"{code} - {frame.label_fr if words.language == 'fr' else frame.label_en}"


def _note(note: Note, words: Words) -> str:
    text = " ".join(part for part in (note.code, note.text) if part)
    if note.subject is None or not text:
        return text or note.subject or ""
    return words.pair(note.subject, text)


def _document(one: SupportingDocument, words: Words) -> str:
    file, attached = one.attachment, ""
    if file is not None and file.content is not None:
        size = f"{len(file.content):,d}".replace(",", NO_BREAK)
        kind = words.meaning(MIME_TYPE, file.mime_code)
        told = ", ".join(part for part in (kind, f"{size}{NO_BREAK}{words['bytes']}") if part)
        attached = f"{words['attached']} ({told})"
    parts = (
        one.reference,
        one.description,
        file.file_name if file else None,
        one.location,
        words.day(one.issue_date),
        attached,
    )
    return " - ".join(part for part in parts if part)


def _details(invoice: Invoice, words: Words) -> Iterator[tuple[str, str]]:
    yield from remainder(invoice, _SHOWN | frozenset(ROLES), words)
