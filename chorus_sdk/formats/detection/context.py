"""The head of CII and its kin, at one glance (*contexte de l'échange*).

The root's first child holds parameters of one value each, the guideline among them, and what it
means is told as soon as the second child comes. Nearly every such document begins so; whatever
differs is left to `plain_head`, which goes from tag to tag.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from chorus_sdk._xml import RootInfo
from chorus_sdk.formats.detection.head import namespace_of, plain_encoding

_NAME = rb"[A-Za-z_][\w.-]*+"
_TAG = rb"(?:%b:)?+%b" % (_NAME, _NAME)
_ATTRIBUTES = rb"(?:\s++[\w:.-]++\s*+=\s*+(?:\"[^\"<&]*+\"|'[^'<&]*+'))*+\s*+"
_REMARK = rb"<!--(?:[^-]++|-(?!-))*+-->"
_GAP = rb"(?:\s++|%b)*+" % _REMARK
_HEAD: Final = (
    rb"(?:\xef\xbb\xbf)?+(<\?xml\s[^<>?]*+\?>)?+%(gap)b"  # 1 the declaration
    rb"<(?:(%(name)b):)?+(%(name)b)(%(attributes)b)>%(gap)b"  # 2 to 4 the root
    rb"<(%(tag)b)%(attributes)b>"  # 5 its first child, and 6 what that holds
    rb"((?:%(gap)b<(%(tag)b)%(attributes)b>%(gap)b<(%(tag)b)%(attributes)b>[^<&]*+</\8\s*+>"
    rb"%(gap)b</\7\s*+>)++)"
    rb"%(gap)b</\5\s*+>%(gap)b<(%(tag)b)%(attributes)b/?>"  # 9 its second child
    % {b"name": _NAME, b"tag": _TAG, b"attributes": _ATTRIBUTES, b"gap": _GAP}
)
_REMARKS = re.compile(_REMARK)
_PARAMETER = re.compile(rb"<([^\s>]++)[^>]*+>\s*+<([^\s>]++)[^>]*+>([^<]*+)</[^<]++</")


def context_head(
    head: bytes,
    is_known: Callable[[str, str | None], bool],
    tells_enough: Callable[[RootInfo], bool],
) -> RootInfo | None:
    """Read the head of a document; None where it does not begin as most do."""
    found = re.match(_HEAD, head)  # compiled for the first long document
    if found is None:
        return None
    encoding = plain_encoding(head, found[1])
    name = found[3].decode("ascii")
    namespace = namespace_of(found[4], found[2] or b"")
    if encoding is None or not is_known(name, namespace):
        return None
    first = _local(found[5])
    told: list[tuple[str, str | None]] = [(first, None)]
    parameters = _REMARKS.sub(b"", found[6]) if b"<!" in found[6] else found[6]
    for parameter, value, content in _PARAMETER.findall(parameters):
        path = f"{first}/{_local(parameter)}"
        text = content.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        told += ((path, None), (f"{path}/{_local(value)}", text))
    told.append((_local(found[9]), None))
    root = RootInfo(namespace, name, {}, tuple(told))
    return root if tells_enough(root) else None


def _local(tag: bytes) -> str:
    return tag.rpartition(b":")[2].decode("ascii")
