"""Public words carry their French term."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re

import chorus_sdk
from chorus_sdk._codes import OpenCode

ITALIC = re.compile(r"\*[^*\n]{2,}\*")
PUBLIC = ("client", "config", "findings", "invoice", "services", "auth", "formats", "errors")
MACHINERY = ("formats.binding", "formats.detection", "formats.pivot.binding", "services.wire")
"""Rooms without a public name: what stands there is spoken of by developers alone."""


def public_classes():
    for info in pkgutil.walk_packages(chorus_sdk.__path__, "chorus_sdk."):
        parts = info.name.split(".")[1:]
        if parts[0] not in PUBLIC or any(part.startswith("_") for part in parts):
            continue
        if ".".join(parts).startswith(MACHINERY):
            continue
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            if inspect.isclass(value) and value.__module__ == info.name and name[0] != "_":
                yield value


def test_every_public_class_names_the_french_term():
    classes = list(public_classes())
    assert len(classes) > 100
    assert [k.__qualname__ for k in classes if not ITALIC.search(inspect.getdoc(k) or "")] == []


def test_every_public_class_is_documented():
    assert [k.__qualname__ for k in public_classes() if not inspect.getdoc(k)] == []


def test_every_code_has_a_french_label():
    for kind in public_classes():
        if issubclass(kind, OpenCode):
            for member in kind:
                assert member.label_fr, member
