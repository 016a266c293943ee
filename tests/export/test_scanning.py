"""Only what is markup is taken for an invoice, wherever the pieces of the file are cut."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_sdk.export.scanning import UnsplittableError, invoice_starts

UNIT = "CPPFacturePivotUnitaire"
INVOICES = (
    f"<{UNIT}>a</{UNIT}>",
    f"<{UNIT} NumOrdre='1'><Contenu>{'QUJD' * 20}</Contenu></{UNIT} >",
    f'<{UNIT}\n\tNumOrdre="a > b / c"\n/>',
    f"<{UNIT}/>",
    f"<{UNIT}><!-- </{UNIT}> --><{UNIT}/><![CDATA[<{UNIT}>]]></{UNIT}>",
    f"<{UNIT}><{UNIT}><{UNIT}></{UNIT}></{UNIT}></{UNIT}>",
)
OTHERS = (
    f"<!-- <{UNIT}> - -> -- -->",
    f"<![CDATA[ <{UNIT}> ]] > ]]>",
    f"<?target <{UNIT}> ? > ?>",
    f"<{UNIT}s/><{UNIT}.x></{UNIT}.x>",
    f"<Autre a='!?'>{UNIT} &lt;{UNIT}> ! ? é</Autre>",
    "\n   ",
    f"<Contenu>{'QUJD' * 5000}</Contenu>",
)
PIECES = st.lists(st.sampled_from([*((p, True) for p in INVOICES), *((p, False) for p in OTHERS)]))


def offsets(text: str, window: int) -> list[int]:
    return [start.offset for start in invoice_starts(io.BytesIO(text.encode()), window=window)]


@given(PIECES, st.sampled_from([1, 2, 7, 31, 4096, 1 << 20]))
def test_each_invoice_is_found_and_nothing_else(pieces, window):
    text, expected = "<CPPFactures>", []
    for piece, is_invoice in pieces:
        if is_invoice:
            expected.append(len(text.encode()))
        text += piece
    assert offsets(f"{text}</CPPFactures>", window) == expected


@pytest.mark.parametrize("window", [1, 3, 1 << 20])
@pytest.mark.parametrize(
    "text", ["<!DOCTYPE a>", "<!", "<!ELEMENT", f"<{UNIT} a='{'x' * 9000}", f"<{UNIT} a"]
)
def test_what_is_unusual_is_not_to_be_split(text, window):
    with pytest.raises(UnsplittableError):
        offsets(f"<a>{text}", window)


@pytest.mark.parametrize("text", ["<!-- ", "<![CDATA[ ]]", "<?x ", f"</{UNIT}>"])
def test_what_is_cut_off_or_misplaced_hides_the_rest(text):
    assert offsets(f"<{UNIT}/>{text}<{UNIT}/>", 5) == [0]


@pytest.mark.parametrize("window", [1, 5, 1 << 20])
@pytest.mark.parametrize(
    ("between", "follows"),
    [
        ("", True),
        ("\n  ", True),
        (f"<!-- <{UNIT}> --> <?a b?>", True),
        ("<Autre>", False),
        ("x", False),
        ("<![CDATA[]]>", False),
        ("</CPPFactures><CPPFactures>", False),
    ],
)
def test_an_invoice_follows_another_when_nothing_stands_between(window, between, follows):
    for first in INVOICES:
        text = f"{first}{between}<{UNIT}/>".encode()
        *_, last = invoice_starts(io.BytesIO(text), window=window)
        assert last.follows is follows, first
