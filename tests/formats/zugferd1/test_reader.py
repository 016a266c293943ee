"""ZUGFeRD 1.0, read into the same invoice."""

from datetime import date
from decimal import Decimal

import pytest
from lxml import etree

from chorus_sdk.errors import MalformedDocumentError, UnknownFormatError
from chorus_sdk.formats.documents import read as read_any
from chorus_sdk.formats.zugferd1.reader import read
from chorus_sdk.formats.zugferd1.tree import original_path

STANDARD = "urn:un:unece:uncefact:data:standard"
NAMES = {
    "rsm": "urn:ferd:CrossIndustryDocument:invoice:1p0",
    "ram": f"{STANDARD}:ReusableAggregateBusinessInformationEntity:12",
    "udt": f"{STANDARD}:UnqualifiedDataType:15",
}
DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMES.items())
DOCUMENT = f"""
<rsm:CrossIndustryDocument {DECLARED}>
 <rsm:SpecifiedExchangedDocumentContext>
  <ram:TestIndicator><udt:Indicator>true</udt:Indicator></ram:TestIndicator>
  <ram:GuidelineSpecifiedDocumentContextParameter>
   <ram:ID>urn:ferd:CrossIndustryDocument:invoice:1p0:comfort</ram:ID>
  </ram:GuidelineSpecifiedDocumentContextParameter>
 </rsm:SpecifiedExchangedDocumentContext>
 <rsm:HeaderExchangedDocument>
  <ram:ID>471102</ram:ID><ram:TypeCode>380</ram:TypeCode>
  <ram:IssueDateTime>
   <udt:DateTimeString format="102">20130305</udt:DateTimeString>
  </ram:IssueDateTime>
 </rsm:HeaderExchangedDocument>
 <rsm:SpecifiedSupplyChainTradeTransaction>
  <ram:ApplicableSupplyChainTradeAgreement>
   <ram:SellerTradeParty><ram:Name>Vendeur</ram:Name>
    <ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">FR1</ram:ID></ram:SpecifiedTaxRegistration>
   </ram:SellerTradeParty>
   <ram:BuyerOrderReferencedDocument>
    <ram:IssueDateTime>2013-03-01T00:00:00</ram:IssueDateTime><ram:ID>C-1</ram:ID>
   </ram:BuyerOrderReferencedDocument>
  </ram:ApplicableSupplyChainTradeAgreement>
  <ram:ApplicableSupplyChainTradeDelivery/>
  <ram:ApplicableSupplyChainTradeSettlement>
   <ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
   <ram:ApplicableTradeTax>
    <ram:CalculatedAmount currencyID="EUR">20.00</ram:CalculatedAmount>
    <ram:TypeCode>VAT</ram:TypeCode><ram:BasisAmount currencyID="EUR">100.00</ram:BasisAmount>
    <ram:CategoryCode>S</ram:CategoryCode><ram:ApplicablePercent>20.00</ram:ApplicablePercent>
   </ram:ApplicableTradeTax>
   <ram:SpecifiedTradeSettlementMonetarySummation>
    <ram:LineTotalAmount currencyID="EUR">100.00</ram:LineTotalAmount>
    <ram:GrandTotalAmount currencyID="EUR">120.00</ram:GrandTotalAmount>
   </ram:SpecifiedTradeSettlementMonetarySummation>
  </ram:ApplicableSupplyChainTradeSettlement>
  <ram:IncludedSupplyChainTradeLineItem>
   <ram:AssociatedDocumentLineDocument><ram:LineID>1</ram:LineID></ram:AssociatedDocumentLineDocument>
   <ram:SpecifiedSupplyChainTradeAgreement>
    <ram:NetPriceProductTradePrice><ram:ChargeAmount>10.00</ram:ChargeAmount></ram:NetPriceProductTradePrice>
   </ram:SpecifiedSupplyChainTradeAgreement>
   <ram:SpecifiedSupplyChainTradeDelivery>
    <ram:BilledQuantity unitCode="C62">10</ram:BilledQuantity>
   </ram:SpecifiedSupplyChainTradeDelivery>
   <ram:SpecifiedSupplyChainTradeSettlement>
    <ram:ApplicableTradeTax>
     <ram:TypeCode>VAT</ram:TypeCode><ram:CategoryCode>S</ram:CategoryCode>
     <ram:ApplicablePercent>20.00</ram:ApplicablePercent>
    </ram:ApplicableTradeTax>
    <ram:SpecifiedTradeSettlementMonetarySummation>
     <ram:LineTotalAmount>100.00</ram:LineTotalAmount>
    </ram:SpecifiedTradeSettlementMonetarySummation>
   </ram:SpecifiedSupplyChainTradeSettlement>
   <ram:SpecifiedTradeProduct><ram:Name>Vis</ram:Name></ram:SpecifiedTradeProduct>
  </ram:IncludedSupplyChainTradeLineItem>
 </rsm:SpecifiedSupplyChainTradeTransaction>
</rsm:CrossIndustryDocument>
""".strip().encode()
DRAFT = b"""
<r:Invoice xmlns:r="urn:un:unece:uncefact:data:standard:CBFBUY:5">
 <r:SpecifiedExchangedDocumentContext><TestIndicator>false</TestIndicator>
 </r:SpecifiedExchangedDocumentContext>
 <r:HeaderExchangedDocument><ID>E-1</ID>
  <IssueDateTime format="102">20140519</IssueDateTime></r:HeaderExchangedDocument>
 <r:SpecifiedSupplyChainTradeTransaction>
  <ApplicableSupplyChainTradeSettlement>
   <SpecifiedTradePaymentTerms>
    <DueDateDateTime format="102">someday</DueDateDateTime>
   </SpecifiedTradePaymentTerms>
  </ApplicableSupplyChainTradeSettlement>
 </r:SpecifiedSupplyChainTradeTransaction>
</r:Invoice>
""".strip()


@pytest.fixture(scope="module")
def invoice():
    return read(DOCUMENT)


def test_the_header_is_read(invoice):
    assert (invoice.number, invoice.type_code, invoice.currency) == ("471102", "380", "EUR")
    assert invoice.issue_date == date(2013, 3, 5)
    assert invoice.specification == "urn:ferd:CrossIndustryDocument:invoice:1p0:comfort"
    assert (invoice.seller.name, invoice.seller.vat_identifier) == ("Vendeur", "FR1")
    assert invoice.references.purchase_order == "C-1"


def test_amounts_of_header_and_lines_are_told_apart(invoice):
    assert (invoice.totals.lines, invoice.totals.with_vat) == (Decimal(100), Decimal(120))
    assert invoice.vat_breakdown[0].rate == Decimal(20)
    (line,) = invoice.lines
    assert (line.net_amount, line.quantity, line.price.net) == (100, 10, 10)
    assert (line.item.name, line.vat.rate) == ("Vis", Decimal(20))


def test_what_the_model_does_not_hold_stands_at_its_place_in_the_document(invoice):
    root = etree.fromstring(DOCUMENT)
    assert invoice.unmapped
    for one in invoice.unmapped:
        (found,) = root.xpath(one.path, namespaces=NAMES)
        assert (found if isinstance(found, str) else (found.text or "").strip()) == one.text
    assert "2013-03-01T00:00:00" in {one.text for one in invoice.unmapped}


def test_its_origin_is_zugferd_1(invoice):
    assert invoice.origin.format == "zugferd-1"
    assert read_any(DOCUMENT) == invoice


def test_the_draft_is_read_with_its_bare_dates():
    invoice = read(DRAFT)
    assert (invoice.number, invoice.issue_date) == ("E-1", date(2014, 5, 19))
    root = etree.fromstring(DRAFT)
    names = {"rsm": "urn:un:unece:uncefact:data:standard:CBFBUY:5"}
    kept = {one.text: root.xpath(one.path, namespaces=names)[0].text for one in invoice.unmapped}
    assert kept["someday"] == "someday"
    assert all(text == found for text, found in kept.items())


def test_a_foreign_element_is_kept_under_its_own_name():
    foreign = DOCUMENT.replace(
        b"</rsm:CrossIndustryDocument>",
        b'<f:x xmlns:f="http://example.org/a/b">y</f:x></rsm:CrossIndustryDocument>',
    )
    (kept,) = [one for one in read(foreign).unmapped if one.text == "y"]
    assert kept.path == "/rsm:CrossIndustryDocument/{http://example.org/a/b}x"


@pytest.mark.parametrize("number", ["", "[2]"])
def test_a_path_is_named_back_with_its_numbers_and_attributes(number):
    path = (
        "/rsm:CrossIndustryInvoice/rsm:SupplyChainTradeTransaction"
        f"/ram:IncludedSupplyChainTradeLineItem{number}/ram:SpecifiedLineTradeSettlement"
        "/ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount/@currencyID"
    )
    assert original_path(path, draft=False) == (
        "/rsm:CrossIndustryDocument/rsm:SpecifiedSupplyChainTradeTransaction"
        f"/ram:IncludedSupplyChainTradeLineItem{number}/ram:SpecifiedSupplyChainTradeSettlement"
        "/ram:SpecifiedTradeSettlementMonetarySummation/ram:LineTotalAmount/@currencyID"
    )


def test_another_root_or_broken_xml_is_refused():
    with pytest.raises(UnknownFormatError):
        read(b"<Invoice/>")
    with pytest.raises(MalformedDocumentError):
        read(DOCUMENT[:-9])
