"""Forms of a web page (*formulaires*), read as a browser reads them.

Hidden fields, whatever their names, go back as they came. Values are secrets: a form holds the
tokens of a session.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from chorus_sdk._secrets import Secret
from chorus_sdk.errors import UnexpectedResponseError

if TYPE_CHECKING:
    from chorus_sdk._xml import Element

_NEVER_SENT: Final = frozenset({"reset", "button", "file", "image"})
_BUTTON: Final = "submit"


@dataclass(frozen=True, kw_only=True)
class Control:
    """One control of a form (*champ*); `is_sent` says whether it goes along untouched."""

    name: str
    value: Secret[str]
    kind: str
    is_sent: bool


@dataclass(frozen=True, kw_only=True)
class Submission:
    """A form that is filled in (*envoi*): fields in the order of the page."""

    method: str
    action: Secret[str]
    fields: tuple[tuple[str, Secret[str]], ...] = field(repr=False)

    def body(self) -> Secret[bytes]:
        """Return the urlencoded fields."""
        return Secret(urlencode([(name, value.reveal()) for name, value in self.fields]).encode())


@dataclass(frozen=True, kw_only=True)
class Form:
    """One form (*formulaire*); `action` is as the page writes it, empty for the page itself."""

    element_id: str
    action: Secret[str]
    method: str
    encoding: str
    controls: tuple[Control, ...]

    @property
    def names(self) -> frozenset[str]:
        """Names of the controls that can be filled in or sent."""
        return frozenset(control.name for control in self.controls)

    def fill(self, values: Mapping[str, Secret[str]], *, button: str | None = None) -> Submission:
        """Fill in the named fields and press a button: the first one, or the one named.

        Raises:
            UnexpectedResponseError: a field is missing, or the form would put what was typed
                into an address, or wants another encoding than the usual one.
        """
        for name in (*values, *([button] if button else [])):
            if name not in self.names:
                raise UnexpectedResponseError("The form has no such field.", field=name)
        if self.encoding != "application/x-www-form-urlencoded":
            raise UnexpectedResponseError("The form wants an unusual encoding.", field="enctype")
        if self.method != "POST":
            raise UnexpectedResponseError(
                "The form would put what is typed into an address.", field="method"
            )
        return Submission(
            method=self.method, action=self.action, fields=self._fields(values, button)
        )

    def _fields(
        self, values: Mapping[str, Secret[str]], button: str | None
    ) -> tuple[tuple[str, Secret[str]], ...]:
        buttons = [c.name for c in self.controls if c.kind == _BUTTON]
        pressed = button or next(iter(buttons), None)
        sent: list[tuple[str, Secret[str]]] = []
        for control in self.controls:
            if control.kind == _BUTTON:
                if control.name == pressed:
                    sent.append((control.name, control.value))
                    pressed = None
            elif control.name in values:
                sent.append((control.name, values[control.name]))
            elif control.is_sent:
                sent.append((control.name, control.value))
        return tuple(sent)


def read_forms(root: Element) -> tuple[Form, ...]:
    """Read every form below `root`; a form inside another one is part of the outer one.

    Controls elsewhere that name their form with `form="…"` belong to it.
    """
    outer = (e for e in root.iter("form") if next(e.iterancestors("form"), None) is None)
    return tuple(_read_form(element, _own_controls(element, root)) for element in outer)


def _own_controls(form: Element, root: Element) -> list[Element]:
    name = form.get("id") or ""
    own = [e for e in form.iter(*_TAGS) if e.get("form") in {None, name}]
    if name:
        inside = set(form.iter(*_TAGS))
        own += [e for e in root.iter(*_TAGS) if e.get("form") == name and e not in inside]
    return own


_TAGS: Final = ("input", "select", "textarea", "button")


def _read_form(form: Element, controls: list[Element]) -> Form:
    return Form(
        element_id=form.get("id") or "",
        action=Secret((form.get("action") or "").strip()),
        method=(form.get("method") or "get").strip().upper(),
        encoding=(form.get("enctype") or "application/x-www-form-urlencoded").strip().lower(),
        controls=tuple(_read_control(e) for e in controls if e.get("name") and not _is_disabled(e)),
    )


def _read_control(element: Element) -> Control:
    tag = str(element.tag)
    default = {"input": "text", "button": _BUTTON}.get(tag, tag)
    kind = (element.get("type") or default).strip().lower() if tag != "select" else tag
    checked = kind not in {"checkbox", "radio"} or element.get("checked") is not None
    return Control(
        name=element.get("name") or "",
        value=_value(element, tag, kind),
        kind=kind,
        is_sent=checked and kind not in _NEVER_SENT,
    )


def _value(element: Element, tag: str, kind: str) -> Secret[str]:
    if tag == "textarea":
        return Secret("".join(str(t) for t in element.itertext()))
    if tag == "select":
        options = list(element.iter("option"))
        chosen = [o for o in options if o.get("selected") is not None] or options[:1]
        return Secret(_option(chosen[0]) if chosen else "")
    return Secret(element.get("value") or ("on" if kind in {"checkbox", "radio"} else ""))


def _option(element: Element) -> str:
    said = element.get("value")
    return said if said is not None else "".join(str(t) for t in element.itertext()).strip()


def _is_disabled(element: Element) -> bool:
    if element.get("disabled") is not None:
        return True
    return any(e.get("disabled") is not None for e in element.iterancestors("fieldset"))
