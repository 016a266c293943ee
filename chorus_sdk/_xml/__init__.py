"""The one door to XML: every parser of the library is made here.

No DOCTYPE, no entity, no network, bounded bytes, depth and text; errors of lxml are translated.
"""

from chorus_sdk._xml.elements import (
    Element,
    local_name,
    new_element,
    path_of,
    sub_element,
    to_bytes,
)
from chorus_sdk._xml.head import RootInfo, sniff
from chorus_sdk._xml.html import parse_html
from chorus_sdk._xml.schema import Schema, SchemaError
from chorus_sdk._xml.streaming import StreamTarget, stream
from chorus_sdk._xml.tree import parse
from chorus_sdk._xml.xpath import Query

__all__ = [
    "Element",
    "Query",
    "RootInfo",
    "Schema",
    "SchemaError",
    "StreamTarget",
    "local_name",
    "new_element",
    "parse",
    "parse_html",
    "path_of",
    "sniff",
    "stream",
    "sub_element",
    "to_bytes",
]
