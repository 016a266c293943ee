"""A code list as data: values, labels in two languages, and where it comes from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Self


@dataclass(frozen=True, kw_only=True)
class Code:
    """One value of a code list (*code*), with what it means in English and in French.

    A value that the list does not hold keeps its text for a label, and `is_known` is False.
    """

    value: str
    label_en: str
    label_fr: str
    is_known: bool = True

    def label(self, language: str) -> str:
        """Return the label in `fr` or, for every other language, in English."""
        return self.label_fr if language == "fr" else self.label_en

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, kw_only=True)
class _Content:
    label_en: str
    label_fr: str
    terms: str
    source: str
    complete: bool
    codes: Mapping[str, tuple[str, str]] = field(repr=False)


class CodeList:
    """An open code list (*liste de codes*): an unknown value is answered for, never refused.

    A list is read from its data at first use. `complete` is False for a labelled selection of a
    list that is too long to translate: `chorus_sdk.formats.codelists.whole` adds the rest.

    Example:
        >>> from chorus_sdk.invoice.codes import INVOICE_TYPE
        >>> INVOICE_TYPE["381"].label_fr, "381" in INVOICE_TYPE, INVOICE_TYPE["X"].is_known
        ('Avoir', True, False)
    """

    def __init__(self, name: str, content: _Content | None = None) -> None:
        self.name = name
        self._given = content

    @classmethod
    def of(cls, name: str, *, source: str) -> Self:
        """Return an empty list of a source: every value is its own label."""
        bare = _Content(
            label_en=name, label_fr=name, terms="", source=source, complete=False, codes={}
        )
        return cls(name, bare)

    @cached_property
    def _content(self) -> _Content:
        return self._given or _load(self.name)

    @property
    def label_en(self) -> str:
        """What the list is called in English."""
        return self._content.label_en

    @property
    def label_fr(self) -> str:
        """What the list is called in French."""
        return self._content.label_fr

    @property
    def terms(self) -> str:
        """The business terms that use it, such as `BT-3`."""
        return self._content.terms

    @property
    def source(self) -> str:
        """The standard that the values come from; the French labels are this library's own."""
        return self._content.source

    @property
    def complete(self) -> bool:
        """True when every value of the source stands here."""
        return self._content.complete

    def with_values(self, values: tuple[str, ...]) -> Self:
        """Return the whole list: these values, with the labels that are known."""
        here = self._content
        codes = {value: here.codes.get(value, (value, value)) for value in values}
        more = _Content(
            label_en=here.label_en,
            label_fr=here.label_fr,
            terms=here.terms,
            source=here.source,
            complete=True,
            codes=codes,
        )
        return type(self)(self.name, more)

    def __getitem__(self, value: str) -> Code:
        labels = self._content.codes.get(value)
        english, french = labels or (value, value)
        return Code(
            value=value, label_en=english, label_fr=french, is_known=value in self._content.codes
        )

    def __contains__(self, value: object) -> bool:
        text = value.value if isinstance(value, Code) else value
        return text in self._content.codes

    def __iter__(self) -> Iterator[Code]:
        return (self[value] for value in self._content.codes)

    def __len__(self) -> int:
        return len(self._content.codes)

    def __repr__(self) -> str:
        return f"CodeList({self.name!r})"


def _load(name: str) -> _Content:
    text = (Path(__file__).parent / "data" / f"{name}.json").read_text("utf-8")
    data = json.loads(text)
    codes = {value: (english, french) for value, (english, french) in data.pop("codes").items()}
    return _Content(codes=codes, **data)
