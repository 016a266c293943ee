"""Deposit and report: what is checked at once, what shows only later."""

from __future__ import annotations

import base64
import io

import pikepdf
import pytest

from chorus_sdk.sandbox.data import OTHER_SUPPLIER_SIRET, SUPPLIER_SIRET
from chorus_sdk.sandbox.engine import Sandbox
from chorus_sdk.sandbox.pace import Pace
from chorus_sdk.sandbox.platform import Habits
from chorus_sdk.sandbox.samples import (
    broken_facturx,
    sample_cii,
    sample_facturx,
    sample_invoice,
    sample_lot,
    sample_ubl,
)

NOT_YET = {"codeRetour": 20001, "libelle": "POQ_MSG_01.003"}


def deposit_fields(**changes):
    return {
        "fichierFlux": base64.b64encode(b"<a/>").decode(),
        "nomFichier": "a.xml",
        "syntaxeFlux": "IN_DP_E1_CII_16B",
        **changes,
    }


def numbered(*numbers: str, **changes) -> dict[str, bytes]:
    return {f"{n}.xml": sample_cii(sample_invoice(number=n, **changes)) for n in numbers}


def test_a_deposit_answers_with_a_number_and_a_plain_date(caller):
    said = caller.call("deposit", **deposit_fields(syntaxeFlux="IN_DP_E2_CII_FACTURX"))
    assert said == {
        "codeRetour": 0,
        "libelle": "TRA_MSG_00.000",
        "numeroFluxDepot": "CPP0011117000000000000001",
        "dateDepot": "2026-11-23",
        "syntaxeFlux": "IN_DP_E2_CII_FACTURX",
    }


def test_a_file_over_ten_megabytes_has_its_own_code(caller):
    big = base64.b64encode(bytes(10_000_001)).decode()
    said = caller.call("deposit", **deposit_fields(fichierFlux=big))
    assert said == {"codeRetour": 20001, "libelle": "GDP_MSG_11.022"}
    just = base64.b64encode(bytes(10_000_000)).decode()
    assert caller.call("deposit", **deposit_fields(fichierFlux=just))["codeRetour"] == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"fichierFlux": None},
        {"fichierFlux": "%%%"},
        {"fichierFlux": "é"},
        {"fichierFlux": "===="},
        {"nomFichier": ""},
        {"nomFichier": "without-extension"},
        {"nomFichier": "a" * 197 + ".xml"},
        {"syntaxeFlux": "IN_DP_E9"},
        {"syntaxeFlux": None},
    ],
)
def test_what_cannot_be_queued_is_refused_at_once(caller, changes):
    assert caller.call("deposit", **deposit_fields(**changes))["codeRetour"] != 0


def test_rubbish_is_queued_and_rejected_later_without_a_word_at_the_deposit(caller):
    flow = caller.deposit_xml(b"this is no invoice")
    assert caller.settled(flow)["etatCourantDepotFlux"] == "IN_REJETE"


def test_a_report_that_is_asked_for_too_soon_is_refused_like_an_unknown_flow(caller, sandbox):
    flow = caller.deposit_xml(sample_cii())
    assert caller.call("detailed", numeroFluxDepot=flow) == NOT_YET
    assert caller.call("report", numeroFluxDepot=flow) == NOT_YET
    assert caller.call("detailed", numeroFluxDepot="CPP0019999") == NOT_YET
    sandbox.advance(2)
    assert caller.state(flow) == "IN_DEPOT_PORTAIL_EN_ATTENTE_TRAITEMENT_SE_CPP"


def test_a_good_invoice_is_integrated(caller, sandbox):
    flow = caller.deposit_xml(sample_cii())
    seen = []
    for step in (2, 3, 5, 5, 5, 10):
        sandbox.advance(step)
        seen.append(caller.state(flow))
    assert seen == [
        "IN_DEPOT_PORTAIL_EN_ATTENTE_TRAITEMENT_SE_CPP",
        "IN_RECU",
        "IN_TRAITE_SE_CPP",
        "IN_EN_ATTENTE_TRAITEMENT_CPP",
        "IN_EN_COURS_TRAITEMENT_CPP",
        "IN_INTEGRE",
    ]


def test_the_detailed_report_has_its_own_names_and_dates(caller):
    flow = caller.deposit_xml(sample_cii())
    assert caller.settled(flow) == {
        "codeRetour": 0,
        "libelle": "TRA_MSG_00.000",
        "nomFichier": f"FSO1106A_CPP001_{flow}",
        "codeInterfaceDepotFlux": "FSO1106A",
        "dateDepotFlux": "2026-11-23T10:00:00.000+01:00",
        "etatCourantDepotFlux": "IN_INTEGRE",
        "dateHeureEtatCourantFlux": "2026-11-23T10:00:30.000+01:00",
        "listeErreurTechnique": [],
        "listeErreurDP": [],
    }


def test_the_other_report_is_a_pdf_under_other_names(caller):
    flow = caller.deposit_xml(numbered("F-1", payment_means=None)["F-1.xml"])
    caller.sandbox.advance(30)
    said = caller.call("report", numeroFluxDepot=flow)
    assert said["etatCourantFlux"] == "IN_REJETE"
    assert "etatCourantDepotFlux" not in said
    with pikepdf.open(io.BytesIO(base64.b64decode(said["fichierCR"]))) as pdf:
        content = pdf.pages[0].Contents.read_bytes()
    assert flow.encode() in content
    assert b"BT-81" in content


@pytest.mark.parametrize(
    ("make", "syntax", "interface"),
    [
        (sample_cii, "IN_DP_E1_CII_16B", "FSO1106A"),
        (sample_ubl, "IN_DP_E1_UBL_INVOICE", "FSO1100A"),
        (sample_facturx, "IN_DP_E2_CII_FACTURX", "FSO1117A"),
    ],
)
def test_each_syntax_is_integrated_over_its_interface(caller, make, syntax, interface):
    report = caller.settled(caller.deposit(make(), "facture.xml", syntax))
    assert report["etatCourantDepotFlux"] == "IN_INTEGRE"
    assert report["codeInterfaceDepotFlux"] == interface


def test_a_file_of_another_syntax_is_not_receivable(caller):
    flow = caller.deposit(sample_ubl(), "facture.xml", "IN_DP_E1_CII_16B")
    report = caller.settled(flow)
    assert report["etatCourantDepotFlux"] == "IN_REJETE"
    assert report["listeErreurTechnique"]["libelleErreur"].startswith("IRRECEVABILITE")
    assert report["listeErreurTechnique"]["codeErreur"] is None


def test_schema_errors_have_their_code_and_their_word(caller):
    broken = (
        sample_cii()
        .replace(b"</ram:ApplicableHeaderTradeDelivery>", b"")
        .replace(b"<ram:ApplicableHeaderTradeDelivery>", b"")
        .replace(b"<ram:ApplicableHeaderTradeDelivery/>", b"")
    )
    report = caller.settled(caller.deposit_xml(broken))
    assert report["etatCourantDepotFlux"] == "IN_REJETE"
    entry = report["listeErreurTechnique"]
    assert (entry["codeErreur"], entry["natureErreur"]) == ("ERR_XSD_001", "ERR_XSD")
    assert entry["libelleErreur"].startswith("IRRECEVABILITE")
    assert report["listeErreurDP"] == []


def test_the_schema_of_the_data_inside_a_facturx_counts(caller):
    xml = sample_cii().replace(b"ApplicableHeaderTradeDelivery", b"ApplicableHeaderDelivery")
    with pikepdf.open(io.BytesIO(sample_facturx())) as pdf:
        pdf.attachments["factur-x.xml"].get_file().obj.write(xml)
        out = io.BytesIO()
        pdf.save(out)
    flow = caller.deposit(out.getvalue(), "facture.pdf", "IN_DP_E2_CII_FACTURX")
    entry = caller.settled(flow)["listeErreurTechnique"]
    entry = entry[0] if isinstance(entry, list) else entry
    assert entry["codeErreur"] == "ERR_XSD_001"


def test_an_invoice_without_payment_means_is_acknowledged_and_then_lost(caller):
    flow = caller.deposit(broken_facturx(), "facture.pdf", "IN_DP_E2_CII_FACTURX")
    report = caller.settled(flow)
    assert report["etatCourantDepotFlux"] == "IN_REJETE"
    error = report["listeErreurDP"]
    assert (error["numeroDP"], error["identifiantFournisseur"]) == ("F2026-0002", SUPPLIER_SIRET)
    assert "BT-81" in error["libelleErreurDP"]
    assert caller.call("search", numeroFluxDepot=flow)["listeFactures"] == []


def test_a_facturx_that_is_no_pdf_a_3_is_acknowledged_and_then_lost(caller):
    with pikepdf.open(io.BytesIO(sample_facturx())) as pdf:
        del pdf.Root.Metadata
        out = io.BytesIO()
        pdf.save(out)
    flow = caller.deposit(out.getvalue(), "facture.pdf", "IN_DP_E2_CII_FACTURX")
    report = caller.settled(flow)
    assert report["etatCourantDepotFlux"] == "IN_REJETE"
    labels = [entry["libelleErreur"] for entry in report["listeErreurTechnique"]]
    assert len(labels) == 2
    assert all(label.startswith("IRRECEVABILITE") for label in labels)
    assert caller.call("search", numeroFluxDepot=flow)["listeFactures"] == []


def test_a_plain_pdf_is_not_a_facturx(caller):
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out)
    flow = caller.deposit(out.getvalue(), "facture.pdf", "IN_DP_E2_CII_FACTURX")
    assert caller.settled(flow)["etatCourantDepotFlux"] == "IN_REJETE"


def test_a_lot_is_integrated_in_part(caller):
    files = {**numbered("F-1", "F-2"), **numbered("F-3", payment_means=None)}
    flow = caller.deposit_xml(sample_lot(files), "lot.tar.gz")
    report = caller.settled(flow)
    assert report["etatCourantDepotFlux"] == "IN_INTEGRE_PARTIEL"
    assert report["listeErreurDP"]["numeroDP"] == "F-3"
    found = caller.call("search", numeroFluxDepot=flow)["listeFactures"]
    assert sorted(line["numeroFacture"] for line in found) == ["F-1", "F-2"]


def test_a_lot_without_a_good_invoice_is_rejected(caller):
    flow = caller.deposit_xml(sample_lot(numbered("F-1", "F-2", payment_means=None)), "lot.tar.gz")
    report = caller.settled(flow)
    assert report["etatCourantDepotFlux"] == "IN_REJETE"
    assert [error["numeroDP"] for error in report["listeErreurDP"]] == ["F-1", "F-2"]


def test_an_unreadable_file_of_a_lot_does_not_stop_the_others(caller):
    flow = caller.deposit_xml(sample_lot({**numbered("F-1"), "b.xml": b"<broken"}), "lot.tar.gz")
    report = caller.settled(flow)
    assert report["etatCourantDepotFlux"] == "IN_INTEGRE_PARTIEL"


def test_an_archive_that_leads_out_of_itself_is_rejected(caller):
    flow = caller.deposit_xml(sample_lot({"../../etc/x.xml": sample_cii()}), "lot.tar.gz")
    assert caller.settled(flow)["etatCourantDepotFlux"] == "IN_REJETE"


def test_one_error_is_an_object_and_several_are_a_list(caller):
    one = caller.settled(caller.deposit_xml(numbered("F-1", payment_means=None)["F-1.xml"]))
    assert isinstance(one["listeErreurDP"], dict)
    assert one["listeErreurTechnique"] == []


def test_one_error_can_be_a_list_too(clock, make_caller):
    with Sandbox(clock=clock, habits=Habits(lists_of_one_as_object=False)) as sandbox:
        caller = make_caller(sandbox)
        report = caller.settled(caller.deposit_xml(b"x"))
        assert len(report["listeErreurTechnique"]) == 1


def test_several_reasons_are_joined_and_cut_at_200_characters(caller):
    bad = sample_cii(
        sample_invoice(
            number="F 2026 ! with a long number",
            payment_means=None,
            framework="Z9",
            recipient="99999999999999",
        )
    )
    label = caller.settled(caller.deposit_xml(bad))["listeErreurDP"]["libelleErreurDP"]
    assert "|" in label
    assert len(label) == 200


def test_a_number_is_used_once_for_a_supplier(caller):
    first = caller.deposit_xml(sample_cii())
    assert caller.settled(first)["etatCourantDepotFlux"] == "IN_INTEGRE"
    again = caller.deposit_xml(sample_cii())
    assert caller.settled(again)["etatCourantDepotFlux"] == "IN_REJETE"
    other = sample_cii(sample_invoice(supplier=OTHER_SUPPLIER_SIRET))
    assert caller.settled(caller.deposit_xml(other))["etatCourantDepotFlux"] == "IN_INTEGRE"


def test_a_number_is_used_once_inside_a_lot(caller):
    files = {"a.xml": sample_cii(), "b.xml": sample_cii()}
    report = caller.settled(caller.deposit_xml(sample_lot(files), "lot.tar.gz"))
    assert report["etatCourantDepotFlux"] == "IN_INTEGRE_PARTIEL"


def test_a_rejected_number_may_be_used_again(caller):
    lost = caller.deposit_xml(numbered("F-1", payment_means=None)["F-1.xml"])
    assert caller.settled(lost)["etatCourantDepotFlux"] == "IN_REJETE"
    again = caller.deposit_xml(numbered("F-1")["F-1.xml"])
    assert caller.settled(again)["etatCourantDepotFlux"] == "IN_INTEGRE"


def test_the_flow_of_somebody_else_cannot_be_seen(caller, caller_of):
    flow = caller.deposit_xml(sample_cii())
    caller.sandbox.advance(30)
    assert caller_of(OTHER_SUPPLIER_SIRET).call("detailed", numeroFluxDepot=flow) == NOT_YET


@pytest.mark.parametrize(("incident", "expected"), [(False, "IN_REJETE"), (True, "IN_INCIDENTE")])
def test_the_next_flow_can_be_made_to_fail_and_the_one_after_goes_through(
    caller, sandbox, incident, expected
):
    sandbox.reject_next("Pas aujourd'hui.", incident=incident)
    lost, kept = caller.deposit_xml(sample_cii()), caller.deposit_xml(sample_cii())
    report = caller.settled(lost)
    assert report["etatCourantDepotFlux"] == expected
    assert report["listeErreurTechnique"]["libelleErreur"] == "Pas aujourd'hui."
    assert caller.state(kept) == "IN_INTEGRE"


def test_business_refusals_can_travel_as_400(clock, make_caller):
    with Sandbox(clock=clock, habits=Habits(business_errors_as_400=True)) as sandbox:
        response = make_caller(sandbox).post("detailed", {"numeroFluxDepot": "x"})
        assert response.status == 400
        assert response.json() == NOT_YET


def test_a_sandbox_can_be_in_a_hurry(clock, make_caller):
    with Sandbox(clock=clock, pace=Pace.INSTANT) as sandbox:
        caller = make_caller(sandbox)
        assert caller.state(caller.deposit_xml(sample_cii())) == "IN_INTEGRE"


def test_a_reader_that_fails_is_an_incident_and_no_5xx(caller, monkeypatch):
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("chorus_sdk.sandbox.inspection.detect", fail)
    report = caller.settled(caller.deposit_xml(sample_cii()))
    assert report["etatCourantDepotFlux"] == "IN_INCIDENTE"


def spoil(change) -> bytes:
    with pikepdf.open(io.BytesIO(sample_facturx())) as pdf:
        change(pdf)
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def with_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def with_a_foreign_font(pdf: pikepdf.Pdf) -> None:
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Courier
    )
    page = pdf.add_blank_page()
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.Contents = pdf.make_stream(b"BT /F1 12 Tf (x) Tj ET")


def without_association(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.AF


@pytest.mark.parametrize("change", [with_script, with_a_foreign_font, without_association])
def test_each_defect_of_the_container_alone_loses_the_invoice(caller, change):
    flow = caller.deposit(spoil(change), "facture.pdf", "IN_DP_E2_CII_FACTURX")
    report = caller.settled(flow)
    assert report["etatCourantDepotFlux"] == "IN_REJETE"
    assert report["listeErreurTechnique"]["natureErreur"] == "ERR_PDF"


def test_a_facturx_that_was_merely_saved_again_is_integrated(caller):
    flow = caller.deposit(spoil(lambda pdf: None), "facture.pdf", "IN_DP_E2_CII_FACTURX")
    assert caller.settled(flow)["etatCourantDepotFlux"] == "IN_INTEGRE"


@pytest.mark.parametrize(
    ("type_code", "kind"), [("380", "FACTURE"), ("381", "AVOIR"), ("386", "ACOMPTE")]
)
def test_the_kind_of_an_invoice_follows_its_type_code(caller, type_code, kind):
    invoice = sample_invoice().model_copy(update={"type_code": type_code})
    caller.settled(caller.deposit_xml(sample_cii(invoice)))
    assert caller.call("search")["listeFactures"][0]["typeFacture"] == kind
