"""Every ZUGFeRD 1.0 document of the corpus is read; values are those that XPath finds."""

from datetime import date
from decimal import Decimal

import pikepdf
import pytest
from lxml import etree

from chorus_sdk.formats.documents import read
from chorus_sdk.formats.zugferd1.reader import read as read_xml

HEADER = "*[local-name()='SpecifiedSupplyChainTradeTransaction']"
SETTLEMENT = f"{HEADER}/*[local-name()='ApplicableSupplyChainTradeSettlement']"
SUMMATION = f"{SETTLEMENT}/*[local-name()='SpecifiedTradeSettlementMonetarySummation']"
AGREEMENT = f"{HEADER}/*[local-name()='ApplicableSupplyChainTradeAgreement']"
LINES = f"{HEADER}/*[local-name()='IncludedSupplyChainTradeLineItem']"
NAME = "ZUGFeRD-invoice.xml"
NOT_READ = {"invalid/zf1-fail__fail3.pdf"}
"""Its guideline calls it an order; it is read all the same when asked for by its reader."""


@pytest.fixture(scope="module")
def documents(corpus, corpus_index):
    """Path, bytes as they are, and the XML, of every ZUGFeRD 1.0 and of the draft before it."""
    found = []
    for row in corpus_index:
        data = (corpus / row["path"]).read_bytes()
        if row["detect"] == "zugferd1-xml":
            found.append((row["path"], data, data))
        elif row["detect"] == "zugferd1-pdf" or "20140519_499" in row["path"]:
            with pikepdf.open(corpus / row["path"]) as pdf:
                found.append((row["path"], data, pdf.attachments[NAME].get_file().read_bytes()))
    assert len(found) > 20
    return found


def first(root, path):
    return next((e.text.strip() for e in root.xpath(path) if e.text and e.text.strip()), None)


def local(path):
    return "/".join(f"*[local-name()='{step}']" for step in path.split("/"))


def number(text):
    return Decimal(text) if text else None


def expected(root):
    stamp = first(root, local("HeaderExchangedDocument/IssueDateTime") + "/descendant-or-self::*")
    return {
        "number": first(root, local("HeaderExchangedDocument/ID")),
        "date": date.fromisoformat(stamp) if stamp else None,
        "seller": first(root, f"{AGREEMENT}/{local('SellerTradeParty/Name')}"),
        "buyer": first(root, f"{AGREEMENT}/{local('BuyerTradeParty/Name')}"),
        "total": number(first(root, f"{SUMMATION}/{local('GrandTotalAmount')}")),
        "due": number(first(root, f"{SUMMATION}/{local('DuePayableAmount')}")),
        "rates": [
            Decimal(e.text)
            for e in root.xpath(f"{SETTLEMENT}/{local('ApplicableTradeTax/ApplicablePercent')}")
        ],
        "lines": [first(line, local("SpecifiedTradeProduct/Name")) for line in root.xpath(LINES)],
    }


def held(invoice):
    totals = invoice.totals
    return {
        "number": invoice.number,
        "date": invoice.issue_date,
        "seller": invoice.seller.name if invoice.seller else None,
        "buyer": invoice.buyer.name if invoice.buyer else None,
        "total": totals.with_vat if totals else None,
        "due": totals.due if totals else None,
        "rates": [part.rate for part in invoice.vat_breakdown if part.rate is not None],
        "lines": [line.item.name if line.item else None for line in invoice.lines],
    }


def test_every_value_is_what_the_document_says(documents):
    wrong = []
    for path, _, xml in documents:
        found, wanted = held(read_xml(xml)), expected(etree.fromstring(xml))
        if found != wanted:
            wrong.append((path, [k for k in wanted if wanted[k] != found[k]]))
    assert wrong == []


def test_every_leftover_stands_where_it_is_said_to_stand(documents):
    wrong = []
    for path, _, xml in documents:
        root = etree.fromstring(xml)
        names = {p: uri for p, uri in root.nsmap.items() if p}
        names |= {"rsm": etree.QName(root).namespace}
        for one in read_xml(xml).unmapped:
            if "{" in one.path:
                continue  # a foreign namespace, which has no prefix here
            found = root.xpath(one.path, namespaces=names)
            texts = [e if isinstance(e, str) else (e.text or "").strip() for e in found]
            if texts != [one.text.strip()]:
                wrong.append((path, one.path))
    assert wrong == []


def test_every_pdf_and_xml_is_read_by_the_one_reader_of_all_formats(documents):
    wrong = []
    for path, data, xml in documents:
        mixed = b"factur-x.xml" in data and path.endswith(".pdf")
        if not mixed and read(data).number != read_xml(xml).number:
            wrong.append(path)
    assert wrong == []
