"""What is implausible stands beside the official findings and never changes a status."""

from __future__ import annotations

from decimal import Decimal

import pytest
from changed import invoice_with

from chorus_sdk.formats.base import FormatId, Profile
from chorus_sdk.formats.cii import writer as cii_writer
from chorus_sdk.formats.composition import compose
from chorus_sdk.formats.ubl import writer as ubl_writer
from chorus_sdk.sandbox.samples import sample_invoice
from chorus_sdk.validation import registry
from chorus_sdk.validation.layers import Layer, LayerStatus
from chorus_sdk.validation.pyramid import validate

CORE = "urn:cen.eu:en16931:2017"
EXTENDED = f"{CORE}#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr"
ODD = {"seller.vat_identifier": "FR00404833048"}


def implausible(report):
    return {
        one.layer
        for one in report.layers
        for finding in one.findings
        if finding.code.startswith("PLAUS-VAT-NUMBER")
    }


def written(specification, changes, syntax=FormatId.UBL_INVOICE):
    sample = sample_invoice(framework="M1")
    invoice = invoice_with(sample, {"specification": specification, **changes})
    if syntax is FormatId.UBL_INVOICE:
        return ubl_writer.compose(invoice, syntax).content
    return cii_writer.compose(invoice).content


@pytest.mark.parametrize(
    ("specification", "layer"), [(CORE, Layer.EN16931), (EXTENDED, Layer.PROFILE)]
)
@pytest.mark.parametrize("syntax", [FormatId.UBL_INVOICE, FormatId.CII_INVOICE])
def test_it_is_said_once_in_the_layer_of_the_core(specification, layer, syntax):
    right = validate(written(specification, {}, syntax))
    odd = validate(written(specification, ODD, syntax))
    assert implausible(right) == set()
    assert implausible(odd) == {layer}
    assert [one.status for one in odd.layers] == [one.status for one in right.layers]
    assert odd.layer(layer).status is LayerStatus.PASSED
    assert odd.layer(layer).artefacts == right.layer(layer).artefacts


def test_a_profile_below_the_core_is_looked_at_too():
    invoice = invoice_with(sample_invoice(framework="M1"), ODD)
    data = compose(invoice, FormatId.CII_INVOICE, Profile.MINIMUM).content
    report = validate(data)
    assert report.layer(Layer.EN16931).status is LayerStatus.NOT_APPLICABLE
    assert report.layer(Layer.PROFILE).has_run
    assert implausible(report) == {Layer.PROFILE}


def test_where_the_schema_is_broken_nothing_is_said():
    broken = (
        written(CORE, ODD)
        .replace(b"<cbc:ID>", b"<cbc:Id>", 1)
        .replace(b"</cbc:ID>", b"</cbc:Id>", 1)
    )
    assert implausible(validate(broken)) == set()


def test_only_what_is_asked_for_is_said():
    data = written(CORE, {**ODD, "lines[0].net_amount": Decimal("1.00")})
    assert implausible(validate(data, rules="en16931")) == set()
    assert implausible(validate(data, rules=registry.PLAUSIBILITY)) == {Layer.CUSTOM}


def test_the_line_is_told_where_words_are_wanted():
    data = written(CORE, ODD)
    (told,) = (one for one in validate(data).findings if one.code == "PLAUS-VAT-NUMBER")
    (short,) = (
        one for one in validate(data, explain=False).findings if one.code == "PLAUS-VAT-NUMBER"
    )
    assert told.location.line == 2  # the first is the XML declaration
    assert told.location.path.startswith("/Invoice/")
    assert short.location.line is None
    assert short.location.field == told.location.field == "seller.vat_identifier"
