"""What the rule sets for Chorus Pro are called, and since when they hold."""

from __future__ import annotations

from datetime import date

from chorus_sdk.validation.rules.chorus import CHORUS_PRO, CHORUS_PRO_HISTORIC


def test_the_rules_for_public_buyers_hold_since_the_reform() -> None:
    assert (CHORUS_PRO.name, CHORUS_PRO.version) == ("chorus-pro", "1.4.0")
    assert not CHORUS_PRO.is_in_force(date(2026, 8, 31))
    assert CHORUS_PRO.is_in_force(date(2026, 9, 1))
    assert CHORUS_PRO.is_in_force(date(2036, 1, 1))


def test_the_historic_rules_are_called_so_and_hold_on_any_day() -> None:
    names = (CHORUS_PRO_HISTORIC.name, CHORUS_PRO_HISTORIC.version)
    assert names == ("chorus-pro-historic", "2026-09")
    assert CHORUS_PRO_HISTORIC.is_in_force(date(2017, 1, 1))
    assert not CHORUS_PRO_HISTORIC.ids & CHORUS_PRO.ids
