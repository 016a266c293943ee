"""The XML schemas of each format (*schémas XSD*): a gate that judges and words that explain.

```python
check_schema(data, FormatId.UBL_INVOICE)      # fits or not: lxml, a fraction of a millisecond
explain_schema(data, FormatId.UBL_INVOICE)    # why not, in our words: xmlschema, seconds once
```

The verdict is the gate's in both. What explains is loaded for the first document that breaks
its schema.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chorus_sdk.formats.schemas.files import FILES, SchemaFile, schema_path, schema_title
from chorus_sdk.formats.schemas.gate import check_schema
from chorus_sdk.formats.schemas.sources import SchemaSource, schema_name, schema_sources

if TYPE_CHECKING:
    from chorus_sdk.formats.schemas.explanation import explain_schema

__all__ = [
    "FILES",
    "SchemaFile",
    "SchemaSource",
    "check_schema",
    "explain_schema",
    "schema_name",
    "schema_path",
    "schema_sources",
    "schema_title",
]


def __getattr__(name: str) -> object:
    if name != "explain_schema":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from chorus_sdk.formats.schemas import explanation

    return explanation.explain_schema
