"""What all paged lists do alike."""

from __future__ import annotations

import pytest
from scripted import refusal, success
from wire import Wire

from chorus_sdk._http.operation import Effect, Operation
from chorus_sdk.errors import RejectedRequestError
from chorus_sdk.services.quirks import WireNumber
from chorus_sdk.services.searches import search
from chorus_sdk.services.wire.codec import DomainModel
from chorus_sdk.services.wire.paging import asked_in, paged

ROW = Operation(name="things.search", path="/things", effect=Effect.READ)
ASKED = {"colour": "couleur", **asked_in("parametres")}


class Thing(DomainModel):
    id: WireNumber = None


def things(wire: Wire, *, limit: int | None = None):
    return search(
        wire.api,
        ROW,
        {"colour": "rouge"},
        ASKED,
        model=Thing,
        names={"id": "idChose"},
        at=paged("listeChoses"),
        key=lambda one: one.id,
        limit=limit,
    )


def page(number: int, *ids: int, pages: int = 2):
    paging = {"pageCourante": number, "pages": pages, "nbResultatsParPage": 2, "total": 3}
    return success(listeChoses=[{"idChose": one} for one in ids], parametresRetour=paging)


def test_pages_are_asked_for_one_by_one_while_they_are_read():
    wire = Wire.new()
    pager = things(wire)
    assert wire.sent == []
    wire.says(page(1, 1, 2), page(2, 3))
    assert [one.id for one in pager] == [1, 2, 3]
    asked = [wire.transport.sent_json(index) for index in (0, 1)]
    assert [one["parametres"]["pageResultatDemandee"] for one in asked] == [1, 2]
    assert {one["couleur"] for one in asked} == {"rouge"}


def test_a_limit_stops_before_the_next_page():
    wire = Wire.new()
    wire.says(page(1, 1, 2))
    assert [one.id for one in things(wire, limit=2)] == [1, 2]
    assert len(wire.sent) == 1


@pytest.mark.parametrize(("code", "label"), [(20000, "TRA_MSG_00.015"), (20007, "GFT_MSG_01.075")])
def test_nothing_found_is_an_empty_list(code, label):
    wire = Wire.new()
    wire.says(refusal(code, label), refusal(code, label))
    assert list(things(wire)) == []
    assert things(wire).first() is None


def test_another_refusal_is_an_error_while_it_is_read():
    wire = Wire.new()
    wire.says(refusal(20000, "GDP_MSG_11.008"))
    with pytest.raises(RejectedRequestError):
        list(things(wire))
