"""How the text and the attributes of one element are read: the leaves of a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from chorus_sdk._xml import Element
from chorus_sdk.formats.binding.instances import Part
from chorus_sdk.formats.binding.run import SECOND, Run, at, own_text, put, split_path
from chorus_sdk.formats.binding.table import Attribute, Row
from chorus_sdk.formats.binding.values import Partly
from chorus_sdk.invoice.provenance import EMPTY, REPEATED

Claim: TypeAlias = Callable[[Element, Part, Run], None]
TakeAttributes: TypeAlias = Callable[[list[tuple[str, str]], Element, Part, Run], None]

_FOREIGN = "not what this place is for"


def leaf_claim(row: Row) -> Claim:
    """Compile a leaf whose way is not straight: nested or absolute paths, echoes, bindings."""
    careful = careful_leaf(row)
    if row.echo_of is not None:
        return _echo(row, row.echo_of)
    if row.echo or not row.path or row.void or any(a.binding for a in row.attributes):
        return careful
    above, (*before, last) = split_path(row.path)
    decode, take_attributes = row.value.decode, attribute_taker(row)
    expected = _expected(row)

    def read(element: Element, part: Part, run: Run) -> None:
        text = (element.text or "").strip()
        if not text or len(element):
            return careful(element, part, run)
        try:
            value = decode(text)
        except ValueError:
            return careful(element, part, run)
        place = run.invoice if above else part
        for key in before:
            place = place.setdefault(key, {})
        if last in place or value.__class__ is Partly:
            return careful(element, part, run)
        place[last] = value
        if items := element.items():
            take_attributes(items, element, part, run)
        elif expected:
            run.remark_absent(element, expected, attribute=True)
        return None

    return read


def careful_leaf(row: Row) -> Claim:
    """Compile a leaf that looks at everything."""
    binding = tuple(a for a in row.attributes if a.binding)
    take, take_attributes, expected = _taker(row), attribute_taker(row), _expected(row)

    def read(element: Element, part: Part, run: Run) -> None:
        text = (_leaf_text(element, run) if len(element) else element.text or "").strip()
        if binding and not _is_bound(binding, element, run):
            run.keep_all(element, _FOREIGN)
        elif text and not take(text, element, part, run):
            run.keep_all(element, SECOND)
        else:
            if not text:
                run.remark(element, EMPTY)
            if items := element.items():
                take_attributes(items, element, part, run)
            elif expected:
                run.remark_absent(element, expected, attribute=True)

    return read


def _expected(row: Row) -> str:
    """Return the attribute that always says the same, such as the format of a day."""
    return next((a.name for a in row.attributes if a.expected and not a.technical), "")


def attribute_taker(row: Row) -> TakeAttributes:
    """Compile what happens with the attributes of a leaf; the common cases come first."""
    attributes = {attribute.name: _attribute(attribute) for attribute in row.attributes}
    find = attributes.get
    implied = frozenset(attribute.name for attribute in row.attributes if attribute.implied)

    def take(items: list[tuple[str, str]], element: Element, part: Part, run: Run) -> None:
        for name, content in items:
            attribute = find(name)
            if attribute is None or not attribute(content, part, run):
                run.keep_attribute(element, str(name), str(content))
            elif name in implied:
                run.remark_stated(element, name)

    first = row.attributes[0] if len(row.attributes) == 1 else None
    if first is not None and first.currency is not None:
        return _currency_taker(first, first.currency, take)
    if first is not None and first.path is not None and first.path.isidentifier():
        return _single_taker(first.name, first.path, take)
    return take


def _currency_taker(attribute: Attribute, number: int, take: TakeAttributes) -> TakeAttributes:
    """Compile for an amount that says its currency and nothing else."""

    def take_currency(items: list[tuple[str, str]], element: Element, part: Part, run: Run) -> None:
        if attribute.implied or items != run.currency_items[number]:
            take(items, element, part, run)

    return take_currency


def _single_taker(name: str, key: str, take: TakeAttributes) -> TakeAttributes:
    """Compile for one attribute that goes to a name of the part that is open."""

    def take_single(items: list[tuple[str, str]], element: Element, part: Part, run: Run) -> None:
        found, content = items[0]
        usual = len(items) == 1 and found == name and key not in part
        if usual and content and content == content.strip():
            part[key] = content
        else:
            take(items, element, part, run)

    return take_single


def _taker(row: Row) -> Callable[[str, Element, Part, Run], bool]:
    """Compile how a text is taken; False stands for a second value that is another."""
    above, keys = split_path(row.path or "")
    decode, refusal, spread, echo = row.value.decode, row.value.refusal, not row.path, row.echo
    nothing = row.void

    def take(text: str, element: Element, part: Part, run: Run) -> bool:
        if text == nothing:
            return True
        try:
            value = decode(text)
        except ValueError:
            run.keep(element, text, refusal)
            return True
        if isinstance(value, Partly):
            run.keep(element, text, value.reason)
            value = value.value
        place = run.invoice if above else part
        if spread and isinstance(value, dict):
            place.update(value)
            return True
        if echo:
            run.later.append(lambda: run.put_late(element, place, keys, value))
            return True
        if at(place, keys) == value:
            run.remark(element, REPEATED)
        return put(place, keys, value)

    return take


def _echo(row: Row, original: Row) -> Claim:
    """Compile a leaf that commonly says again what another row holds: that one is asked last."""
    again, other = careful_leaf(original._replace(when=None)), careful_leaf(row)
    above, keys = split_path(original.path or "")

    def read(element: Element, part: Part, run: Run) -> None:
        place = run.invoice if above else part

        def settle() -> None:
            known = at(place, keys)
            text = own_text(element).strip()
            same = known is None or _same(original, text, known)
            (again if same else other)(element, part, run)

        run.later.append(settle)

    return read


def _same(row: Row, text: str, known: object) -> bool:
    try:
        return row.value.decode(text) == known
    except ValueError:
        return False


def _attribute(attribute: Attribute) -> Callable[[str, Part, Run], bool]:
    if attribute.technical:
        return lambda *_: True
    if attribute.path is not None:
        above, keys = split_path(attribute.path)
        return lambda text, part, run: (
            (text := text.strip()) != "" and put(run.invoice if above else part, keys, text)
        )
    if attribute.currency is not None:
        number = attribute.currency
        return lambda text, _, run: text.strip() == run.currencies[number]
    expected = attribute.expected
    return lambda text, *_: text.strip() == expected


def _is_bound(attributes: tuple[Attribute, ...], element: Element, run: Run) -> bool:
    for attribute in attributes:
        text = element.get(attribute.name)
        wanted = (
            attribute.expected if attribute.currency is None else run.currencies[attribute.currency]
        )
        if text is None:
            run.remark_absent(element, attribute.name, attribute=True)
        elif text.strip() != wanted:
            return False
    return True


def _leaf_text(element: Element, run: Run) -> str:
    for child in element:
        run.keep_all(child)
    return own_text(element)
