"""The detailed report, with the shapes that it was seen in."""

from __future__ import annotations

import pytest
from scripted import success

from chorus_sdk.errors import UnexpectedResponseError
from chorus_sdk.findings import Severity
from chorus_sdk.services.flow_values import RejectedInvoice
from chorus_sdk.services.reports import read_report

HEAD = {
    "nomFichier": "FSO1117A_CPP001_CPP0011117000000000000123",
    "codeInterfaceDepotFlux": "FSO1117A",
    "dateDepotFlux": "2026-11-23T09:12:00.000+01:00",
    "etatCourantDepotFlux": "IN_REJETE",
    "dateHeureEtatCourantFlux": "2026-11-23T09:14:31.512+01:00",
}
ERROR = {
    "numeroDP": "2026-001",
    "identifiantFournisseur": "a",
    "identifiantDestinataire": "b",
    "libelleErreurDP": "premier motif|second motif",
}


def members(**more):
    return success(**HEAD, **more).json()


@pytest.mark.parametrize("errors", [ERROR, [ERROR]])
def test_one_error_may_come_without_its_list(errors):
    report = read_report("CPP1", members(listeErreurDP=errors, listeErreurTechnique=None))
    (refused,) = report.invoice_errors
    assert (report.flow_id, report.status) == ("CPP1", "IN_REJETE")
    assert report.interface == "FSO1117A"
    assert refused.number == "2026-001"
    assert refused.reasons == ("premier motif", "second motif")
    assert report.technical_errors == ()


def test_lists_may_be_absent():
    assert len(read_report("CPP1", members()).report()) == 0


def test_a_technical_error_may_have_no_code():
    technical = [
        {"codeErreur": None, "libelleErreur": "IRRECEVABILITE", "natureErreur": "ERR_XSD"},
        {"codeErreur": "ERR_XSD_001", "libelleErreur": "cvc", "natureErreur": "ERR_XSD"},
    ]
    findings = read_report("CPP1", members(listeErreurTechnique=technical)).report().findings
    assert [f.code for f in findings] == ["ERR_XSD", "ERR_XSD_001"]
    assert findings[0].message_fr == "IRRECEVABILITE"


def test_reasons_that_were_cut_short_are_said_to_be():
    whole = RejectedInvoice(number="1", text="x" * 199)
    cut = RejectedInvoice(number="1", text="x" * 200)
    assert not whole.is_cut
    assert [f.severity for f in cut.findings()] == [Severity.ERROR, Severity.INFORMATION]


def test_an_invoice_without_a_reason_is_still_refused():
    (finding,) = RejectedInvoice(number="1").findings()
    assert finding.severity is Severity.ERROR


def test_a_report_without_a_state_is_outside_the_contract():
    with pytest.raises(UnexpectedResponseError) as caught:
        read_report("CPP1", {"codeRetour": 0})
    assert caught.value.field == "etatCourantDepotFlux"
