"""Where a part of the model stands in the source, held against XPaths of the standard's tables."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from chorus_sdk.errors import ChorusError, MalformedDocumentError
from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.cii import reader as cii
from chorus_sdk.formats.facturx.container import embedded_invoice
from chorus_sdk.formats.ubl import reader as ubl
from chorus_sdk.sandbox.samples import sample_cii, sample_facturx, sample_invoice, sample_ubl
from chorus_sdk.validation.places import ElementStep, SourcePlaces

AGR = "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeAgreement"
STL = "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement"
SUM = f"{STL}/ram:SpecifiedTradeSettlementHeaderMonetarySummation"
LINE = "rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem[{n}]"
SELLER = "cac:AccountingSupplierParty/cac:Party"
BUYER = "cac:AccountingCustomerParty/cac:Party"
SUBTOTAL = "cac:TaxTotal/cac:TaxSubtotal"
CII_SELLER = f"{AGR}/ram:SellerTradeParty"

UBL = {
    "number": "cbc:ID",
    "issue_date": "cbc:IssueDate",
    "type_code": "cbc:InvoiceTypeCode|cbc:CreditNoteTypeCode",
    "currency": "cbc:DocumentCurrencyCode",
    "specification": "cbc:CustomizationID",
    "payment_terms": "cac:PaymentTerms/cbc:Note",
    "references.buyer": "cbc:BuyerReference",
    "references.purchase_order": "cac:OrderReference/cbc:ID[.!='NA']",
    "seller.name": f"{SELLER}/cac:PartyLegalEntity/cbc:RegistrationName",
    "seller.legal_registration.value": f"{SELLER}/cac:PartyLegalEntity/cbc:CompanyID",
    "seller.vat_identifier": f"{SELLER}/cac:PartyTaxScheme[cac:TaxScheme/cbc:ID='VAT']"
    "/cbc:CompanyID",
    "seller.electronic_address.value": f"{SELLER}/cbc:EndpointID",
    "seller.address.city": f"{SELLER}/cac:PostalAddress/cbc:CityName",
    "seller.address.country": f"{SELLER}/cac:PostalAddress/cac:Country/cbc:IdentificationCode",
    "seller.contact.email": f"{SELLER}/cac:Contact/cbc:ElectronicMail",
    "buyer.name": f"{BUYER}/cac:PartyLegalEntity/cbc:RegistrationName",
    "buyer.address.line1": f"{BUYER}/cac:PostalAddress/cbc:StreetName",
    "totals.lines": "cac:LegalMonetaryTotal/cbc:LineExtensionAmount",
    "totals.without_vat": "cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount",
    "totals.with_vat": "cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount",
    "totals.due": "cac:LegalMonetaryTotal/cbc:PayableAmount",
    "allowances[0].amount": "cac:AllowanceCharge[cbc:ChargeIndicator='false'][1]/cbc:Amount",
    "charges[0].amount": "cac:AllowanceCharge[cbc:ChargeIndicator='true'][1]/cbc:Amount",
    "vat_breakdown[0].taxable_amount": f"{SUBTOTAL}[1]/cbc:TaxableAmount",
    "vat_breakdown[0].category": f"{SUBTOTAL}[1]/cac:TaxCategory/cbc:ID",
}
UBL_LINE = {
    "identifier": "cbc:ID",
    "quantity": "cbc:InvoicedQuantity|cbc:CreditedQuantity",
    "net_amount": "cbc:LineExtensionAmount",
    "price.net": "cac:Price/cbc:PriceAmount",
    "vat.category": "cac:Item/cac:ClassifiedTaxCategory/cbc:ID",
    "vat.rate": "cac:Item/cac:ClassifiedTaxCategory/cbc:Percent",
    "item.name": "cac:Item/cbc:Name",
    "item.seller_identifier": "cac:Item/cac:SellersItemIdentification/cbc:ID",
    "allowances[0].amount": "cac:AllowanceCharge[cbc:ChargeIndicator='false'][1]/cbc:Amount",
}
CII = {
    "number": "rsm:ExchangedDocument/ram:ID",
    "issue_date": "rsm:ExchangedDocument/ram:IssueDateTime/udt:DateTimeString",
    "type_code": "rsm:ExchangedDocument/ram:TypeCode",
    "currency": f"{STL}/ram:InvoiceCurrencyCode",
    "notes[0].text": "rsm:ExchangedDocument/ram:IncludedNote[1]/ram:Content",
    "references.buyer": f"{AGR}/ram:BuyerReference",
    "references.purchase_order": f"{AGR}/ram:BuyerOrderReferencedDocument/ram:IssuerAssignedID",
    "seller.name": f"{CII_SELLER}/ram:Name",
    "seller.legal_registration.value": f"{CII_SELLER}/ram:SpecifiedLegalOrganization/ram:ID",
    "seller.vat_identifier": f"{CII_SELLER}/ram:SpecifiedTaxRegistration/ram:ID[@schemeID='VA']",
    "seller.address.country": f"{CII_SELLER}/ram:PostalTradeAddress/ram:CountryID",
    "buyer.address.post_code": f"{AGR}/ram:BuyerTradeParty/ram:PostalTradeAddress/ram:PostcodeCode",
    "totals.lines": f"{SUM}/ram:LineTotalAmount",
    "totals.without_vat": f"{SUM}/ram:TaxBasisTotalAmount",
    "totals.with_vat": f"{SUM}/ram:GrandTotalAmount",
    "totals.due": f"{SUM}/ram:DuePayableAmount",
    "vat_breakdown[0].taxable_amount": f"{STL}/ram:ApplicableTradeTax[1]/ram:BasisAmount",
    "vat_breakdown[0].category": f"{STL}/ram:ApplicableTradeTax[1]/ram:CategoryCode",
}
CII_LINE = {
    "identifier": "ram:AssociatedDocumentLineDocument/ram:LineID",
    "quantity": "ram:SpecifiedLineTradeDelivery/ram:BilledQuantity",
    "net_amount": "ram:SpecifiedLineTradeSettlement"
    "/ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount",
    "price.net": "ram:SpecifiedLineTradeAgreement/ram:NetPriceProductTradePrice/ram:ChargeAmount",
    "vat.category": "ram:SpecifiedLineTradeSettlement/ram:ApplicableTradeTax/ram:CategoryCode",
    "item.name": "ram:SpecifiedTradeProduct/ram:Name",
}
DATA = "urn:un:unece:uncefact:data:standard"
COMMON = "urn:oasis:names:specification:ubl:schema:xsd:Common"
NAMES = {
    "cac": f"{COMMON}AggregateComponents-2",
    "cbc": f"{COMMON}BasicComponents-2",
    "rsm": f"{DATA}:CrossIndustryInvoice:100",
    "ram": f"{DATA}:ReusableAggregateBusinessInformationEntity:100",
    "udt": f"{DATA}:UnqualifiedDataType:100",
    "qdt": f"{DATA}:QualifiedDataType:100",
}


def value_of(model: object, field: str) -> object:
    for name, number in re.findall(r"(\w+)(?:\[(\d+)\])?", field):
        model = getattr(model, name, None)
        if number:
            model = model[int(number)] if model and int(number) < len(model) else None
        if model is None:
            return None
    return model


def element_at(root: etree._Element, path: str) -> etree._Element:
    """Follow one of our paths with another library's XPath: only the root has no prefix there."""
    below = path.split("/", 2)[2:]
    (element,) = root.xpath(below[0], namespaces=NAMES) if below else (root,)
    return element


def expectations(invoice, root):
    """Pair model paths with elements that XPath finds, where the model holds something."""
    is_cii = etree.QName(root).localname == "CrossIndustryInvoice"
    yield from (CII if is_cii else UBL).items()
    for number in {0, len(invoice.lines) - 1} if invoice.lines else ():
        name = LINE.format(n=number + 1)
        if not is_cii:
            kind = "CreditNote" if etree.QName(root).localname == "CreditNote" else "Invoice"
            name = f"cac:{kind}Line[{number + 1}]"
        for field, path in (CII_LINE if is_cii else UBL_LINE).items():
            whole = "|".join(f"{name}/{one}" for one in path.split("|"))
            yield f"lines[{number}].{field}", whole


def wrong_places(name: str, data: bytes, is_cii: bool) -> tuple[int, list[tuple]]:
    invoice = (cii if is_cii else ubl).read(data)
    root = etree.fromstring(data)
    is_credit_note = etree.QName(root).localname == "CreditNote"
    formats = (FormatId.UBL_INVOICE, FormatId.UBL_CREDIT_NOTE)
    places = SourcePlaces(data, FormatId.CII_INVOICE if is_cii else formats[is_credit_note])
    checked, wrong = 0, []
    for field, path in expectations(invoice, root):
        found = [e for e in root.xpath(path, namespaces=NAMES) if (e.text or "").strip()]
        if value_of(invoice, field) is None or not found:
            continue
        checked += 1
        place = places.find(field)
        ours = element_at(root, place.path)
        if (ours, place.line, place.is_exact) != (found[0], found[0].sourceline, True):
            wrong.append((name, field, place, root.getroottree().getpath(found[0])))
    return checked, wrong


def test_places_are_those_that_xpath_finds_in_the_corpus(corpus, corpus_index):
    checked, wrong = 0, []
    for row in corpus_index:
        family = row["family"]
        if family not in ("ubl-invoice", "ubl-creditnote", "cii", "facturx-pdf"):
            continue
        data = (corpus / row["path"]).read_bytes()
        try:
            if family == "facturx-pdf":
                data = embedded_invoice(data).content
            count, bad = wrong_places(row["path"], data, is_cii=family in ("cii", "facturx-pdf"))
        except ChorusError:
            continue  # what cannot be read has no places
        checked += count
        wrong += bad
    assert wrong == []
    assert checked > 15_000


@pytest.mark.parametrize(
    ("field", "path"),
    [
        ("number", "/Invoice/cbc:ID"),
        ("lines[1].unit", "/Invoice/cac:InvoiceLine[2]/cbc:InvoicedQuantity/@unitCode"),
        ("notes[1].subject", "/Invoice/cbc:Note[2]"),
        ("seller.electronic_address.scheme", f"/Invoice/{SELLER}/cbc:EndpointID/@schemeID"),
    ],
)
def test_texts_and_attributes_of_ubl_have_an_exact_place(field, path):
    place = SourcePlaces(sample_ubl(), FormatId.UBL_INVOICE).find(field)
    assert (place.path, place.is_exact) == (path, True)


@pytest.mark.parametrize(
    ("field", "path"),
    [
        ("tax_representative.name", "/Invoice"),
        ("", "/Invoice"),
        ("lines[9].net_amount", "/Invoice"),
        ("lines[1].item.origin_country", "/Invoice/cac:InvoiceLine[2]/cac:Item"),
        ("lines[1].note", "/Invoice/cac:InvoiceLine[2]"),
        ("totals.rounding", "/Invoice/cac:LegalMonetaryTotal"),
        ("currency.name", "/Invoice/cbc:DocumentCurrencyCode"),
    ],
)
def test_what_is_missing_is_pointed_at_where_it_belongs(field, path):
    assert SourcePlaces(sample_ubl(), FormatId.UBL_INVOICE).find(field).path == path


def test_an_attribute_that_is_missing_is_pointed_at_in_its_element():
    data = re.sub(rb' unitCode="[^"]*"', b"", sample_ubl())
    place = SourcePlaces(data, FormatId.UBL_INVOICE).find("lines[0].unit")
    assert place.path == "/Invoice/cac:InvoiceLine[1]/cbc:InvoicedQuantity"
    assert not place.is_exact


def test_identifiers_are_found_although_the_model_orders_them():
    data = sample_ubl()
    party = re.search(rb"<cac:PartyIdentification>.*?</cac:PartyIdentification>", data)[0]
    plain = re.sub(rb' schemeID="[^"]*"', b"", party).replace(b"<cbc:ID>", b"<cbc:ID>X")
    data = data.replace(party, party + plain, 1)
    invoice = ubl.read(data)
    places = SourcePlaces(data, FormatId.UBL_INVOICE)
    for number, identifier in enumerate(invoice.seller.identifiers):
        path = places.find(f"seller.identifiers[{number}].value").path
        assert element_at(etree.fromstring(data), path).text == identifier.value
    assert invoice.seller.identifiers[0].scheme is None


def test_element_paths_are_looked_up_as_they_are():
    places = SourcePlaces(sample_cii(), FormatId.CII_INVOICE)
    path = places.find("lines[1].quantity").path
    assert places.find(path).path == path
    assert places.find(f"{path}/@unitCode").line == places.find(path).line
    assert not places.find("/rsm:CrossIndustryInvoice/rsm:Nothing").is_exact


def test_lines_are_counted_in_the_source():
    data = sample_ubl().replace(b"<cac:InvoiceLine>", b"\n<cac:InvoiceLine>")
    places = SourcePlaces(data, FormatId.UBL_INVOICE)
    wanted = data[: data.rindex(b"<cac:InvoiceLine>")].count(b"\n") + 1
    assert places.find("lines[1].net_amount").line == wanted


def test_steps_by_full_name_lead_to_the_same_place():
    places = SourcePlaces(sample_ubl(), FormatId.UBL_INVOICE)
    tag = "{urn:oasis:names:specification:ubl:schema:xsd:Invoice-2}Invoice"
    line = ElementStep(f"{{{NAMES['cac']}}}InvoiceLine", 2)
    amount = ElementStep(f"{{{NAMES['cbc']}}}LineExtensionAmount")
    currency = ElementStep("currencyID", is_attribute=True)
    place = places.at((ElementStep(tag), line, amount, currency))
    assert place.path == f"{places.find('lines[1].net_amount').path}/@currencyID"
    assert not places.at((ElementStep(tag), ElementStep("{x}y"))).is_exact


def test_the_xml_inside_a_pdf_has_places_too():
    content = embedded_invoice(sample_facturx(sample_invoice(number="F-9"))).content
    place = SourcePlaces(content, FormatId.CII_INVOICE).find("number")
    assert place.path == "/rsm:CrossIndustryInvoice/rsm:ExchangedDocument/ram:ID"


def test_broken_xml_and_formats_without_a_table_are_refused():
    with pytest.raises(MalformedDocumentError):
        SourcePlaces(b"<Invoice", FormatId.UBL_INVOICE)
    with pytest.raises(KeyError):
        SourcePlaces(sample_ubl(), FormatId.PIVOT)
