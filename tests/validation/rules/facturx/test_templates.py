"""A stylesheet cut into templates says what a parser finds in it."""

from __future__ import annotations

import pytest
from lxml import etree

from chorus_sdk.errors import ConfigurationError
from chorus_sdk.validation.rules.facturx.sheet import FILES, artefact_folder
from chorus_sdk.validation.rules.facturx.templates import Said, Stylesheet

XSL = "{http://www.w3.org/1999/XSL/Transform}"
SVRL = "{http://purl.oclc.org/dsdl/svrl}"
START = (
    b'<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform"'
    b' xmlns:svrl="http://purl.oclc.org/dsdl/svrl" version="2.0">'
)


@pytest.mark.parametrize("profile", FILES)
def test_the_templates_are_those_that_a_parser_finds(profile):
    path = artefact_folder() / FILES[profile]
    wanted = [
        (
            " ".join(one.get("match").split()),
            one.get("mode") or "",
            int(one.get("priority")),
            ["".join(text.itertext())[:40] for text in one.iter(f"{SVRL}text")],
        )
        for one in etree.parse(path).getroot().iterchildren(f"{XSL}template")
        if one.get("priority", "-1").isdigit()
    ]
    found = [
        (one.match, one.mode, one.priority, [said.text[:40] for said in one.said()])
        for one in Stylesheet(path.read_bytes()).templates
    ]
    assert found == wanted
    assert len(wanted) > 50


def test_references_to_characters_are_read_and_a_weight_that_is_told():
    sheet = Stylesheet(
        START + b'<xsl:template match="a[b &lt; 3]" mode="M1" priority="7"><svrl:failed-assert>'
        b'<xsl:attribute name="flag">warning</xsl:attribute><svrl:text>A &#38; B</svrl:text>'
        b"</svrl:failed-assert></xsl:template></xsl:stylesheet>"
    )
    (template,) = sheet.templates
    assert (template.match, template.mode, template.priority) == ("a[b < 3]", "M1", 7)
    assert list(template.said()) == [Said("A & B", is_warning=True)]
    assert sheet.parsed(template.content)[0].tag == f"{SVRL}failed-assert"


@pytest.mark.parametrize(
    "content", [b"<xslt/>", START + b"<![CDATA[<xsl:template>]]></xsl:stylesheet>"]
)
def test_a_sheet_that_is_written_otherwise_is_refused(content):
    with pytest.raises(ConfigurationError):
        Stylesheet(content)
