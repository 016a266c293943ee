"""A status flow is read in both its forms; unknown numbers are kept."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from chorus_sdk.errors import (
    InvalidInvoiceError,
    MalformedDocumentError,
    UnknownFormatError,
    UnsafeDocumentError,
)
from chorus_sdk.formats.pivot.status import read_status
from chorus_sdk.formats.pivot.status_codes import FLOW_STATUSES, INVOICE_STATUSES

ENVELOPE = """<Enveloppe><EnveloppeUnitaire NumOrdre="1"><Parametres><ParametreIndiv>
<Code>DtPrd</Code><Valeurparametre>2026-01-05</Valeurparametre></ParametreIndiv><ParametreIndiv>
<Code>IdFlx</Code><Valeurparametre>1000000000</Valeurparametre></ParametreIndiv></Parametres>
<Partenaires><Recepteur><Id>CPP001</Id></Recepteur><Emetteur><Id>SYN001</Id></Emetteur>
</Partenaires></EnveloppeUnitaire></Enveloppe>"""

FLOW = f"""<CPPStatut Version="V1_19">{ENVELOPE}<CPPFluxStatuts compteur="1">
<CPPFluxStatutUnitaire NumOrdre="1"><DonneesStatut><IdStatut>96</IdStatut>
<ComplementStatut>Partiel</ComplementStatut><Commentaire>c</Commentaire><Note>n</Note>
<Horodatage>2026-01-05T10:00:00+01:00</Horodatage><IdProducteur>SYN00001</IdProducteur>
<Producteur/>
<IdFlux>CPP0010036000000000000001</IdFlux><Details NbLignesErreur="2">
<LigneErreurDetail IdLigne="7">
<NatureErreur>ERR_XSD</NatureErreur><CodeErreur>ERR_XSD_001</CodeErreur>
<LibelleErreur>l</LibelleErreur>
<DescriptionErreur>d</DescriptionErreur></LigneErreurDetail><LigneErreurDetail>
<NatureErreur>N</NatureErreur><CodeErreur>C</CodeErreur><LibelleErreur>L</LibelleErreur>
</LigneErreurDetail></Details></DonneesStatut></CPPFluxStatutUnitaire></CPPFluxStatuts></CPPStatut>"""

INVOICE = f"""<CPPStatut>{ENVELOPE}<CPPFactureStatuts compteur="1">
<CPPFactureStatutUnitaire NumOrdre="1"><Fournisseur><TypeIdentifiant>1</TypeIdentifiant>
<Identifiant>99986401570264</Identifiant><RaisonSociale>V</RaisonSociale></Fournisseur><Debiteur>
<TypeIdentifiant>1</TypeIdentifiant><Identifiant>99944232322181</Identifiant></Debiteur>
<DonneesStatut><IdStatut>08</IdStatut><Horodatage>2026-01-05T10:00:00Z</Horodatage>
<Producteur Id="P1"/><IdFacture>F1</IdFacture><IdMandatDP>M-5</IdMandatDP></DonneesStatut>
</CPPFactureStatutUnitaire></CPPFactureStatuts></CPPStatut>"""


@pytest.fixture(scope="module")
def schema(corpus):
    from lxml import etree

    return etree.XMLSchema(file=str(corpus / "pivot" / "xsd" / "CPPStatutPivot_V1_19.xsd"))


def test_the_documents_of_this_test_are_valid(schema):
    from lxml import etree

    for text in (FLOW, INVOICE):
        schema.assertValid(etree.fromstring(text))


def test_an_acknowledgement_of_a_flow_is_read():
    status = read_status(FLOW.encode())
    assert status.version == "V1_19"
    assert status.envelope.flow_id == "1000000000"
    assert status.invoices == ()
    assert status.findings == ()
    assert status.unmapped == ()
    (flow,) = status.flows
    assert flow.flow_id == "CPP0010036000000000000001"
    assert (flow.status, flow.label.label_en) == (96, "Received, partly integrated")
    assert (flow.complement, flow.comment, flow.note) == ("Partiel", "c", "n")
    assert flow.at == datetime.fromisoformat("2026-01-05T10:00:00+01:00")
    assert (flow.producer_id, flow.error_count, flow.rank) == ("SYN00001", 2, 1)
    first, second = flow.errors
    assert (first.line_id, first.nature, first.error_code) == ("7", "ERR_XSD", "ERR_XSD_001")
    assert (first.label, first.description) == ("l", "d")
    assert (second.line_id, second.label, second.description) == (None, "L", None)


def test_a_status_of_an_invoice_is_read():
    status = read_status(INVOICE.encode())
    (invoice,) = status
    assert invoice.invoice_number == "F1"
    assert (invoice.status_code, invoice.status) == ("08", 8)
    assert (invoice.label.api_name, invoice.label.label_fr) == ("MANDATEE", "Mandatée")
    assert (invoice.producer_id, invoice.payment_order_number) == ("P1", "M-5")
    assert invoice.supplier.identifier == "99986401570264"
    assert invoice.recipient.siret == "99944232322181"
    assert status.findings == ()


def test_a_reference_in_an_attribute_is_told_as_the_letter_it_stands_for():
    (invoice,) = read_status(INVOICE.replace('Id="P1"', 'Id="P&amp;1 &lt;&#38;amp;"').encode())
    assert invoice.producer_id == "P&1 <&amp;"


def test_a_number_without_label_is_kept():
    (invoice,) = read_status(INVOICE.replace(">08<", ">37<").encode())
    assert (invoice.status, invoice.label) == (37, None)


def test_a_number_outside_the_schema_is_kept_and_reported():
    status = read_status(INVOICE.replace(">08<", ">77<").encode())
    assert status.invoices[0].status == 77
    assert [finding.code for finding in status.findings] == ["PIVOT-UNKNOWN-CODE"]


def test_an_instant_without_offset_is_said():
    status = read_status(INVOICE.replace("10:00:00Z", "10:00:00").encode())
    assert status.invoices[0].at == datetime.fromisoformat("2026-01-05T10:00:00+01:00")
    assert [finding.code for finding in status.findings] == ["PIVOT-LOCAL-TIME"]


@pytest.mark.parametrize(("fraction", "kept"), [(".1234567", 1), (".1234560", 0), (".5", 0)])
def test_what_is_below_a_microsecond_is_kept_as_text(fraction, kept):
    text = f"2026-01-05T10:00:00{fraction}Z"
    (invoice,) = read_status(INVOICE.replace("2026-01-05T10:00:00Z", text).encode()).invoices
    assert [item.text for item in invoice.unmapped] == [text] * kept
    assert invoice.at == datetime.fromisoformat(f"2026-01-05T10:00:00{fraction[:7]}+00:00")


def test_a_broken_unit_is_a_finding_its_text_is_kept_and_strict_makes_it_fatal():
    broken = INVOICE.replace("2026-01-05T10", "2026-15-05T10").encode()
    status = read_status(broken)
    assert status.invoices == ()
    assert [finding.code for finding in status.findings] == ["PIVOT-BROKEN-VALUE"]
    assert "F1" in {item.text for item in status.unmapped}
    with pytest.raises(InvalidInvoiceError):
        read_status(broken, strict=True)


def test_a_count_that_disagrees_and_a_missing_branch_are_said():
    wrong = read_status(FLOW.replace('compteur="1"', 'compteur="4"').encode())
    assert [finding.code for finding in wrong.findings] == ["PIVOT-COUNT"]
    empty = read_status(f"<CPPStatut>{ENVELOPE}</CPPStatut>".encode())
    assert [finding.code for finding in empty.findings] == ["PIVOT-MISSING"]


@pytest.mark.parametrize(
    ("source", "error"),
    [
        (b"<CPPFacturePivot/>", UnknownFormatError),
        (b"nothing", UnknownFormatError),
        (FLOW.encode()[:-20], MalformedDocumentError),
        (b"<!DOCTYPE x><CPPStatut/>", UnsafeDocumentError),
    ],
)
def test_what_is_no_status_flow_is_a_typed_error(source, error):
    with pytest.raises(error):
        read_status(source)


def test_every_label_has_two_languages_and_its_own_number():
    assert sorted(INVOICE_STATUSES) == list(range(1, 13))
    assert sorted(FLOW_STATUSES) == list(range(90, 97))
    for number, row in {**INVOICE_STATUSES, **FLOW_STATUSES}.items():
        assert row.number == number
        assert row.label_en
        assert row.label_fr
    names = [row.api_name for row in INVOICE_STATUSES.values()]
    assert json.dumps(names) == json.dumps(sorted(set(names), key=names.index))
