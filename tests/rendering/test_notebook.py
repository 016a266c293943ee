"""The extension of IPython, against a shell that keeps formatters as IPython does."""

from __future__ import annotations

import html
from collections.abc import Callable

import pytest

from chorus_sdk.invoice import Invoice, Party
from chorus_sdk.rendering.html import render_html
from chorus_sdk.rendering.notebook import (
    framed,
    load_ipython_extension,
    unload_ipython_extension,
)

INVOICE = Invoice(number="F-1", seller=Party(name='"><script>'))


class Formatter:
    def __init__(self) -> None:
        self.kept: dict[type, Callable[[Invoice], str]] = {}

    def for_type(self, typ: type, func: Callable[[Invoice], str]) -> None:
        self.kept[typ] = func

    def pop(self, typ: type, default: None) -> object:
        return self.kept.pop(typ, default)


class Shell:
    def __init__(self) -> None:
        self.formatters = {"text/html": Formatter()}

    @property
    def display_formatter(self) -> Shell:
        return self


def test_the_extension_shows_whole_pages_until_it_is_unloaded() -> None:
    shell = Shell()
    load_ipython_extension(shell)
    kept = shell.formatters["text/html"].kept
    assert html.escape(render_html(INVOICE)) in kept[Invoice](INVOICE)
    unload_ipython_extension(shell)
    unload_ipython_extension(shell)
    assert kept == {}


def test_the_page_stands_in_a_frame_that_may_do_nothing() -> None:
    frame = framed(INVOICE, language="en")
    assert frame.startswith('<iframe sandbox="" title="Invoice F-1"')
    assert frame.count("<") == 2
    assert "<script" not in frame


def test_another_language_is_a_mistake() -> None:
    with pytest.raises(ValueError):
        framed(INVOICE, language="de")
