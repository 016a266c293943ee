"""Only fields on the list are logged; the library configures nothing."""

from __future__ import annotations

import logging

from chorus_sdk._log import LOGGED_FIELDS, log_event


def test_a_field_that_is_not_on_the_list_is_dropped(caplog):
    with caplog.at_level(logging.INFO, logger="chorus_sdk"):
        log_event(
            "http.exchange", operation="flows.deposit", body="canary", headers={"a": "canary"}
        )
    (record,) = caplog.records
    assert record.name == "chorus_sdk.http"
    assert record.fields == {"operation": "flows.deposit"}
    assert "canary" not in caplog.text


def test_nothing_that_carries_content_is_on_the_list():
    assert not LOGGED_FIELDS & {"body", "headers", "url", "payload", "content", "token", "email"}


def test_the_library_adds_no_handler_but_the_null_one():
    handlers = logging.getLogger("chorus_sdk").handlers
    assert all(isinstance(handler, logging.NullHandler) for handler in handlers)


def test_an_event_below_the_level_is_not_made(caplog):
    with caplog.at_level(logging.ERROR, logger="chorus_sdk"):
        log_event("http.exchange", operation="x")
    assert caplog.records == []
