"""Import, detected format, deposit (*dépôt d'une facture*)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from chorus_sdk._secrets import Secret
from chorus_sdk.formats.base import DepositRoute, Detection, FormatId
from chorus_sdk.sandbox.operations.syntaxes import SYNTAXES
from chorus_sdk.sandbox.portal_imports import Imported
from chorus_sdk.sandbox.portal_pages.figures import shown_count
from chorus_sdk.sandbox.portal_pages.layout import View, alert, form, labelled, layout
from chorus_sdk.sandbox.portal_pages.markup import NOTHING, Markup, element, join
from chorus_sdk.sandbox.portal_pages.tables import terms

_PDFS: Final = frozenset({DepositRoute.PDF, DepositRoute.SIGNED_PDF})


def deposit_page(view: View, token: Secret[str], *, error: str = "") -> str:
    """Choose a file."""
    hint: dict[str, str | None] = {"id": "invoice_file-hint", "class": "hint"}
    kind: dict[str, str | None] = {"type": "file", "aria-describedby": "invoice_file-hint"}
    fields = join(
        labelled(view, "invoice_file", "deposit.file", kind),
        element("p", view.text("deposit.limits"), attributes=hint),
    )
    body = alert(view, error) + element("p", view.text("deposit.about"))
    body += form(
        view,
        "/deposit",
        "deposit-form",
        token,
        button="deposit.button",
        fields=fields,
        upload=True,
    )
    return layout(view, "page-deposit", "deposit.title", body)


def import_page(
    view: View,
    file: Imported,
    found: Detection,
    *,
    confirm: Secret[str],
    cancel: Secret[str],
    error: str = "",
) -> str:
    """Show what the platform takes the file for, before it is deposited (*format détecté*)."""
    body = alert(view, error) + element("p", view.text("import.about"))
    body += element("div", _verdict(view, found), _facts(view, file, found), attributes=_PANEL)
    if found.format is FormatId.FACTURX:
        body += element("p", view.text("import.facturx"), attributes={"class": "note"})
    leave = form(
        view, "/deposit/cancel", "cancel-form", cancel, button="import.cancel", kind="second"
    )
    body += _way_on(view, found, confirm, leave)
    return layout(view, "page-import", "import.title", body)


def done_page(view: View, number: str) -> str:
    """The file is in; what becomes of it is another matter."""
    said = join(
        element("p", view.text("done.text")),
        element(
            "p",
            view.text("done.number"),
            " ",
            element("code", number, attributes={"id": "flow-number"}),
        ),
    )
    body = element("div", said, attributes={"role": "status"})
    body += element("p", view.text("done.next"))
    links = (
        view.link("/flows/detail", view.text("flows.title"), number=number),
        view.link("/invoices", view.text("invoices.title"), flow=number),
    )
    body += element("ul", *(element("li", link) for link in links))
    return layout(view, "page-deposited", "done.title", body)


_PANEL: Final[dict[str, str | None]] = {"class": "panel"}


def _verdict(view: View, found: Detection) -> Markup:
    label = found.deposit.label_fr
    shown: dict[str, str | None] = {
        "id": "detected-format",
        "class": "format",
        "data-format": found.format.value,
        "lang": "fr" if label and view.lang != "fr" else None,
    }
    return join(
        element("p", view.text("import.takes")),
        element("p", label or view.text("import.nothing"), attributes=shown),
    )


def _facts(view: View, file: Imported, found: Detection) -> Markup:
    pairs = [
        ("import.file", file.name),
        ("import.size", view.text("import.bytes", count=shown_count(len(file.content), view.lang))),
        ("import.syntax", found.deposit.flow_syntax),
        ("import.profile", found.profile.value if found.profile else None),
        *_pdf_facts(view, found),
    ]
    return terms(view, pairs)


def _pdf_facts(view: View, found: Detection) -> Iterator[tuple[str, str | None]]:
    if found.pdf is None:
        return
    if found.pdf.pdfa_part is not None:
        standard = f"PDF/A-{found.pdf.pdfa_part}{(found.pdf.pdfa_conformance or '').lower()}"
        yield "import.pdfa", standard
    yield "import.embedded", ", ".join(found.pdf.embedded)
    signed = "import.is_signed" if found.pdf.signed else "import.is_not_signed"
    yield "import.signed", view.text(signed)


def _way_on(view: View, found: Detection, confirm: Secret[str], leave: Markup) -> Markup:
    road = found.deposit
    if road.route is not DepositRoute.FLOW:
        key = "import.pdf" if road.route in _PDFS else "import.refused"
        said: dict[str, str | None] = {"role": "alert", "id": f"error-{key.replace('.', '-')}"}
        return element("p", view.text(key), attributes=said) + leave
    choice = _syntax_choice(view) if road.flow_syntax is None else NOTHING
    go = form(
        view,
        "/deposit/import",
        "confirm-deposit-form",
        confirm,
        button="import.button",
        fields=choice,
        kind="box" if choice else "",
    )
    return element("div", go, leave, attributes={"class": "actions"})


def _syntax_choice(view: View) -> Markup:
    entries = (element("option", code, attributes={"value": code}) for code in SYNTAXES)
    own: dict[str, str | None] = {"id": "flow_syntax", "name": "flow_syntax"}
    return element(
        "p",
        element("label", view.text("import.choose"), attributes={"for": "flow_syntax"}),
        element("select", *entries, attributes=own),
    )
