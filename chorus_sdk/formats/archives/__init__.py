"""Archives of invoices (*archives de factures*): bounded, safe, one member at a time.

```text
members(source)       the files of a zip or tar.gz, strict: the first bad one stops it
read_archive(source)  the invoices of an archive, each or its error: a bad one stops nothing
```

Nothing is ever written to disk under a name from an archive.
"""

from chorus_sdk.formats.archives.invoices import ArchivedInvoice, read_archive
from chorus_sdk.formats.archives.members import Member, members

__all__ = ["ArchivedInvoice", "Member", "members", "read_archive"]
