"""Every pivot of the corpus is read, and nothing that stands in it is lost."""

from __future__ import annotations

import base64
import dataclasses
import io
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from lxml import etree

from chorus_sdk.formats.pivot.codes import PivotVersion
from chorus_sdk.formats.pivot.content import BrokenContent
from chorus_sdk.formats.pivot.status import read_status
from chorus_sdk.formats.pivot.stream import open_pivot
from chorus_sdk.formats.pivot.writer import write_pivot
from chorus_sdk.invoice.provenance import Unmapped

XSI = "{http://www.w3.org/2001/XMLSchema-instance}"

VALUES = {
    "invoice_number": "DonneesFacture/Id",
    "original_invoice_number": "DonneesFacture/IdFactureOrigine",
    "type_code": "DonneesFacture/Type",
    "framework": "DonneesFacture/Cadre",
    "issue_date": "DonneesFacture/DateEmissionFacture",
    "delivery_date": "DonneesFacture/DateLivraison",
    "reception_date": "DonneesFacture/DateReception",
    "payment_means": "DonneesFacture/ModePaiement/Code",
    "payment_means_label": "DonneesFacture/ModePaiement/Libelle",
    "currency": "DonneesFacture/Devise",
    "net_total": "DonneesFacture/Montants/MontantHT",
    "gross_total": "DonneesFacture/Montants/MontantTTC",
    "payable": "DonneesFacture/Montants/MontantNetAPayer",
    "contract_number": "DonneesFacture/Engagement/NumeroMarche",
    "commitment_number": "DonneesFacture/Engagement/NumeroEngagement",
    "chorus_id": "DonneesFacture/IdCPRO",
    "resend": "DonneesFacture/Renvoi",
    "supplier.identifier_kind": "Fournisseur/TypeIdentifiant",
    "supplier.identifier": "Fournisseur/Identifiant",
    "supplier.name": "Fournisseur/RaisonSociale",
    "supplier.country": "Fournisseur/CodePays",
    "supplier.issuing_mode": "Fournisseur/ModeEmission",
    "recipient.siret": "Debiteur/Identifiant",
    "recipient.name": "Debiteur/Nom",
    "recipient.service_code": "Debiteur/CodeService",
    "recipient.service_name": "Debiteur/NomService",
}


@pytest.fixture(scope="module")
def pivots(corpus: Path) -> list[Path]:
    files = sorted((corpus / "pivot").glob("*.xml"))
    files += sorted((corpus / "pivot" / "synthetic").glob("*.xml"))
    files += sorted((corpus / "invalid" / "other").glob("*cpp-pivot*"))
    assert files
    return files


def said(value: object) -> Iterator[str]:
    """Yield every text that can be reached from a value, as the file writes it."""
    if isinstance(value, Unmapped):
        yield value.text
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if field.name != "content":
                yield from said(getattr(value, field.name))
    elif isinstance(value, str):
        yield str(value)
    elif isinstance(value, Decimal):
        yield format(value, "f")
    elif isinstance(value, (datetime, date, int)):
        yield str(value).replace(" ", "T")
    elif isinstance(value, Sequence):
        for item in value:
            yield from said(item)


def written(root: ET.Element, *, without: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield every text and attribute of a file, but content and what speaks to validators."""
    for element in root.iter():
        if element.tag != "Contenu" and element.text and element.text.strip():
            yield element.text.strip()
        if element.tail and element.tail.strip():
            yield element.tail.strip()
        for name, text in element.attrib.items():
            if not name.startswith(XSI) and name not in without:
                yield text


def test_every_value_is_the_one_that_stands_in_the_file(pivots):
    wrong = []
    for path in pivots:
        units = ET.parse(path).getroot().iter("CPPFacturePivotUnitaire")
        with open_pivot(path) as flow:
            for unit, invoice in zip(units, flow, strict=True):
                for field, place in VALUES.items():
                    value: object = invoice
                    for name in field.split("."):
                        value = getattr(value, name)
                    expected = (unit.findtext(place) or "").strip()
                    if ("" if value is None else str(value)) != expected:
                        wrong.append((path.name, field, value, expected))
    assert wrong == []


def test_every_text_of_a_file_is_reachable(pivots):
    wrong = []
    for path in pivots:
        root = ET.parse(path).getroot()
        with open_pivot(path) as flow:
            texts = Counter(text for invoice in flow for text in said(invoice))
            texts.update(text for item in flow.envelopes for text in said(item))
            texts.update(item.text for item in flow.unmapped)
            texts.update([flow.version or ""])
        missing = Counter(written(root, without=("Compteur",))) - texts
        if missing:
            wrong.append((path.name, dict(missing)))
    assert wrong == []


def test_the_count_of_invoices_and_lines_is_the_files(pivots):
    wrong = []
    for path in pivots:
        root = ET.parse(path).getroot()
        with open_pivot(path) as flow:
            invoices = list(flow)
        counts = (
            len(invoices),
            sum(len(invoice.lines) for invoice in invoices),
            sum(len(invoice.vat) for invoice in invoices),
            sum(len(invoice.validation_steps) for invoice in invoices),
        )
        tags = ("CPPFacturePivotUnitaire", "Ligne", "TVA", "ValidationUnitaire")
        expected = tuple(len(list(root.iter(tag))) for tag in tags)
        if counts != expected:
            wrong.append((path.name, counts, expected))
    assert wrong == []


def test_attachments_are_what_the_standard_library_takes_out(pivots, tmp_path):
    wrong = []
    for path in pivots:
        elements = list(ET.parse(path).getroot().iter("PJ"))
        with open_pivot(path) as flow:
            attachments = [item for invoice in flow for item in invoice.attachments]
            for element, attachment in zip(elements, attachments, strict=True):
                packed = base64.b64decode("".join((element.findtext("Contenu") or "").split()))
                with zipfile.ZipFile(io.BytesIO(packed)) as archive:
                    names = archive.namelist()
                    expected = archive.read(names[0]) if len(names) == 1 else None
                if expected is None:
                    if not isinstance(attachment.content, BrokenContent):
                        wrong.append((path.name, attachment.name, "read all the same"))
                    continue
                saved = attachment.save(tmp_path / path.name)
                if not attachment.read() == saved.read_bytes() == expected:
                    wrong.append((path.name, attachment.name, "content"))
                if attachment.name != (element.findtext("NomPJ") or "").strip():
                    wrong.append((path.name, attachment.name, "name"))
    assert wrong == []


def test_good_files_have_nothing_to_report(pivots):
    wrong = []
    for path in pivots:
        if "invalid" in path.parts:
            continue
        with open_pivot(path, strict=True) as flow:
            list(flow)
        if flow.findings or flow.unmapped:
            wrong.append((path.name, flow.findings, flow.unmapped))
    assert wrong == []


def test_files_that_are_wrong_on_purpose_say_so(pivots):
    for path in pivots:
        if "invalid" in path.parts:
            with open_pivot(path) as flow:
                list(flow)
            assert [finding.code for finding in flow.findings] == ["PIVOT-BROKEN-ATTACHMENT"]


def test_what_is_read_can_be_written_again_under_the_official_schema(corpus, pivots):
    schema = etree.XMLSchema(file=str(corpus / "pivot" / "xsd" / "CPPFacturePivot_V2_02.xsd"))
    wrong = []
    for path in pivots:
        if "invalid" in path.parts:
            continue
        with open_pivot(path) as flow:
            invoices = list(flow)
            again = write_pivot(
                invoices, envelope=flow.envelope, version=PivotVersion.V2_02, compress=False
            )
        with open_pivot(again) as second:
            if list(second) != invoices or not schema.validate(etree.fromstring(again)):
                wrong.append((path.name, str(schema.error_log)))
    assert wrong == []


def test_status_files_are_read(corpus):
    folder = corpus / "pivot" / "statut"
    good = read_status(folder / "Example01-FactureStatut-ok.xml")
    assert [(item.invoice_number, item.status) for item in good] == [("Example01", 7)]
    assert good.invoices[0].at == datetime.fromisoformat("2018-12-18T16:51:55+01:00")
    assert good.findings == ()
    unlabelled = read_status(folder / "Example02-FactureStatut-ko.xml")
    assert [(item.status, item.label) for item in unlabelled] == [(17, None)]
    impossible = read_status(folder / "Example03-FactureStatut-ko.xml")
    assert list(impossible) == []
    assert [(finding.code, finding.found) for finding in impossible.findings] == [
        ("PIVOT-BROKEN-VALUE", "2018-15-18T16:51:55.000+01:00")
    ]


def test_every_text_of_a_status_file_is_reachable(corpus):
    files = [
        *sorted((corpus / "pivot" / "statut").glob("*.xml")),
        *sorted((corpus / "invalid" / "other").glob("*cpp-statut*")),
    ]
    wrong = []
    for path in files:
        status = read_status(path)
        texts = Counter(said(status))
        root = ET.parse(path).getroot()
        for text in written(root, without=("compteur",)):
            plain = text.replace(".000+", "+")
            if not texts[text] and not texts[plain]:
                wrong.append((path.name, text))
    assert wrong == []
