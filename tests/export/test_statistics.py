"""Sums and delays are those of the flows, and the plots are pictures."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chorus_sdk.export.statistics import Sum, pivot_statistics
from chorus_sdk.export.stats_page import draw_statistics, figures, save_plots, statistics_page

NAMES = ["amounts-over-time", "amounts-by-supplier", "payment-delay", "deposit-mode"]


@pytest.fixture
def flows(tmp_path, make_flow, make_invoice):
    """Two invoices of January, one of them paid on the 15th, a credit note of February, dollars."""
    invoice = "<Type>380</Type>"
    paid = "<DateStatut>2026-01-15</DateStatut><CodeStatut>11</CodeStatut>"
    units = [
        make_invoice("F1").replace("<Type>381</Type>", invoice),
        make_invoice("F2", day="2026-01-07")
        .replace("<Type>381</Type>", invoice)
        .replace("<DateStatut>2026-01-08</DateStatut><CodeStatut>01</CodeStatut>", paid)
        .replace("<DateStatut>2026-01-08</DateStatut>\n<CodeStatut>01</CodeStatut>", paid)
        .replace("Verger &amp; Fils", "Atelier <b>".replace("<", "&lt;")),
        make_invoice("C1", day="2026-02-01").replace(">120.00<", ">50.00<"),
        make_invoice("D1").replace(">EUR<", ">USD<"),
    ]
    path = tmp_path / "f.xml"
    path.write_text(make_flow(*units), "utf-8")
    return path


def test_sums_are_exact_and_credit_notes_apart(flows):
    told = pivot_statistics(flows)
    assert (told.currency, dict(told.currencies)) == ("EUR", {"EUR": 3, "USD": 1})
    assert dict(told.months) == {
        "2026-01": Sum(count=2, invoiced=Decimal("240.00")),
        "2026-02": Sum(count=1, credited=Decimal("50.00")),
    }
    assert told.suppliers["Atelier <b>"] == Sum(count=1, invoiced=Decimal("120.00"))
    assert told.total == Sum(count=3, invoiced=Decimal("240.00"), credited=Decimal("50.00"))
    assert dict(told.modes) == {"numérisation": 4}


def test_sums_of_very_large_and_very_small_amounts_are_exact(tmp_path, make_flow, make_invoice):
    large, small = "1234567890123456789012345678.12", "0.0000000001"
    units = [
        make_invoice("C", day="0026-01-04").replace(">120.00<", f">{one}<")
        for one in (large, small)
    ]
    (tmp_path / "f.xml").write_text(make_flow(*units), "utf-8")
    told = pivot_statistics(tmp_path / "f.xml")
    whole = Decimal("1234567890123456789012345678.1200000001")
    assert told.months == {"0026-01": Sum(count=2, credited=whole)}
    assert told.total.credited == whole


def test_delays_are_counted_in_days(flows):
    told = pivot_statistics(flows)
    assert dict(told.until_received) == {-23: 1, 2: 1, 5: 2}
    assert dict(told.until_payment) == {6: 1}


def test_figures_name_what_they_count(flows):
    told = dict(figures(pivot_statistics(flows)))
    assert told["invoiced, with VAT"] == "240.00 EUR"
    assert told["in USD, not in the sums"] == "1"
    assert told["days from issue to reception, median"] == "2"
    assert told["days from reception to payment, median"] == "6"


def test_a_cut_flow_counts_as_far_as_it_goes(flows):
    flows.write_bytes(flows.read_bytes()[:-700])
    told = pivot_statistics(flows)
    assert sum(told.currencies.values()) == 3
    assert [failure.error.code for failure in told.failures] == ["document.malformed"]


def test_nothing_at_all_has_no_currency(tmp_path):
    told = pivot_statistics(tmp_path)
    assert (told.currency, told.total) == (None, Sum())
    assert dict(figures(told))["suppliers"] == "0"


def test_plots_are_pictures_and_the_page_needs_nothing_else(flows, tmp_path):
    pytest.importorskip("matplotlib", reason="the extra [plots] is not installed")
    told = pivot_statistics(flows)
    drawn = draw_statistics(told)
    assert list(drawn) == NAMES
    assert all(content.startswith(b"\x89PNG\r\n") for content in drawn.values())
    assert len(set(drawn.values())) == len(NAMES)
    paths = save_plots(told, tmp_path / "png")
    assert [path.name for path in paths] == [f"{name}.png" for name in NAMES]
    page = statistics_page(told)
    assert page.count('src="data:image/png;base64,') == len(NAMES)
    assert "http" not in page
    assert "<b>" not in page
    assert "<script" not in page


def test_plots_of_nothing_are_drawn_all_the_same(tmp_path):
    pytest.importorskip("matplotlib", reason="the extra [plots] is not installed")
    assert list(draw_statistics(pivot_statistics(tmp_path))) == NAMES


@pytest.mark.parametrize(
    "name", ["A$x_{", "$\\frac", "\u682a\u5f0f\u4f1a\u793e", "a\u202e\n\tb", "x" * 5_000]
)
def test_no_name_keeps_a_plot_from_being_drawn(tmp_path, make_flow, make_invoice, name):
    pytest.importorskip("matplotlib", reason="the extra [plots] is not installed")
    unit = make_invoice("F1").replace("Verger &amp; Fils", name)
    path = tmp_path / "f.xml"
    path.write_text(make_flow(unit.replace(">numérisation<", f">{name}<")), encoding="utf-8")
    told = pivot_statistics(path)
    assert [len(name.split()) for name in told.suppliers] == [len(name.split())]
    pictures = draw_statistics(told)
    assert [content[:4] for content in pictures.values()] == [b"\x89PNG"] * 4
