"""The walk over what stands below one element: the hot path of reading."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from chorus_sdk._xml import Element
from chorus_sdk.formats.binding.instances import Part
from chorus_sdk.formats.binding.leaves import Claim, TakeAttributes
from chorus_sdk.formats.binding.run import Run, own_text
from chorus_sdk.invoice.provenance import EMPTY

Keep: TypeAlias = Callable[[object, Element], object]
"""Makes of a value, and of the element that it was read from, what is put into its place."""


class Plain(NamedTuple):
    """A leaf on the straight way: text or number, for a name of the part that is open.

    `within` is the part of that part to put it into, where the path has two names.
    """

    name: str
    within: str | None
    decode: Callable[[str], object] | None
    take_attributes: TakeAttributes
    careful: Claim


class Fixed(NamedTuple):
    """An element that always says the same, or one with just such an element below."""

    below: str | None
    texts: tuple[str, ...]
    careful: Claim

    def fits(self, element: Element) -> bool:
        """Tell whether an element says that, and nothing else."""
        if self.below is not None:
            if len(element) != 1 or element.items() or element.text is not None:
                return False
            element = element[0]
            if element.tag != self.below or element.tail is not None:
                return False
        return element.text in self.texts and not len(element) and not element.items()


Claims: TypeAlias = "dict[object, Claim | Plain | Fixed]"
"""What becomes of an element, by its tag."""


class Below(NamedTuple):
    """What becomes of the elements below one (*sous-éléments*).

    `find` gives the claim of a tag, `fixed` are the children that always say the same, and
    `holds_more` tells whether there are others.
    """

    find: Callable[[object, Claim], Claim | Plain | Fixed]
    fixed: tuple[str, ...]
    holds_more: bool


def walk(below: Callable[[], Below], keep: Keep | None) -> Claim:  # noqa: C901
    """Compile the walk over one element, in which a plain leaf costs no call.

    What becomes of the elements below is asked at the first walk.
    """
    known: Below | None = None

    def read(element: Element, part: Part, run: Run) -> None:  # noqa: C901, PLR0912
        nonlocal known
        if known is None:
            known = below()
        find, fixed, holds_more = known
        if items := element.items():
            run.keep_attributes(element, items)
        stray, tag, met = element.text, None, 0
        mixed = bool(stray) and not stray.isspace()  # type: ignore[union-attr]
        for child in element:
            tag = child.tag
            claim = find(tag, unclaimed)
            if isinstance(claim, Plain):
                key, within, decode, take_attributes, careful = claim
                text = (child.text or "").strip()
                place = part if within is None else part.get(within, part)
                try:
                    value = text if decode is None else decode(text)
                except ValueError:
                    value = None
                if not text or value is None or key in place or len(child):
                    careful(child, part, run)
                else:
                    if place is part and within is not None:
                        place = part[within] = {}
                    place[key] = value if keep is None else keep(value, child)
                    if items := child.items():
                        take_attributes(items, child, part, run)
            elif isinstance(claim, Fixed):
                met += 1
                if not claim.fits(child):
                    claim.careful(child, part, run)
            else:
                claim(child, part, run)
            stray = child.tail
            if stray and not stray.isspace():
                mixed = True
        if mixed:
            run.keep(element, own_text(element).strip())
        if met < len(fixed) or tag.__class__ is not str:
            run.remark_form(element, tag, fixed)
        elif holds_more and met and met == len(element):
            run.remark(element, EMPTY)

    return read


def unclaimed(element: Element, _: Part, run: Run) -> None:
    """Keep an element that no row claims."""
    run.keep_all(element)
