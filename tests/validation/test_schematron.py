"""The official rules, run by Saxon: the same report, and what it takes."""

from __future__ import annotations

import json
import threading

import pytest

from chorus_sdk.errors import ConfigurationError, MissingExtraError
from chorus_sdk.findings import Severity
from chorus_sdk.formats.base import FormatId, Profile
from chorus_sdk.limits import DEFAULT_LIMITS
from chorus_sdk.sandbox.samples import sample_cii, sample_facturx, sample_invoice, sample_ubl
from chorus_sdk.validation import schematron, svrl
from chorus_sdk.validation.layers import Layer, LayerStatus
from chorus_sdk.validation.places import SourcePlaces
from chorus_sdk.validation.pyramid import validate
from chorus_sdk.validation.rules.facturx.sheet import FILES, artefact_folder

REFORM = sample_invoice(framework="S1")
ANSWER = b"""<svrl:schematron-output xmlns:svrl="http://purl.oclc.org/dsdl/svrl">
<svrl:failed-assert id="BR-02" flag="fatal" location="/*:Invoice[namespace-uri()='urn:oasis:names:s\
pecification:ubl:schema:xsd:Invoice-2'][1]/*:ID[namespace-uri()='urn:oasis:names:specification:ubl:\
schema:xsd:CommonBasicComponents-2'][1]"><svrl:text>[BR-02]-A  number.</svrl:text>
</svrl:failed-assert>
<svrl:failed-assert id="FX-SCH-A-000048"><svrl:text>[BR-46]-An amount.</svrl:text>
</svrl:failed-assert>
<svrl:failed-assert id="FX-SCH-A-000027"><svrl:text>Element must occur.</svrl:text>
</svrl:failed-assert>
<svrl:successful-report flag="warning"><svrl:text>not used</svrl:text></svrl:successful-report>
<svrl:failed-assert id="X" role="information"><svrl:text>x</svrl:text></svrl:failed-assert>
<svrl:fired-rule context="/"/>
</svrl:schematron-output>"""


@pytest.fixture
def saxon():
    """The engine, where it is installed."""
    pytest.importorskip("saxonche")


def test_answers_become_findings_with_official_ids():
    places = SourcePlaces(sample_ubl(), FormatId.UBL_INVOICE)
    found = tuple(svrl.findings(ANSWER, places, DEFAULT_LIMITS))
    assert [(one.code, one.severity) for one in found] == [
        ("BR-02", Severity.ERROR),
        ("BR-46", Severity.ERROR),
        ("FX-SCH-A-000027", Severity.ERROR),
        ("FX-NOT-USED", Severity.WARNING),
        ("X", Severity.INFORMATION),
    ]
    assert found[0].message == "A number."
    assert found[0].location.path == "/Invoice/cbc:ID"
    assert found[0].location.line == places.find("number").line
    assert found[1].location is None


def test_a_text_that_states_the_id_of_another_rule_does_not_rename_it():
    answer = ANSWER.replace(b'id="BR-02"', b'id="BR-01"')
    codes = [one.code for one in svrl.findings(answer, None, DEFAULT_LIMITS)]
    assert codes[:2] == ["BR-01", "BR-46"]


def test_every_artefact_is_in_the_package():
    files = [*(sheet.file for sheet in schematron.SHEETS.values()), *FILES.values()]
    assert [file for file in files if not (artefact_folder() / file).is_file()] == []


def test_the_version_of_the_core_rules_is_the_one_that_they_state():
    sheet = schematron.SHEETS["en16931", "ubl"]
    head = (artefact_folder() / sheet.file).read_text(encoding="utf-8")[:600]
    assert f"version {sheet.version} " in head


def test_without_saxon_the_extra_is_named(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(MissingExtraError) as caught:
        validate(sample_ubl(), engine="schematron")
    assert caught.value.extra == "schematron"


def test_a_limited_address_space_is_refused_before_saxon_aborts_over_it(monkeypatch):
    resource = pytest.importorskip("resource")
    monkeypatch.setattr("importlib.util.find_spec", lambda _: object())
    monkeypatch.setattr(resource, "getrlimit", lambda _: (16 * 1000**3, 16 * 1000**3))
    with pytest.raises(ConfigurationError) as caught:
        validate(sample_ubl(), engine="schematron")
    assert caught.value.setting == "RLIMIT_AS"


@pytest.mark.slow
def test_the_report_has_the_same_layers_and_the_official_artefacts(saxon):
    report = validate(sample_ubl(REFORM), engine="schematron", buyer_is_public=True)
    assert report.engine == "schematron"
    assert tuple(one.layer for one in report.layers) == tuple(Layer)[:-1]
    assert [str(one) for one in report.layer(Layer.EN16931).artefacts] == ["EN16931-UBL 1.3.16"]
    assert [str(one) for one in report.layer(Layer.FRANCE).artefacts] == ["BR-FR-Flux2-UBL 1.4.0"]
    assert report.layer(Layer.CHORUS_PRO).status is LayerStatus.NOT_APPLICABLE
    assert report.layer(Layer.EN16931).status is LayerStatus.PASSED


@pytest.mark.slow
def test_a_breach_has_its_place_and_file(saxon):
    broken = sample_invoice(framework="S1").model_copy(update={"type_code": "999"})
    report = validate(sample_facturx(broken), engine="schematron")
    layer = report.layer(Layer.PROFILE)
    assert layer.status is LayerStatus.FAILED
    (found,) = [one for one in layer.findings if one.code == "FX-SCH-A-000555"]
    assert found.location.path == "/rsm:CrossIndustryInvoice/rsm:ExchangedDocument/ram:TypeCode"
    assert found.location.file == "factur-x.xml"
    assert found.location.line
    assert report.layer(Layer.EN16931).status is LayerStatus.NOT_APPLICABLE


@pytest.mark.slow
def test_rules_that_no_package_ships_are_skipped(saxon):
    specification = "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"
    invoice = REFORM.model_copy(update={"specification": specification})
    report = validate(sample_cii(invoice), engine="schematron")
    assert report.layer(Layer.EN16931).status is LayerStatus.SKIPPED
    assert not report.is_valid


@pytest.mark.slow
def test_an_invoice_that_is_no_document_cannot_be_judged_by_it(saxon):
    report = validate(REFORM, engine="schematron")
    assert report.layer(Layer.EN16931).status is LayerStatus.SKIPPED


@pytest.mark.slow
def test_threads_share_the_one_processor(saxon):
    verdicts, lock = [], threading.Lock()

    def work():
        report = validate(sample_ubl(REFORM), engine="schematron", rules="en16931")
        with lock:
            verdicts.append(report.is_valid)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert verdicts == [True] * 4


@pytest.mark.slow
def test_fatal_ids_are_those_that_the_corpus_was_given(saxon, corpus):
    """A sample of what the official rules said of UBL and CII files, run anew."""
    wrong, checked = [], 0
    names = {"EN16931-UBL 1.3.16", "Factur-X 1.09 EN16931"}
    rows = json.loads((corpus / "invalid" / "index.json").read_text(encoding="utf-8"))
    for row in rows[::9]:
        oracle = row.get("oracle") or {}
        name = next((one for one in oracle if one in names), None)
        if name is None or not oracle["xsd"]["ok"] or row["family"] == "facturx-pdf":
            continue
        wanted = {
            "FX-NOT-USED" if code.startswith("text:") else code for code in oracle[name]["fatal"]
        }
        report = validate(corpus / "invalid" / row["path"], engine="schematron", explain=False)
        layer = Layer.EN16931 if row["family"].startswith("ubl") else Layer.PROFILE
        if report.profile is Profile.EXTENDED_CTC_FR or not report.layer(layer).has_run:
            continue
        found = {one.code for one in report.layer(layer).findings if one.severity is Severity.ERROR}
        checked += 1
        if found != wanted:
            wrong.append((row["path"], found ^ wanted))
    assert wrong == []
    assert checked > 10
