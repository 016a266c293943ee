"""A pivot is read invoice by invoice; what is odd is said, and nothing is lost."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pytest

from chorus_sdk.errors import (
    DocumentError,
    InvalidInvoiceError,
    LimitExceededError,
    MalformedDocumentError,
    UnknownFormatError,
    UnsafeDocumentError,
)
from chorus_sdk.findings import Severity
from chorus_sdk.formats.pivot.codes import DocumentType, PaymentMeans
from chorus_sdk.formats.pivot.stream import open_pivot
from chorus_sdk.limits import Limits


def codes(flow):
    return [finding.code for finding in flow.findings]


def test_an_invoice_has_the_values_that_the_file_states(make_pivot):
    with open_pivot(make_pivot("F1")) as flow:
        assert flow.envelope.flow_id == "CPP0010036000000000000001"
        assert flow.envelope.production_date == date(2026, 1, 5)
        assert flow.envelope.sender.id == "CPP001"
        assert flow.envelope.receiver.id == "SYN001"
        (invoice,) = flow
    assert invoice.invoice_number == "F1"
    assert invoice.type_code is DocumentType.INVOICE
    assert invoice.framework == "A1"
    assert invoice.issue_date == date(2026, 1, 4)
    assert invoice.reception_date == date(2026, 1, 5)
    assert invoice.payment_means is PaymentMeans.CREDIT_TRANSFER
    assert invoice.currency == "EUR"
    assert str(invoice.net_total) == "100.00"
    assert str(invoice.payable) == "120.00"
    assert invoice.supplier.identifier == "99986401570264"
    assert invoice.recipient.siret == "99944232322181"
    assert invoice.unmapped == ()
    assert codes(flow) == []


def test_a_path_a_stream_and_bytes_are_the_same_source(make_pivot, tmp_path):
    content = make_pivot("F1", "F2")
    path = tmp_path / "pivot.xml"
    path.write_bytes(content)
    for source in (content, path, str(path), io.BytesIO(content)):
        with open_pivot(source) as flow:
            assert [item.invoice_number for item in flow] == ["F1", "F2"]


def test_the_elements_of_2022_are_read(make_pivot):
    added = (
        "<IdCPRO>123456789012</IdCPRO><Renvoi>Complétée</Renvoi>"
        "<IdFactureOrigine>F0</IdFactureOrigine>"
    )
    source = make_pivot(replace=("<Id>F1</Id>", f"<Id>F1</Id>{added}"))
    with open_pivot(source) as flow:
        (invoice,) = flow
    assert invoice.chorus_id == 123456789012
    assert invoice.resend == "Complétée"
    assert invoice.original_invoice_number == "F0"
    assert codes(flow) == []


def test_typed_values_read_as_plain_ones(make_pivot):
    as_java_writes = (
        '<RaisonSociale xmlns:xs="http://www.w3.org/2001/XMLSchema"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string">VENDEUR'
    )
    typed = make_pivot(replace=("<RaisonSociale>VENDEUR", as_java_writes))
    with open_pivot(make_pivot()) as plain_flow, open_pivot(typed) as typed_flow:
        assert list(plain_flow) == list(typed_flow)
        assert codes(typed_flow) == []


def test_empty_elements_are_absent_ones(make_pivot):
    data = (
        "<TVAs/><Engagement><NumeroMarche/><NumeroEngagement> </NumeroEngagement></Engagement>"
        "<Lignes/>"
    )
    with open_pivot(make_pivot(data=data)) as flow:
        (invoice,) = flow
    assert invoice.contract_number is None
    assert invoice.commitment_number is None
    assert invoice.vat == ()
    assert len(invoice.lines) == 0
    assert codes(flow) == []


def test_lines_are_exact(make_pivot):
    data = (
        '<Lignes><Ligne NumOrdre="1"><ReferenceProduit>PEN</ReferenceProduit>'
        "<PrixUnitaire>0.333333</PrixUnitaire><Quantite>3</Quantite><MontantHT>1.00</MontantHT>"
        '<TauxTVA>5.5</TauxTVA></Ligne><Ligne NumOrdre="2"><PrixUnitaire>-2</PrixUnitaire>'
        "<Quantite>1</Quantite><MontantHT>-2</MontantHT></Ligne></Lignes>"
    )
    with open_pivot(make_pivot(data=data)) as flow:
        (invoice,) = flow
    first, second = invoice.lines
    assert (first.rank, first.product_reference) == (1, "PEN")
    assert str(first.unit_price) == "0.333333"
    assert first.vat_rate == Decimal("5.5")
    assert (second.net_amount, second.vat_rate, second.product_reference) == (-2, None, None)
    assert invoice.lines[-1] == second
    assert list(invoice.lines[:1]) == [first]


def test_a_line_with_something_unknown_is_read_all_the_same(make_pivot):
    data = (
        '<Lignes><Ligne NumOrdre="1"><PrixUnitaire> 1.50 </PrixUnitaire><Quantite>2</Quantite>'
        "<MontantHT>3.00</MontantHT><Remise>0.10</Remise></Ligne></Lignes>"
    )
    with open_pivot(make_pivot(data=data)) as flow:
        (invoice,) = flow
    assert str(invoice.lines[0].unit_price) == "1.50"
    assert [(item.path, item.text) for item in invoice.unmapped] == [
        ("DonneesFacture/Lignes/Ligne[1]/Remise", "0.10")
    ]
    assert codes(flow) == ["PIVOT-UNKNOWN-ELEMENT"]


def test_unknown_elements_and_attributes_are_kept_and_reported(make_pivot):
    data = '<Futur Sorte="x"><Interne>texte</Interne></Futur>'
    source = make_pivot(data=data, replace=("<Devise>", '<Devise Cours="1.1">'))
    with open_pivot(source) as flow:
        (invoice,) = flow
    kept = {(item.path, item.text) for item in invoice.unmapped}
    assert kept == {
        ("DonneesFacture/Devise/@Cours", "1.1"),
        ("DonneesFacture/Futur/@Sorte", "x"),
        ("DonneesFacture/Futur/Interne", "texte"),
    }
    assert set(codes(flow)) == {"PIVOT-UNKNOWN-ELEMENT"}
    assert all(finding.location.invoice == "F1" for finding in flow.findings)


def test_a_repeated_element_is_kept_beside_the_first(make_pivot):
    with open_pivot(make_pivot(replace=("<Id>F1</Id>", "<Id>F1</Id><Id>F2</Id>"))) as flow:
        (invoice,) = flow
    assert invoice.invoice_number == "F1"
    assert [(item.path, item.text) for item in invoice.unmapped] == [("DonneesFacture/Id", "F2")]


def test_stray_text_between_elements_is_kept(make_pivot):
    with open_pivot(make_pivot(replace=("<Devise>", "hors balise<Devise>"))) as flow:
        (invoice,) = flow
    assert [(item.path, item.text) for item in invoice.unmapped] == [
        ("DonneesFacture/text()", "hors balise")
    ]


def test_unknown_codes_are_kept_and_reported(make_pivot):
    source = make_pivot(replace=("<Cadre>A1</Cadre>", "<Cadre>A99</Cadre>"))
    with open_pivot(source) as flow:
        (invoice,) = flow
    assert invoice.framework == "A99"
    (finding,) = flow.findings
    assert (finding.code, finding.found) == ("PIVOT-UNKNOWN-CODE", "A99")
    assert finding.location.path.endswith("/CPPFacturePivotUnitaire[1]/DonneesFacture/Cadre")


def test_a_number_with_a_leading_zero_is_the_same_code(make_pivot):
    source = make_pivot(replace=("<TypeIdentifiant>1<", "<TypeIdentifiant>01<"))
    with open_pivot(source) as flow:
        (invoice,) = flow
    assert invoice.supplier.identifier_kind == "1"
    assert codes(flow) == []


def test_a_count_that_disagrees_is_reported(make_pivot):
    with open_pivot(make_pivot("F1", "F2", count=5)) as flow:
        assert len(list(flow)) == 2
    (finding,) = flow.findings
    assert (finding.code, finding.found, finding.expected) == ("PIVOT-COUNT", "5", "2")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("<MontantTTC>120.00", "<MontantTTC>120,00", "PIVOT-BROKEN-VALUE"),
        ("<MontantTTC>120.00", "<MontantTTC>NaN", "PIVOT-BROKEN-VALUE"),
        ("<MontantTTC>120.00", "<MontantTTC>1_0", "PIVOT-BROKEN-VALUE"),
        ("2026-01-04", "2026-02-30", "PIVOT-BROKEN-VALUE"),
        ("2026-01-04", "20260104", "PIVOT-BROKEN-VALUE"),
        ("<Id>F2</Id>", "", "PIVOT-BROKEN-UNIT"),
        ("<Devise>EUR</Devise>", "<Devise/>", "PIVOT-BROKEN-UNIT"),
    ],
)
def test_a_broken_invoice_is_a_finding_and_the_next_one_is_read(make_pivot, old, new, code):
    one, two, three = (make_pivot(number).decode() for number in ("F1", "F2", "F3"))
    start, end = two.index("<CPPFacturePivotUnitaire"), two.index("</CPPFactures>")
    broken = two[start:end].replace(old, new)
    last = three[start:end]
    source = one.replace("</CPPFactures>", broken + last + "</CPPFactures>")
    source = source.replace('Compteur="1"', 'Compteur="3"').encode()
    with open_pivot(source) as flow:
        assert [item.invoice_number for item in flow] == ["F1", "F3"]
    assert codes(flow) == [code]
    assert flow.findings[0].severity is Severity.ERROR
    assert "CPPFacturePivotUnitaire[2]" in flow.findings[0].location.path
    with open_pivot(source, strict=True) as flow:
        assert next(flow).invoice_number == "F1"
        with pytest.raises(InvalidInvoiceError) as caught:
            next(flow)
    assert [finding.code for finding in caught.value.report] == [code]


def test_what_is_not_vital_may_be_missing(make_pivot):
    source = make_pivot(replace=("<ModePaiement><Code>30</Code></ModePaiement>", ""))
    with open_pivot(source) as flow:
        (invoice,) = flow
    assert invoice.payment_means is None
    assert codes(flow) == ["PIVOT-MISSING"]


def test_a_day_with_a_zone_is_that_day_and_the_zone_is_kept(make_pivot):
    with open_pivot(make_pivot(replace=("2026-01-04", "2026-01-04+01:00"))) as flow:
        (invoice,) = flow
    assert invoice.issue_date == date(2026, 1, 4)
    assert [item.text for item in invoice.unmapped] == ["2026-01-04+01:00"]


def test_validation_steps_keep_the_number_as_written(make_pivot):
    steps = (
        "<CycleDeValidation><ValidationUnitaire><DateStatut>2026-01-05</DateStatut>"
        "<CodeStatut>01</CodeStatut><ComplementStatut>Déposée</ComplementStatut><ProducteurStatut>"
        "<TypeIdentifiant>1</TypeIdentifiant><Id>99986401570264</Id><RaisonSociale>X"
        "</RaisonSociale><CodePays>FR</CodePays></ProducteurStatut></ValidationUnitaire>"
        "</CycleDeValidation>"
    )
    source = make_pivot(
        replace=("</CPPFacturePivotUnitaire>", f"{steps}</CPPFacturePivotUnitaire>")
    )
    with open_pivot(source) as flow:
        (invoice,) = flow
    (step,) = invoice.validation_steps
    assert (step.status_code, step.status, step.complement) == ("01", 1, "Déposée")
    assert step.producer.name == "X"


def test_a_flow_without_an_envelope_says_so(make_pivot):
    text = make_pivot().decode()
    end = text.index("</Enveloppe>") + len("</Enveloppe>")
    source = text[: text.index("<Enveloppe>")] + text[end:]
    with open_pivot(source.encode()) as flow:
        assert flow.envelope.flow_id is None
        assert len(list(flow)) == 1
    assert codes(flow) == ["PIVOT-MISSING"]


def test_unknown_text_outside_invoices_is_kept(make_pivot):
    source = make_pivot(replace=("</CPPFactures>", "</CPPFactures><Fin>ok</Fin>"))
    with open_pivot(source) as flow:
        list(flow)
    assert [(item.path, item.text) for item in flow.unmapped] == [("Fin", "ok")]


def test_a_truncated_file_gives_what_came_before_and_then_its_place(make_pivot):
    whole = make_pivot("F1", "F2", "F3")
    cut = whole[: whole.rindex(b"<Montants>")]
    with open_pivot(cut) as flow:
        assert next(flow).invoice_number == "F1"
        assert next(flow).invoice_number == "F2"
        with pytest.raises(MalformedDocumentError) as caught:
            next(flow)
    assert caught.value.offset == len(cut)


def test_a_broken_tag_gives_what_came_before(make_pivot):
    whole = make_pivot("F1", "F2")
    broken = whole[: whole.rindex(b"</DonneesFacture>")] + b"</Autre>" + whole[-400:]
    with open_pivot(broken) as flow:
        assert next(flow).invoice_number == "F1"
        with pytest.raises(MalformedDocumentError) as caught:
            next(flow)
    assert caught.value.line is not None
    assert caught.value.offset is not None


@pytest.mark.parametrize(
    ("source", "error"),
    [
        (b"", UnknownFormatError),
        (b"hello world, this is no pivot", UnknownFormatError),
        (b"%PDF-1.7", UnknownFormatError),
        (b"<CPPStatut/>", UnknownFormatError),
        (b"<html><body/></html>", UnknownFormatError),
        (b'<CPPFacturePivot xmlns="urn:x"/>', UnknownFormatError),
        (b"<CPPFacturePivot><Enveloppe></X>", MalformedDocumentError),
        (b"<!DOCTYPE CPPFacturePivot><CPPFacturePivot/>", UnsafeDocumentError),
        (
            b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///x">]><CPPFacturePivot>&x;</CPPFacturePivot>',
            UnsafeDocumentError,
        ),
        (b'<?xml version="1.0" encoding="X-NOPE"?><CPPFacturePivot/>', MalformedDocumentError),
    ],
)
def test_what_is_no_pivot_is_a_typed_error_at_once(source, error):
    with pytest.raises(error), open_pivot(source) as flow:
        list(flow)


def test_a_wrong_encoding_declaration_is_a_typed_error(make_pivot):
    latin = make_pivot(replace=("VENDEUR", "SOCIÉTÉ")).decode().encode("latin-1")
    with open_pivot(latin) as flow, pytest.raises(MalformedDocumentError):
        list(flow)


def test_other_encodings_are_read(make_pivot):
    text = make_pivot(replace=("VENDEUR", "SOCIÉTÉ")).decode()
    latin = text.replace("UTF-8", "ISO-8859-1").encode("latin-1")
    wide = text.replace("UTF-8", "UTF-16").encode("utf-16")
    for source in (latin, wide, b"\xef\xbb\xbf" + text.encode()):
        with open_pivot(source) as flow:
            assert [item.supplier.name for item in flow] == ["SOCIÉTÉ"]


def test_nesting_without_end_is_refused(make_pivot):
    deep = "<X>" * 300 + "</X>" * 300
    with pytest.raises(LimitExceededError) as caught, open_pivot(make_pivot(data=deep)) as flow:
        list(flow)
    assert caught.value.limit == "xml_depth"


def test_one_unit_cannot_fill_the_memory(make_pivot):
    source = make_pivot(data=f"<X>{'y' * 300_000}</X>")
    limits = Limits(document_bytes=100_000)
    with open_pivot(source, limits=limits) as flow, pytest.raises(LimitExceededError) as caught:
        list(flow)
    assert caught.value.limit == "document_bytes"


def test_the_content_of_attachments_does_not_count_as_text_of_a_unit(make_pivot, make_zip):
    import base64
    import random

    data = random.Random(1).randbytes(400_000)
    content = base64.b64encode(make_zip(("a.pdf", data))).decode()
    with open_pivot(
        make_pivot(content=content, name="a.pdf"), limits=Limits(document_bytes=150_000)
    ) as flow:
        (invoice,) = flow
        assert invoice.attachments[0].read() == data


def test_a_closed_flow_gives_nothing_more(make_pivot):
    flow = open_pivot(make_pivot("F1", "F2"))
    invoice = next(flow)
    flow.close()
    with pytest.raises(ValueError) as caught:
        next(flow)
    assert not isinstance(caught.value, DocumentError)
    with pytest.raises(ValueError):
        invoice.attachments[0].read()


def test_a_stream_of_text_is_refused(make_pivot):
    with pytest.raises(TypeError):
        open_pivot(io.StringIO(make_pivot().decode()))


def test_the_callers_stream_stays_open(make_pivot):
    stream = io.BytesIO(make_pivot())
    with open_pivot(stream) as flow:
        list(flow)
    assert not stream.closed


def test_comments_between_invoices_do_not_matter(make_pivot):
    source = make_pivot(
        "F1", "F2", replace=("<CPPFacturePivotUnitaire", "<!-- x --><CPPFacturePivotUnitaire")
    )
    with open_pivot(source) as flow:
        assert [item.invoice_number for item in flow] == ["F1", "F2"]


def test_findings_are_bounded(make_pivot):
    source = make_pivot(data="<X/>" * 10_500)
    with open_pivot(source) as flow:
        list(flow)
    assert len(flow.findings) == 10_001
    assert flow.findings[-1].code == "PIVOT-MORE"


def test_a_large_attachment_needs_little_memory(make_invoice, envelope, tmp_path):
    import random
    import tracemalloc

    from chorus_sdk.formats.pivot.compose import compose_attachments
    from chorus_sdk.formats.pivot.writer import write_pivot_to

    size = 24_000_000
    original = tmp_path / "original.pdf"
    original.write_bytes(random.Random(9).randbytes(size))
    files = compose_attachments(
        supplier_id="99986401570264", invoice_number="F1", original=original
    )
    path = tmp_path / "pivot.xml"
    with path.open("wb") as target:
        write_pivot_to(target, [make_invoice(attachments=files)], envelope=envelope, compress=False)
    tracemalloc.start()
    try:
        with open_pivot(path) as flow:
            saved = next(flow).attachments[0].save(tmp_path / "out")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert saved.stat().st_size == size
    assert peak < 12_000_000


def test_an_unknown_attribute_of_a_group_is_kept(make_pivot):
    source = make_pivot(replace=("<Montants>", '<Montants Sorte="brut">'))
    with open_pivot(source) as flow:
        (invoice,) = flow
    assert [(item.path, item.text) for item in invoice.unmapped] == [
        ("DonneesFacture/Montants/@Sorte", "brut")
    ]
    assert codes(flow) == ["PIVOT-UNKNOWN-ELEMENT"]


def test_a_broken_value_that_is_not_vital_is_kept_as_text(make_pivot):
    source = make_pivot(
        replace=("<DateReception>2026-01-05</DateReception>", "<DateReception>hier</DateReception>")
    )
    with open_pivot(source) as flow:
        (invoice,) = flow
    assert invoice.reception_date is None
    assert [(item.path, item.text) for item in invoice.unmapped] == [
        ("DonneesFacture/DateReception", "hier")
    ]
    assert codes(flow) == ["PIVOT-BROKEN-VALUE"]
    with open_pivot(source, strict=True) as flow, pytest.raises(InvalidInvoiceError):
        next(flow)


def test_a_broken_rank_of_the_envelope_is_kept_as_text(make_pivot):
    source = make_pivot(
        replace=('<EnveloppeUnitaire NumOrdre="1">', '<EnveloppeUnitaire NumOrdre="x">')
    )
    with open_pivot(source) as flow:
        assert flow.envelope.flow_id == "CPP0010036000000000000001"
        assert flow.envelope.rank is None
        assert [item.invoice_number for item in flow] == ["F1"]
        assert codes(flow) == ["PIVOT-BROKEN-VALUE"]
    assert [item.text for item in flow.unmapped] == ["x"]


def test_a_production_date_that_is_no_day_is_none(make_pivot):
    with open_pivot(make_pivot(replace=(">2026-01-05</Val", ">hier</Val"))) as flow:
        assert flow.envelope.production_date is None
        assert flow.envelope.parameters[0].value == "hier"


def test_a_line_with_typed_or_nested_or_repeated_children_is_read_right(make_pivot):
    typed = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string"'
    numbers = "<PrixUnitaire>1</PrixUnitaire><Quantite>1</Quantite><MontantHT>1</MontantHT>"
    data = (
        f'<Lignes><Ligne NumOrdre="1"><ReferenceProduit {typed}>A</ReferenceProduit>{numbers}'
        f'</Ligne><Ligne NumOrdre="2"><ReferenceProduit>B<X>y</X></ReferenceProduit>{numbers}'
        f'</Ligne><Ligne NumOrdre="3"><ReferenceProduit>C</ReferenceProduit><ReferenceProduit>D'
        f"</ReferenceProduit>{numbers}</Ligne></Lignes>"
    )
    with open_pivot(make_pivot(data=data)) as flow:
        (invoice,) = flow
    assert [line.product_reference for line in invoice.lines] == ["A", "B", "C"]
    assert [item.text for item in invoice.unmapped] == ["y", "D"]


def test_a_repr_says_little_and_no_account(make_pivot):
    with open_pivot(make_pivot()) as flow:
        (invoice,) = flow
    assert repr(invoice) == "PivotInvoice('F1', 2026-01-04, 120.00 EUR)"
    assert "99986401570264" not in repr(flow) + repr(invoice.attachments[0])


def test_the_report_carries_the_flows_identifier(make_pivot):
    with open_pivot(make_pivot(count=7)) as flow:
        list(flow)
    assert flow.report.subject == "CPP0010036000000000000001"
    assert flow.report.is_valid
    assert len(flow.report) == 1
