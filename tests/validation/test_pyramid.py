"""All layers on one invoice: which apply, which run, and what the whole amounts to."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pikepdf
import pytest

from chorus_sdk._clock import ManualClock
from chorus_sdk.errors import InvalidInvoiceError, LimitExceededError
from chorus_sdk.findings import Severity
from chorus_sdk.formats.base import FormatId, Profile
from chorus_sdk.formats.profiles import GUIDELINES
from chorus_sdk.invoice.model import Note
from chorus_sdk.invoice.parties import Address
from chorus_sdk.limits import Limits
from chorus_sdk.sandbox.samples import (
    broken_facturx,
    sample_cii,
    sample_facturx,
    sample_invoice,
    sample_ubl,
)
from chorus_sdk.validation.layers import Layer, LayerStatus
from chorus_sdk.validation.pyramid import is_valid, iter_findings, validate
from chorus_sdk.validation.rules.base import Breach, RuleSet, rule

RAN = (LayerStatus.PASSED, LayerStatus.FAILED)
ELSEWHERE = LayerStatus.NOT_APPLICABLE
DAY = date(2026, 11, 23)


@rule("HOUSE-1", "BT-1", en="Numbers start with an F.", fr="Les numéros commencent par F.")
def starts_with_f(subject):
    if not (subject.invoice.number or "").startswith("F"):
        yield Breach("number", found=subject.invoice.number, expected="F…")


@rule("HOUSE-2", "BT-131", en="Lines are dear.", fr="Lignes.", severity=Severity.WARNING)
def lines_are_dear(subject):
    for number, line in enumerate(subject.invoice.lines):
        if line.net_amount is not None and line.net_amount < 50:
            yield Breach(f"lines[{number}].net_amount", found=str(line.net_amount))


HOUSE = RuleSet(
    name="house",
    version="7",
    rules=(starts_with_f, lines_are_dear),
    in_force_from=date(2026, 1, 1),
)


def statuses(report) -> dict[Layer, LayerStatus]:
    return {one.layer: one.status for one in report.layers}


def german(**more):
    invoice = sample_invoice(framework="S1")
    seller = invoice.seller.model_copy(
        update={
            "address": Address(country="DE", city="Köln", post_code="50667"),
            "vat_identifier": "DE123456789",
            "legal_registration": None,
        }
    )
    return invoice.model_copy(update={"seller": seller, "business_process": None, **more})


def reform(*, public: bool = False):
    invoice = sample_invoice(framework="S1")
    notes = (*invoice.notes, *((Note(subject="ADN", text="B2G"),) if public else ()))
    return invoice.model_copy(update={"notes": notes})


def test_layers_come_in_their_order():
    report = validate(sample_ubl(), rules=HOUSE, on_day=DAY)
    assert tuple(one.layer for one in report.layers) == tuple(Layer)
    assert (report.format, report.profile) == (FormatId.UBL_INVOICE, Profile.EN16931)
    assert (report.engine, report.on_day) == ("native", DAY)


def test_rules_of_ones_own_are_held_against_after_the_first_layers():
    report = validate(sample_ubl(sample_invoice(number="X-1")), rules=HOUSE)
    found = statuses(report)
    assert found[Layer.WELL_FORMED] is found[Layer.SCHEMA] is LayerStatus.PASSED
    assert found[Layer.CUSTOM] is LayerStatus.FAILED
    assert found[Layer.EN16931] is found[Layer.CHORUS_PRO] is ELSEWHERE
    assert [one.code for one in report.errors] == ["HOUSE-1"]
    (artefact,) = report.layer(Layer.CUSTOM).artefacts
    assert (artefact.name, artefact.version) == ("house", "7")


def test_findings_say_where_in_the_document_they_stand():
    report = validate(sample_ubl(), rules=HOUSE)
    (warning,) = report.findings
    place = warning.location
    assert place.path == "/Invoice/cac:InvoiceLine[2]/cbc:LineExtensionAmount"
    assert (place.field, place.term) == ("lines[1].net_amount", "BT-131")
    assert place.line
    assert report.is_valid  # a warning is none


def test_findings_inside_a_pdf_name_the_file_there():
    (warning,) = validate(sample_facturx(), rules=HOUSE).layer(Layer.CUSTOM).findings
    assert warning.location.file == "factur-x.xml"
    assert warning.location.path.endswith("/ram:LineTotalAmount")


def test_an_invoice_that_is_no_document_has_places_in_the_model():
    report = validate(sample_invoice(number="X-1"), rules=HOUSE)
    assert report.subject == "X-1"
    assert statuses(report)[Layer.SCHEMA] is ELSEWHERE
    error = report.errors[0]
    assert (error.location.field, error.location.path) == ("number", None)


@pytest.mark.parametrize(
    ("day", "status"),
    [(date(2025, 12, 31), ELSEWHERE), (date(2026, 1, 1), LayerStatus.PASSED)],
)
def test_rules_that_are_not_in_force_do_not_apply(day, status):
    report = validate(sample_ubl(), rules=HOUSE, on_day=day)
    assert statuses(report)[Layer.CUSTOM] is status


def test_the_day_is_today_unless_told():
    clock = ManualClock(datetime(2025, 6, 1, 12, tzinfo=UTC))
    assert validate(sample_ubl(), rules=HOUSE, clock=clock).on_day == date(2025, 6, 1)


def test_the_clock_times_layers():
    class Ticking(ManualClock):
        def monotonic(self):
            self.advance(0.25)
            return super().monotonic()

    report = validate(sample_ubl(), rules=HOUSE, clock=Ticking())
    assert report.layer(Layer.SCHEMA).duration == 0.25
    assert report == validate(sample_ubl(), rules=HOUSE, on_day=report.on_day)


BROKEN = (
    (b"<Invoice", "document.malformed"),
    (b"<!DOCTYPE a><a/>", "document.unsafe"),
    (b"\x00\x01\x02", "document.unknown_format"),
    (b"", "document.unknown_format"),
    (b'<CPPStatut xmlns="x"/>', "document.unknown_format"),
)


@pytest.mark.parametrize(("data", "code"), BROKEN)
def test_what_cannot_be_read_is_a_finding_and_all_else_is_skipped(data, code):
    report = validate(data)
    assert [one.code for one in report.findings] == [code]
    assert report.findings[0].message_fr
    assert not report.is_valid
    assert not report.is_readable
    assert statuses(report)[Layer.SCHEMA] is LayerStatus.SKIPPED
    assert statuses(report)[Layer.EN16931] is LayerStatus.SKIPPED


def test_a_pdf_without_invoice_is_not_readable():
    report = validate(broken_facturx())
    assert not report.is_readable or report.errors


def test_after_a_broken_schema_rules_are_skipped():
    data = sample_ubl().replace(b"<cbc:IssueDate>", b"<cbc:Nothing>x</cbc:Nothing><cbc:IssueDate>")
    for rules in (None, HOUSE):
        report = validate(data, rules=rules, explain=False)
        found = statuses(report)
        assert found[Layer.SCHEMA] is LayerStatus.FAILED
        later = [one for one in report.layers if one.layer in (Layer.EN16931, Layer.CUSTOM)]
        assert LayerStatus.SKIPPED in {one.status for one in later}
        assert not report.is_valid
        assert report.is_readable
    assert report.findings[0].location.line


def test_a_broken_schema_is_put_into_words_on_demand():
    data = sample_cii().replace(b"<ram:TypeCode>380", b"<ram:Nothing/><ram:TypeCode>380", 1)
    explained = validate(data, rules=HOUSE).layer(Layer.SCHEMA).findings
    plain = validate(data, rules=HOUSE, explain=False).layer(Layer.SCHEMA).findings
    assert all(one.code.startswith("XSD-") for one in explained)
    assert {one.code for one in plain} == {"XSD"}
    assert all(one.message_fr for one in explained)


@pytest.mark.parametrize(
    ("invoice", "france", "chorus_pro"),
    [
        (german(), False, False),
        (reform(), True, False),
        (reform(public=True), True, True),
        (sample_invoice(framework="A1"), False, True),  # Chorus Pro's historic road
        (sample_invoice(framework="").model_copy(update={"business_process": None}), True, False),
    ],
)
def test_french_and_chorus_pro_rules_apply_by_what_the_invoice_says(invoice, france, chorus_pro):
    found = statuses(validate(sample_ubl(invoice), on_day=DAY))
    assert (found[Layer.FRANCE] is not ELSEWHERE) is france
    assert (found[Layer.CHORUS_PRO] is not ELSEWHERE) is chorus_pro
    assert found[Layer.EN16931] in RAN


def test_the_caller_may_know_that_the_buyer_is_public():
    found = statuses(validate(sample_ubl(reform()), buyer_is_public=True, on_day=DAY))
    assert found[Layer.CHORUS_PRO] in RAN


def test_the_road_decides_which_rules_of_chorus_pro_hold():
    def artefact(invoice):
        report = validate(sample_ubl(invoice), rules="chorus-pro", on_day=DAY)
        return report.layer(Layer.CHORUS_PRO).artefacts[0].name

    assert artefact(sample_invoice(framework="A9")) != artefact(reform())


def test_french_rules_are_not_in_force_before_september_2026():
    found = statuses(validate(sample_ubl(reform()), on_day=date(2026, 8, 31)))
    assert found[Layer.FRANCE] is ELSEWHERE


@pytest.mark.parametrize(
    ("profile", "en16931", "profile_layer"),
    [
        (Profile.MINIMUM, False, True),
        (Profile.BASIC_WL, False, True),
        (Profile.BASIC, False, True),
        (Profile.EN16931, True, True),
        (Profile.EXTENDED, False, True),
        (Profile.XRECHNUNG, True, False),
        (Profile.PEPPOL_BIS_3, True, False),
    ],
)
def test_the_profile_decides_which_of_the_two_core_layers_hold(profile, en16931, profile_layer):
    invoice = german(specification=GUIDELINES[profile])
    found = statuses(validate(sample_cii(invoice), on_day=DAY))
    assert (found[Layer.EN16931] is not ELSEWHERE) is en16931
    assert (found[Layer.PROFILE] is not ELSEWHERE) is profile_layer


def test_ubl_knows_no_profile_of_factur_x():
    invoice = german(specification=GUIDELINES[Profile.EXTENDED])
    found = statuses(validate(sample_ubl(invoice), on_day=DAY))
    assert (found[Layer.EN16931] in RAN, found[Layer.PROFILE]) == (True, ELSEWHERE)


def test_the_profile_is_held_to_its_own_schema_and_structure():
    invoice = german(specification=GUIDELINES[Profile.BASIC])
    data = sample_cii(invoice)
    assert statuses(validate(data, on_day=DAY))[Layer.SCHEMA] is LayerStatus.PASSED
    note = b"<ram:GrandTotalAmount>"
    more = data.replace(note, b"<ram:RoundingAmount>0.00</ram:RoundingAmount>" + note, 1)
    report = validate(more, on_day=DAY, explain=False)
    assert report.layer(Layer.SCHEMA).status is LayerStatus.PASSED
    assert "XSD" in {one.code for one in report.layer(Layer.PROFILE).findings}


def test_a_profile_that_there_is_not_is_an_error():
    data = sample_cii(german(specification="urn:factur-x.eu:2p0:ultimate"))
    report = validate(data, on_day=DAY)
    assert [one.code for one in report.layer(Layer.PROFILE).findings] == ["FX-PROFILE"]
    assert report.layer(Layer.PROFILE).findings[0].location.line


def test_a_container_that_breaks_factur_x_is_not_valid(corpus):
    for name, code in (
        ("syn__pdf-fx-no-AF.pdf", "FX-ASSOCIATED"),
        ("syn__pdf-fx-rel-unspecified.pdf", "FX-RELATIONSHIP"),
        ("syn__pdf-fx-no-xmp.pdf", "FX-PDFA"),
        ("syn__pdf-fx-name-upper.pdf", "FX-NAME"),
        ("syn__pdf-fx-encrypted-owner.pdf", "FX-ENCRYPTED"),
    ):
        layer = validate(corpus / "invalid" / name).layer(Layer.CONTAINER)
        errors = {one.code for one in layer.findings if one.severity is Severity.ERROR}
        assert code in errors
        assert layer.status is LayerStatus.FAILED


def test_the_three_verbs_agree():
    for data in (sample_ubl(), sample_ubl(sample_invoice(number="X-1")), b"junk"):
        report = validate(data, rules=HOUSE)
        assert is_valid(data, rules=HOUSE) is report.is_valid
        assert tuple(iter_findings(data, rules=HOUSE)) == report.findings
        if not report.is_valid:
            with pytest.raises(InvalidInvoiceError):
                report.raise_if_invalid()


def test_paths_streams_and_bytes_are_the_same_document(tmp_path):
    path = tmp_path / "facture.xml"
    path.write_bytes(sample_ubl())
    by_path = validate(path, rules=HOUSE)
    assert by_path.subject == "facture.xml"
    for source in (path.read_bytes(), io.BytesIO(path.read_bytes())):
        assert validate(source, rules=HOUSE).layers == by_path.layers


def test_mistakes_of_the_caller_are_raised(tmp_path):
    with pytest.raises(FileNotFoundError):
        validate(tmp_path / "absent.xml")
    with pytest.raises(ValueError, match="nothing"):
        validate(sample_ubl(), rules="nothing")
    with pytest.raises(ValueError, match="steam"):
        validate(sample_ubl(), engine="steam")
    with pytest.raises(TypeError):
        validate(sample_ubl(), rules=[7])
    with pytest.raises(ValueError, match="schematron"):
        validate(sample_ubl(), rules=HOUSE, engine="schematron")
    with pytest.raises(LimitExceededError):
        validate(sample_ubl(), limits=Limits(document_bytes=10))


def test_verdicts_equal_the_official_ones_on_what_the_rules_can_see(corpus, corpus_index):
    """Every valid document of the corpus passes the first layers; every wrong schema is seen."""
    wrong, checked = [], 0
    for row in corpus_index:
        if (
            row["family"] not in ("ubl-invoice", "ubl-creditnote", "cii")
            or row["expected"] != "valid"
        ):
            continue
        checked += 1
        report = validate(corpus / row["path"], rules=HOUSE, explain=False)
        if report.layer(Layer.SCHEMA).status is not LayerStatus.PASSED:
            wrong.append(row["path"])
    assert wrong == []
    assert checked > 400


def test_amounts_are_shown_exactly():
    invoice = sample_invoice()
    line = invoice.lines[1].model_copy(update={"net_amount": Decimal("10.10")})
    invoice = invoice.model_copy(update={"lines": (line,)})
    (warning,) = validate(invoice, rules=HOUSE).findings
    assert warning.found == "10.10"


def test_data_in_the_wrong_place_of_a_pdf_are_judged_and_their_place_is_an_error():
    pdf = pikepdf.open(io.BytesIO(sample_facturx()))
    del pdf.Root.Names
    out = io.BytesIO()
    pdf.save(out)
    report = validate(out.getvalue())
    assert (report.format, report.profile) == (FormatId.PDF, Profile.EN16931)
    container = report.layer(Layer.CONTAINER)
    assert container.status is LayerStatus.FAILED
    assert [(one.code, one.severity) for one in container.findings] == [
        ("FX-NAME-TREE", Severity.ERROR)
    ]
    assert all(report.layer(one).has_run for one in (Layer.SCHEMA, Layer.EN16931, Layer.PROFILE))
