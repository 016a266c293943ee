"""The elements inside what was read in one go (*dépliage*), for the few who want them after all."""

from __future__ import annotations

from collections.abc import Sequence

from chorus_sdk import _xml
from chorus_sdk.formats.pivot.nodes import Node, TreeBuilder
from chorus_sdk.formats.pivot.schema import SHORTCUTS

_AROUND = "<a><b>{}</b></a>"
"""Two elements around, so that the tree gives out what the text is as one unit."""


def unfolded(node: Node) -> Sequence[Node]:
    """Return the children of an element, as the parser would have told them."""
    if node.folded is None:
        return node.children
    tree = TreeBuilder("a", frozenset({("b", node.tag)}), shortcuts=SHORTCUTS)
    feeder = _xml.Feeder(tree, bounded=True)
    whole = f"<{node.tag}>{node.folded.source}</{node.tag}>"
    feeder.feed(_AROUND.format(whole).encode())
    feeder.close()
    return tree.ready[0].children
