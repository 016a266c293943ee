"""The XMP packet that is written."""

from datetime import UTC, datetime

from lxml import etree

from chorus_sdk.formats.detection.xmp import XmpFacts, read_xmp
from chorus_sdk.formats.facturx.metadata import Description
from chorus_sdk.formats.facturx.xmp import facturx_packet, plain_packet

MOMENT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
FX = "{urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#}"
SCHEMA = "{http://www.aiim.org/pdfa/ns/schema#}"
PROPERTY = "{http://www.aiim.org/pdfa/ns/property#}"


def packet(**changes):
    values = {"level": "EN 16931", "file_name": "factur-x.xml", "about": None, "moment": MOMENT}
    return facturx_packet(**{**values, **changes})


def test_it_states_the_four_properties():
    root = etree.fromstring(packet())
    stated = {e.tag.removeprefix(FX): e.text for e in root.iter() if str(e.tag).startswith(FX)}
    assert stated == {
        "DocumentType": "INVOICE",
        "DocumentFileName": "factur-x.xml",
        "Version": "1.0",
        "ConformanceLevel": "EN 16931",
    }


def test_the_extension_schema_declares_what_is_stated():
    root = etree.fromstring(packet())
    assert root.findtext(f".//{SCHEMA}namespaceURI") == FX[1:-1]
    assert root.findtext(f".//{SCHEMA}prefix") == "fx"
    declared = {e.text for e in root.iter(f"{PROPERTY}name")}
    assert declared == {"DocumentType", "DocumentFileName", "Version", "ConformanceLevel"}
    assert {e.text for e in root.iter(f"{PROPERTY}category")} == {"external"}


def test_a_title_is_escaped():
    assert "a < b & c" in etree.fromstring(packet(about=Description(title="a < b & c"))).xpath(
        "string()"
    )


def test_it_is_read_back_by_detection():
    assert read_xmp(packet()) == XmpFacts(3, "B", "EN 16931", "factur-x.xml", "1.0")


def test_a_plain_packet_says_nothing_of_an_invoice():
    facts = read_xmp(plain_packet(2, "U", moment=MOMENT))
    assert facts == XmpFacts(2, "U")
