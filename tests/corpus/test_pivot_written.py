"""Every sample of the pivot family: valid under its schema, written back, and equal."""

from __future__ import annotations

import base64
import io
import zipfile

import pytest
from lxml import etree

from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.pivot.codes import PivotVersion
from chorus_sdk.formats.pivot.explaining import iter_schema_findings
from chorus_sdk.formats.pivot.status import read_status
from chorus_sdk.formats.pivot.status_writer import write_status
from chorus_sdk.formats.pivot.stream import open_pivot
from chorus_sdk.formats.pivot.writer import write_pivot
from chorus_sdk.formats.schemas import check_schema
from chorus_sdk.validation.layers import Layer, LayerStatus
from chorus_sdk.validation.pyramid import validate


@pytest.fixture(scope="module")
def samples(corpus):
    folder = corpus / "pivot"
    found = sorted([*folder.glob("*.xml"), *(folder / "synthetic").glob("*.xml")])
    assert found
    return found


@pytest.fixture(scope="module")
def officials(corpus):
    folder = corpus / "pivot" / "xsd"
    return {
        version: etree.XMLSchema(file=str(folder / f"CPPFacturePivot_{version.value}.xsd"))
        for version in PivotVersion
    }


def said(element):
    """Return what an element says, empty ones left out, and of a zip the file in it."""
    text = (element.text or "").strip()
    if element.tag == "Contenu" and text:
        with zipfile.ZipFile(io.BytesIO(base64.b64decode(text))) as archive:
            (entry,) = archive.infolist()
            text = archive.read(entry)
    attributes = {name: value for name, value in element.attrib.items() if name[0] != "{"}
    below = [inside for child in element.iterchildren("*") if (inside := said(child))]
    return (element.tag, attributes, text, below) if text or attributes or below else None


def test_a_pivot_written_back_says_the_same_and_is_valid_in_every_version_that_can_hold_it(
    samples, officials
):
    for path in samples:
        root = etree.parse(path).getroot()
        fitting = [version for version in PivotVersion if officials[version].validate(root)]
        assert fitting, path.name
        with open_pivot(path) as flow:
            invoices = list(flow)
            for version in fitting:
                content = write_pivot(invoices, envelope=flow.envelopes, version=version)
                again = etree.fromstring(content)
                officials[version].assertValid(again)
                root.set("Version", version.value)
                assert said(again) == said(root), (path.name, version)
            digests = [[file.sha256() for file in one.attachments] for one in invoices]
            assert flow.unmapped == ()
        with open_pivot(content) as flow:
            back = list(flow)
            assert [[file.sha256() for file in one.attachments] for one in back] == digests
        assert back == invoices
        assert flow.envelopes


def test_a_valid_sample_has_no_finding_of_the_schema_whichever_way_it_is_asked(samples):
    for path in samples:
        data = path.read_bytes()
        assert check_schema(data, FormatId.PIVOT) == ()
        assert list(iter_schema_findings(path)) == []
        with open_pivot(path, validate=True, strict=True) as flow:
            list(flow)
        assert "XSD" not in {finding.code for finding in flow.findings}
        report = validate(path)
        assert report.is_valid
        assert report.layer(Layer.SCHEMA).status is LayerStatus.PASSED
        assert report.layer(Layer.EN16931).status is LayerStatus.NOT_APPLICABLE


def test_a_status_flow_written_back_says_the_same(corpus):
    official = etree.XMLSchema(file=str(corpus / "pivot" / "xsd" / "CPPStatutPivot_V1_19.xsd"))
    valid = 0
    for path in sorted((corpus / "pivot" / "statut").glob("*.xml")):
        root = etree.parse(path).getroot()
        layer = validate(path).layer(Layer.SCHEMA)
        assert (layer.status is LayerStatus.PASSED) is official.validate(root)
        if not official.validate(root):
            continue
        valid += 1
        status = read_status(path, validate=True)
        content = write_status(status)
        assert read_status(content) == status
        again = etree.fromstring(content)
        official.assertValid(again)
        for one in (root, again):
            for instant in one.iter("Horodatage"):
                instant.text = instant.text.replace(".000", "")  # the same instant
        assert said(again) == said(root)
    assert valid == 2


def test_a_pivot_that_breaks_its_schema_is_not_valid_and_told_why(samples):
    text = samples[0].read_text(encoding="utf-8")
    data = text.replace("<Devise>EUR<", "<Devise>eur<", 1).encode()
    (finding,) = validate(data).layer(Layer.SCHEMA).findings
    assert (finding.code, finding.found) == ("XSD-VALUE", "eur")
    assert finding.location.path.endswith("/DonneesFacture/Devise")
