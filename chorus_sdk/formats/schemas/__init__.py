"""The XML schemas of each format (*schémas XSD*): a gate that judges and words that explain.

```python
check_schema(data, FormatId.UBL_INVOICE)      # fits or not: lxml, a fraction of a millisecond
explain_schema(data, FormatId.UBL_INVOICE)    # why not, in our words: xmlschema, seconds once
```

The verdict is the gate's in both.
"""

from chorus_sdk.formats.schemas.explanation import explain_schema
from chorus_sdk.formats.schemas.files import FILES, SchemaFile, schema_path, schema_title
from chorus_sdk.formats.schemas.gate import check_schema

__all__ = [
    "FILES",
    "SchemaFile",
    "check_schema",
    "explain_schema",
    "schema_path",
    "schema_title",
]
