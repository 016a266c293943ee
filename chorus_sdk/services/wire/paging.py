"""Names of pages on the wire, where a service has no names of its own (chorus-pro-api §2.4)."""

from __future__ import annotations

from typing import Final

RETURNED: Final = {"pages": "parametresRetour.pages", "total": "parametresRetour.total"}


def paged(rows: str) -> dict[str, str]:
    """Say where the rows, the pages and the total of an answer stand."""
    return {"rows": rows, **RETURNED}


def asked_in(place: str) -> dict[str, str]:
    """Say where a request names its page, by the name of its paging object."""
    return {"page": f"{place}.pageResultatDemandee", "page_size": f"{place}.nbResultatsParPage"}
