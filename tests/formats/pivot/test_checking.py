"""A flow that is read piece by piece gets the verdict of the whole document."""

from __future__ import annotations

import copy

import pivot_mutants
import pytest
from lxml import etree
from pivot_documents import FLOW_STATUS, INVOICE_STATUS, MIDDLE, NEWEST, OLDEST, PIVOTS, STATUS

from chorus_sdk.errors import (
    ChorusError,
    InvalidInvoiceError,
    MalformedDocumentError,
    UnknownFormatError,
    UnsafeDocumentError,
)
from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.pivot.codes import PivotVersion
from chorus_sdk.formats.pivot.explaining import iter_schema_findings
from chorus_sdk.formats.pivot.status import read_status
from chorus_sdk.formats.pivot.stream import open_pivot


def several(text):
    """Make three units of the one that a document has, and two envelopes."""
    root = etree.fromstring(text)
    for _ in range(2):
        root[-1].append(copy.deepcopy(root[-1][0]))
    root[0].append(copy.deepcopy(root[0][0]))
    return root


@pytest.mark.parametrize(
    ("format_id", "name", "text"),
    [
        (FormatId.PIVOT, PIVOTS[-1], NEWEST),
        (FormatId.PIVOT_STATUS, STATUS, FLOW_STATUS),
        (FormatId.PIVOT_STATUS, STATUS, INVOICE_STATUS),
    ],
)
def test_units_judged_one_by_one_give_the_verdict_of_the_official_schema(
    corpus, format_id, name, text
):
    official = etree.XMLSchema(file=str(corpus / "pivot" / "xsd" / name))
    version = PivotVersion.V2_02 if format_id is FormatId.PIVOT else None
    apart, seen = [], {True: 0, False: 0}
    for label, mutant in pivot_mutants.drawn(several(text), 500, seed=3):
        data = etree.tostring(mutant, with_tail=False)
        verdict = official.validate(etree.fromstring(data))
        try:
            found = iter_schema_findings(data, format=format_id, version=version, explain=False)
            fits = next(found, None) is None
        except ChorusError:  # another root
            fits = False
        seen[verdict] += 1
        if fits is not verdict:
            apart.append(label)
    assert apart == []
    assert min(seen.values()) > 10


def broken(*changes, text=NEWEST):
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text.encode()


def test_findings_are_there_with_their_invoice_and_name_it():
    root = several(NEWEST)
    for number, unit in enumerate(root[1], 1):
        unit.find("DonneesFacture/Id").text = f"F{number}"
    root[1][1].find("DonneesFacture/Devise").text = "euro"
    root[1].set("Compteur", "three")
    with open_pivot(etree.tostring(root), validate=True) as flow:
        told = []
        for invoice in flow:
            codes = [(one.code, one.location.invoice) for one in flow.findings if one.code == "XSD"]
            told.append((invoice.invoice_number, codes))
    assert told == [("F1", []), ("F2", [("XSD", "F2")]), ("F3", [("XSD", "F2")])]
    last = flow.findings[-1]
    assert (last.code, last.location.path) == ("XSD", "/CPPFacturePivot/CPPFactures")
    (about,) = [one for one in flow.findings if one.location.invoice and one.code == "XSD"]
    assert about.location.path.endswith("CPPFacturePivotUnitaire[2]/DonneesFacture/Devise")
    assert about.location.line > 1


def test_without_the_switch_nothing_is_held_against_the_schema():
    with open_pivot(broken((">EUR<", ">eur<"))) as flow:
        list(flow)
    assert "XSD" not in {one.code for one in flow.findings}


def test_strict_makes_a_breach_fatal_where_it_is():
    root = several(NEWEST)
    root[1][2].find("DonneesFacture/Devise").text = "euro"
    with open_pivot(etree.tostring(root), validate=True, strict=False) as flow:
        assert len(list(flow)) == 3
    for unit in root.iter("Contenu"):
        unit.text = None
    seen = []
    with (
        open_pivot(etree.tostring(root), validate=True, strict=True) as flow,
        pytest.raises(InvalidInvoiceError) as caught,
    ):
        seen.extend(flow)
    assert len(seen) == 2
    assert [one.code for one in caught.value.report] == ["XSD"]


@pytest.mark.parametrize(
    ("text", "stated", "asked", "fits"),
    [
        (NEWEST, "x", True, True),
        (OLDEST, "x", True, True),
        (MIDDLE, "x", True, True),
        (NEWEST, "V2_02 (04/04/2022)", True, True),
        (NEWEST, "V1_22", True, False),
        (OLDEST, "V2_02", True, False),
        (OLDEST, "V2_02", PivotVersion.V1_20, True),
        (NEWEST, "x", PivotVersion.V1_21, False),
        (MIDDLE, "x", PivotVersion.V1_22, True),
    ],
)
def test_the_version_is_the_callers_or_the_one_stated_or_any(text, stated, asked, fits):
    data = broken(('Version="v"', f'Version="{stated}"'), text=text)
    with open_pivot(data, validate=asked) as flow:
        list(flow)
    assert ("XSD" not in {one.code for one in flow.findings}) is fits


def test_all_of_a_document_has_to_fit_one_and_the_same_version():
    root, new = etree.fromstring(OLDEST), etree.fromstring(NEWEST)
    root[1].append(new[1][0])
    found = list(iter_schema_findings(etree.tostring(root), explain=False))
    assert {one.location.path.split("/")[3] for one in found} == {"CPPFacturePivotUnitaire[2]"}


def test_a_long_attachment_does_not_hide_what_comes_after_it():
    data = broken((">AAAA<", f">{'QUJD' * 200_000}<"), ("<TypePJ>01<", "<TypePJ>1<"))
    (found,) = iter_schema_findings(data, version=PivotVersion.V2_02)
    assert (found.code, found.found, found.expected) == ("XSD-VALUE", "1", "01, 02")
    assert found.location.path.endswith("/CPPFacturePivotUnitaire[1]/PJ/TypePJ")


def test_an_explanation_says_place_line_and_what_was_expected():
    data = broken(("<Cadre>", "<Inconnu/><Cadre>"), ("<Taux>20<", "<Taux>20,0<"))
    first, second = iter_schema_findings(data)
    assert (first.code, first.found, first.expected) == ("XSD-UNEXPECTED", "Inconnu", "Cadre")
    assert (second.code, second.found) == ("XSD-VALUE", "20,0")
    assert second.location.path == (
        "/CPPFacturePivot/CPPFactures/CPPFacturePivotUnitaire[1]/DonneesFacture/TVAs/TVA/Taux"
    )
    lines = data.decode().splitlines()
    assert "<Inconnu/>" in lines[first.location.line - 1]
    assert "20,0" in lines[second.location.line - 1]


def test_explanations_are_lazy():
    broken_off = b" " * 200_000 + b"<CPPFacturePivotUnitaire>"
    data = broken((">EUR<", ">eur<")).replace(b"</CPPFactures>", broken_off)
    found = iter_schema_findings(data, explain=False)
    assert next(found).code == "XSD"
    with pytest.raises(MalformedDocumentError):
        list(found)


@pytest.mark.parametrize(
    ("source", "error"),
    [
        (b"<CPPStatut/>", UnknownFormatError),
        (b"<!DOCTYPE x><CPPFacturePivot/>", UnsafeDocumentError),
        (NEWEST.encode()[:-30], MalformedDocumentError),
    ],
)
def test_what_cannot_be_read_is_a_typed_error(source, error):
    with pytest.raises(error):
        list(iter_schema_findings(source))


def test_another_format_has_no_flow_schema():
    with pytest.raises(ValueError):
        next(iter_schema_findings(b"<Invoice/>", format=FormatId.UBL_INVOICE))


def test_a_status_flow_is_held_against_its_schema_on_demand():
    data = broken((">96<", ">89<"), text=FLOW_STATUS)
    codes = [one.code for one in read_status(data, validate=True).findings]
    assert codes == ["PIVOT-UNKNOWN-CODE", "XSD"]
    assert [one.code for one in read_status(data).findings] == ["PIVOT-UNKNOWN-CODE"]
    assert read_status(FLOW_STATUS.encode(), validate=True).findings == ()
