"""The one door to XML: every parser of the library is made here.

No DOCTYPE, no entity, no network, bounded bytes, depth and text; errors of lxml are translated.
What reads web pages is loaded for the first of them.
"""

from typing import TYPE_CHECKING

from chorus_sdk._xml.elements import (
    Element,
    local_name,
    new_element,
    path_of,
    sub_element,
    to_bytes,
)
from chorus_sdk._xml.head import RootInfo, sniff
from chorus_sdk._xml.pulling import UnitPuller
from chorus_sdk._xml.refusals import is_ascii_based, is_utf8
from chorus_sdk._xml.schema import Schema, SchemaError, without_annotations
from chorus_sdk._xml.streaming import Feeder, StreamTarget, check_element, stream
from chorus_sdk._xml.tree import parse
from chorus_sdk._xml.xpath import Query

if TYPE_CHECKING:
    from chorus_sdk._xml.html import parse_html

__all__ = [
    "Element",
    "Feeder",
    "Query",
    "RootInfo",
    "Schema",
    "SchemaError",
    "StreamTarget",
    "UnitPuller",
    "check_element",
    "is_ascii_based",
    "is_utf8",
    "local_name",
    "new_element",
    "parse",
    "parse_html",
    "path_of",
    "sniff",
    "stream",
    "sub_element",
    "to_bytes",
    "without_annotations",
]


def __getattr__(name: str) -> object:
    if name == "parse_html":
        from chorus_sdk._xml.html import parse_html

        return parse_html
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
