"""The XMP packet of a PDF that the library writes (*métadonnées XMP*).

Everything that PDF/A asks for beside the Factur-X properties is here: the part and level of PDF/A,
and the extension schema without which a checker refuses the four properties.
"""

from __future__ import annotations

import re
from datetime import datetime
from xml.sax.saxutils import escape

from chorus_sdk.formats.facturx.metadata import Description

NAMESPACE = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
_PRODUCER = "chorus_sdk"
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_PROPERTIES = (
    ("DocumentFileName", "Name of the embedded XML file"),
    ("DocumentType", "Kind of document: INVOICE"),
    ("Version", "Version of the Factur-X data"),
    ("ConformanceLevel", "Factur-X profile of the embedded data"),
)


def facturx_packet(
    *, level: str, file_name: str, about: Description | None = None, moment: datetime
) -> bytes:
    """Return the packet of a Factur-X in PDF/A-3B (*paquet XMP*); `moment` has its zone."""
    values = {
        "DocumentFileName": file_name,
        "DocumentType": "INVOICE",
        "Version": "1.0",
        "ConformanceLevel": level,
    }
    stated = "".join(f"<fx:{name}>{escape(values[name])}</fx:{name}>" for name, _ in _PROPERTIES)
    described = f'<rdf:Description rdf:about="" xmlns:fx="{NAMESPACE}">{stated}</rdf:Description>'
    return _packet(3, "B", about, moment, described + _extension_schema())


def plain_packet(
    part: int, conformance: str, *, about: Description | None = None, moment: datetime
) -> bytes:
    """Return the packet of a PDF/A without embedded invoice (*paquet XMP*)."""
    return _packet(part, conformance, about, moment, "")


def _packet(
    part: int, conformance: str, about: Description | None, moment: datetime, more: str
) -> bytes:
    stamp = moment.replace(microsecond=0).isoformat()
    named = _described(about or Description())
    text = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">'
        f"<pdfaid:part>{part}</pdfaid:part>"
        f"<pdfaid:conformance>{escape(conformance)}</pdfaid:conformance></rdf:Description>"
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">'
        f"{named}<xmp:CreatorTool>{_PRODUCER}</xmp:CreatorTool>"
        f"<xmp:CreateDate>{stamp}</xmp:CreateDate><xmp:ModifyDate>{stamp}</xmp:ModifyDate>"
        f"<pdf:Producer>{_PRODUCER}</pdf:Producer></rdf:Description>"
        f'{more}</rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>'
    )
    return text.encode("utf-8")


def _described(about: Description) -> str:
    """Write title, author and subject, each in the shape that Dublin Core has in XMP."""
    rows = (
        ("title", "Alt", ' xml:lang="x-default"', about.title),
        ("creator", "Seq", "", about.author),
        ("description", "Alt", ' xml:lang="x-default"', about.subject),
    )
    return "".join(
        f"<dc:{name}><rdf:{shape}><rdf:li{language}>{_escaped(text)}</rdf:li></rdf:{shape}>"
        f"</dc:{name}>"
        for name, shape, language, text in rows
        if text
    )


def _escaped(text: str) -> str:
    """Escape a text; a character that XML cannot write becomes the replacement character."""
    return escape(_UNWRITABLE.sub("\ufffd", text))


def _extension_schema() -> str:
    properties = "".join(
        '<rdf:li rdf:parseType="Resource">'
        f"<pdfaProperty:name>{name}</pdfaProperty:name>"
        "<pdfaProperty:valueType>Text</pdfaProperty:valueType>"
        "<pdfaProperty:category>external</pdfaProperty:category>"
        f"<pdfaProperty:description>{meaning}</pdfaProperty:description></rdf:li>"
        for name, meaning in _PROPERTIES
    )
    return (
        '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
        ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
        ' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
        '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
        "<pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>"
        f"<pdfaSchema:namespaceURI>{NAMESPACE}</pdfaSchema:namespaceURI>"
        "<pdfaSchema:prefix>fx</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property>"
        "</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
    )
