"""What is written is valid under the official schemas, and reads back equal."""

from __future__ import annotations

import base64
import io
import string
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import islice

import pivot_mutants
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from pivot_documents import WHOLE

from chorus_sdk.errors import InvalidInvoiceError, MalformedDocumentError, UnsupportedProfileError
from chorus_sdk.formats.pivot.attachments import AttachmentRole, PivotAttachment
from chorus_sdk.formats.pivot.codes import (
    AttachmentType,
    BankReferenceKind,
    DocumentType,
    IdentifierKind,
    IssuingMode,
    PaymentMeans,
    PivotVersion,
    Resend,
    frameworks,
)
from chorus_sdk.formats.pivot.compose import SupplierFile, compose_attachments
from chorus_sdk.formats.pivot.envelope import PivotEnvelope, PivotParameter, PivotPartner
from chorus_sdk.formats.pivot.lines import PivotLine
from chorus_sdk.formats.pivot.model import (
    PivotBankAccount,
    PivotInvoice,
    PivotProducer,
    PivotRecipient,
    PivotSupplier,
    PivotValidationStep,
    PivotVat,
)
from chorus_sdk.formats.pivot.stream import open_pivot
from chorus_sdk.formats.pivot.writer import write_pivot, write_pivot_to
from chorus_sdk.invoice.chorus import InvoicingFramework
from chorus_sdk.invoice.provenance import Unmapped

LETTERS = string.ascii_letters + string.digits + " -_/&<>\"'éàçœ€№\U0001f4c4"


def words(maximum: int = 30, minimum: int = 1):
    return st.text(LETTERS, min_size=minimum, max_size=maximum).filter(
        lambda text: text == text.strip()
    )


def known(codes, *without):
    return st.sampled_from([code for code in codes if code not in without])


MONEY = st.decimals(-(10**12), 10**12, allow_nan=False, places=2) | st.decimals(
    -(10**6), 10**6, allow_nan=False, places=6
)
DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))
MAYBE = st.none()


def producers():
    return st.builds(
        PivotProducer,
        identifier_kind=known(IdentifierKind, IdentifierKind.PRIVATE_PERSON),
        identifier=words(),
        name=words(),
        country=st.sampled_from(["FR", "DE"]),
        note=MAYBE | words(),
    )


def attachments(*, new: bool):
    return st.builds(
        lambda content, **fields: replace(
            PivotAttachment.of(content, name="x", type_code=AttachmentType.INVOICE, media_type="x"),
            **fields,
        ),
        st.binary(max_size=200),
        name=words(50),
        type_code=known(AttachmentType),
        media_type=st.sampled_from(["application/pdf", "application/xml"]),
        original_name=MAYBE | words(50) if new else MAYBE,
        category=MAYBE | words(50) if new else MAYBE,
        rank=MAYBE | st.integers(0, 99),
        unique_id=MAYBE | words(),
        original_id=MAYBE | words(),
    )


def invoices(version: PivotVersion):
    new = version is PivotVersion.V2_02
    return st.builds(
        PivotInvoice,
        invoice_number=words(20),
        type_code=known(DocumentType),
        issue_date=DAYS,
        currency=st.sampled_from(["EUR", "XPF"]),
        net_total=MONEY,
        gross_total=MONEY,
        payable=MONEY,
        framework=st.sampled_from(sorted(frameworks(version))).map(InvoicingFramework),
        payment_means=known(PaymentMeans),
        payment_means_label=MAYBE | words(),
        reception_date=DAYS,
        delivery_date=MAYBE | DAYS if new else MAYBE,
        project_manager_date=MAYBE | DAYS if new else MAYBE,
        chorus_id=MAYBE | st.integers(-(10**20), 10**20) if new else MAYBE,
        resend=MAYBE | known(Resend) if new else MAYBE,
        original_invoice_number=MAYBE | words(20),
        contract_number=MAYBE | words(50),
        commitment_number=MAYBE | words(50),
        vat=st.lists(st.builds(PivotVat, rate=MONEY, base=MONEY, amount=MONEY), max_size=2).map(
            tuple
        ),
        lines=st.lists(
            st.builds(
                PivotLine,
                rank=st.integers(0, 999),
                product_reference=MAYBE | words(),
                unit_price=MONEY,
                quantity=MONEY,
                net_amount=MONEY,
                vat_rate=MAYBE | MONEY,
            ),
            max_size=3,
        ).map(tuple),
        supplier=st.builds(
            PivotSupplier,
            identifier_kind=known(IdentifierKind),
            identifier=words(),
            name=words(),
            country=st.sampled_from(["FR", "PF"]),
            bank_account=MAYBE
            | st.builds(
                PivotBankAccount,
                kind=MAYBE | known(BankReferenceKind),
                account=MAYBE | words(),
                institution=MAYBE | words(),
                payee=MAYBE | words(),
            ),
            issuing_mode=known(IssuingMode),
        ),
        recipient=st.builds(
            PivotRecipient,
            siret=st.just("99944232322181"),
            identifier_kind=st.just(IdentifierKind.SIRET),
            name=MAYBE | words(),
            service_code=MAYBE | words(100),
            service_name=MAYBE | words(),
        ),
        validation_steps=st.lists(
            st.builds(
                PivotValidationStep,
                on=DAYS,
                status_code=st.sampled_from(["01", "1", "17"]),
                complement=MAYBE | words(),
                comment=MAYBE | words(),
                producer=producers(),
            ),
            max_size=2,
        ).map(tuple),
        attachments=st.lists(attachments(new=new), min_size=1, max_size=2).map(tuple),
        rank=MAYBE | st.integers(0, 999),
    )


@pytest.fixture(scope="session")
def schemas(corpus):
    folder = corpus / "pivot" / "xsd"
    return {
        version: etree.XMLSchema(file=str(folder / f"CPPFacturePivot_{version.value}.xsd"))
        for version in PivotVersion
    }


@pytest.mark.slow
@pytest.mark.parametrize("version", list(PivotVersion))
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_whatever_is_written_is_valid_and_reads_back_equal(schemas, envelope, version, data):
    written = data.draw(st.lists(invoices(version), min_size=1, max_size=2))
    content = write_pivot(written, envelope=envelope, version=version)
    schemas[version].assertValid(etree.fromstring(content))
    with open_pivot(content) as flow:
        assert flow.envelope == envelope
        assert flow.version == version.value
        read = list(flow)
        bytes_read = [[item.read() for item in invoice.attachments] for invoice in read]
    assert read == written
    assert bytes_read == [[item.read() for item in invoice.attachments] for invoice in written]
    assert flow.findings == ()
    assert write_pivot(written, envelope=envelope, version=version) == content


def test_what_was_read_can_be_written_again(make_invoice, envelope):
    first = write_pivot([make_invoice()], envelope=envelope)
    with open_pivot(first) as flow:
        assert write_pivot(list(flow), envelope=flow.envelope) == first


def test_an_attachment_is_a_zip_with_one_entry_named_as_the_file(make_invoice, envelope):
    for compress, method in ((True, zipfile.ZIP_DEFLATED), (False, zipfile.ZIP_STORED)):
        content = write_pivot([make_invoice()], envelope=envelope, compress=compress)
        (attachment,) = etree.fromstring(content).iter("PJ")
        packed = base64.b64decode(attachment.findtext("Contenu"), validate=True)
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            (entry,) = archive.infolist()
            assert entry.filename == attachment.findtext("NomPJ")
            assert entry.compress_type == method
            assert archive.read(entry) == b"%PDF-1.7"


def test_attachments_are_composed_as_the_platform_names_them(make_invoice, envelope, schemas):
    files = compose_attachments(
        supplier_id="99986401570264",
        invoice_number="A-2026-0001",
        original=b"<Invoice/>",
        original_type="application/xml",
        readable_copy=b"%PDF",
        complements=[
            SupplierFile(name="bon.PDF", content=b"1", media_type="application/pdf"),
            SupplierFile(name="../devis.xlsx", content=b"2", media_type="x/y", category="Devis"),
        ],
    )
    content = write_pivot([make_invoice(attachments=files)], envelope=envelope)
    schemas[PivotVersion.V2_02].assertValid(etree.fromstring(content))
    with open_pivot(content) as flow:
        (invoice,) = flow
        read = [
            (item.type_code, item.name, item.category, item.role) for item in invoice.attachments
        ]
    complement = AttachmentRole.COMPLEMENT
    assert read == [
        ("01", "FAC99986401570264A-2026-0001.xml", None, AttachmentRole.ORIGINAL),
        (
            "02",
            "PJP00XFAC99986401570264A-2026-0001.pdf",
            "DUPLICATA FACTUR-X",
            AttachmentRole.READABLE_COPY,
        ),
        ("02", "PJ01XFAC99986401570264A-2026-0001.PDF", None, complement),
        ("02", "PJ02XFAC99986401570264A-2026-0001.xlsx", "Devis", complement),
    ]
    assert invoice.attachments[3].original_name == "_devis.xlsx"


def test_names_never_pass_the_schemas_length():
    files = compose_attachments(
        supplier_id="X" * 18,
        invoice_number="N" * 20,
        original=b"",
        readable_copy=b"",
        complements=[SupplierFile(name="y" * 80 + ".pdf", content=b"", media_type="x/y")],
    )
    for item in files:
        assert len(item.name) <= 50
        assert item.name.endswith(".pdf")
        assert item.original_name is None or len(item.original_name) <= 50


def test_a_generator_is_written_without_a_count(make_invoice, envelope, schemas):
    target = io.BytesIO()
    invoices = (make_invoice(invoice_number=f"F{n}") for n in range(3))
    write_pivot_to(target, invoices, envelope=envelope)
    root = etree.fromstring(target.getvalue())
    schemas[PivotVersion.V2_02].assertValid(root)
    assert root.find("CPPFactures").get("Compteur") is None
    listed = write_pivot([make_invoice(), make_invoice()], envelope=envelope)
    assert etree.fromstring(listed).find("CPPFactures").get("Compteur") == "2"


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"invoice_number": "N" * 21}, "DonneesFacture/Id"),
        ({"currency": "eur"}, "DonneesFacture/Devise"),
        ({"framework": InvoicingFramework("A99")}, "DonneesFacture/Cadre"),
        ({"framework": InvoicingFramework.A11}, "DonneesFacture/Cadre"),
        ({"framework": None}, "DonneesFacture/Cadre"),
        ({"reception_date": None}, "DonneesFacture/DateReception"),
        ({"type_code": DocumentType("389")}, "DonneesFacture/Type"),
        ({"net_total": Decimal("NaN")}, "DonneesFacture/Montants/MontantHT"),
        ({"contract_number": "x" * 51}, "DonneesFacture/Engagement/NumeroMarche"),
        ({"attachments": ()}, "PJ"),
        ({"rank": -1}, "@NumOrdre"),
        ({"commitment_number": "a\x00b"}, "DonneesFacture/Engagement/NumeroEngagement"),
        ({"recipient": PivotRecipient(siret="123")}, "Debiteur/Identifiant"),
    ],
)
def test_what_the_schema_forbids_is_refused_with_its_place(make_invoice, envelope, changes, place):
    with pytest.raises(InvalidInvoiceError) as caught:
        write_pivot([make_invoice(**changes)], envelope=envelope)
    paths = [finding.location.path for finding in caught.value.report]
    assert f"CPPFacturePivotUnitaire/{place}" in paths


def test_an_older_version_refuses_what_it_has_no_place_for(make_invoice, envelope, schemas):
    invoice = make_invoice(chorus_id=5)
    with pytest.raises(UnsupportedProfileError) as caught:
        write_pivot([invoice], envelope=envelope, version=PivotVersion.V1_22)
    assert caught.value.profile == "V1_22"
    content = write_pivot([invoice], envelope=envelope, version=PivotVersion.V1_22, allow_loss=True)
    schemas[PivotVersion.V1_22].assertValid(etree.fromstring(content))


def test_unmapped_text_is_not_dropped_in_silence(make_invoice, envelope):
    invoice = make_invoice(unmapped=(Unmapped(path="X", text="y"),))
    with pytest.raises(UnsupportedProfileError):
        write_pivot([invoice], envelope=envelope)
    assert b"<X>" not in write_pivot([invoice], envelope=envelope, allow_loss=True)


def test_several_envelopes_are_written_in_order(make_invoice, envelope, schemas):
    other = replace(envelope, rank=2, sender=PivotPartner(id="SYN009", label="&<>", note="n"))
    content = write_pivot([make_invoice()], envelope=(envelope, other))
    schemas[PivotVersion.V2_02].assertValid(etree.fromstring(content))
    with open_pivot(content) as flow:
        assert flow.envelopes == (envelope, other)
    with pytest.raises(ValueError):
        write_pivot([make_invoice()], envelope=())


def test_what_the_schema_wants_and_accepts_empty_is_written_empty(make_invoice, envelope, schemas):
    invoice = make_invoice()
    nameless = replace(
        invoice,
        supplier=replace(invoice.supplier, name=None),
        attachments=tuple(replace(one, media_type=None) for one in invoice.attachments),
    )
    content = write_pivot([nameless], envelope=envelope)
    schemas[PivotVersion.V2_02].assertValid(etree.fromstring(content))
    with open_pivot(content) as flow:
        assert list(flow) == [nameless]
    assert {one.code for one in flow.findings} == {"PIVOT-MISSING"}


@pytest.mark.parametrize("version", list(PivotVersion))
def test_every_valid_document_that_is_read_whole_can_be_written_again(schemas, version):
    """A tenth of them for each version; the documents are official-valid mutants."""
    (text,) = WHOLE[f"CPPFacturePivot_{version.value}.xsd"]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("f.pdf", b"%PDF")
    text = text.replace(">AAAA<", f">{base64.b64encode(packed.getvalue()).decode()}<")
    root = etree.fromstring(text)
    again = kept = 0
    for label, mutant in islice(
        pivot_mutants.every_text(root), list(PivotVersion).index(version), None, 10
    ):
        data = etree.tostring(mutant, with_tail=False)
        if not schemas[version].validate(etree.fromstring(data)):
            continue
        with open_pivot(data) as flow:
            invoices = list(flow)
            lost = [*flow.unmapped, *(item for one in invoices for item in one.unmapped)]
            broken = not invoices or any(file.problem for file in invoices[0].attachments)
            partners = (flow.envelope.receiver, flow.envelope.sender)
            if lost or broken or any(len(partner.id) < 3 for partner in partners):
                kept += 1
                continue
            content = write_pivot(invoices, envelope=flow.envelopes, version=version)
        schemas[version].assertValid(etree.fromstring(content))
        with open_pivot(content) as flow:
            assert list(flow) == invoices, label
        again += 1
    assert again > 200
    assert kept < again / 10


def test_an_envelope_is_held_against_the_schema(make_invoice, envelope):
    for wrong in (
        replace(envelope, sender=None),
        replace(envelope, sender=PivotPartner(id="X")),
        replace(envelope, parameters=(*envelope.parameters, PivotParameter(code="toolong"))),
    ):
        with pytest.raises(InvalidInvoiceError):
            write_pivot([make_invoice()], envelope=wrong)
    with pytest.raises(ValueError):
        write_pivot([make_invoice()], envelope=PivotEnvelope())


def test_no_invoice_is_no_pivot(envelope):
    with pytest.raises(ValueError):
        write_pivot([], envelope=envelope)


def test_content_that_cannot_be_read_is_not_written(make_pivot, envelope):
    with open_pivot(make_pivot(content="!!!!")) as flow:
        (invoice,) = flow
        with pytest.raises(MalformedDocumentError):
            write_pivot([invoice], envelope=envelope)
