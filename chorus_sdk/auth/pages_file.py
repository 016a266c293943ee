"""A portal's description in a file (*fichier de description*): TOML or JSON, no code.

Its members are those of `PortalPages`, by the same names. When the portal changes its pages, the
file is edited and nothing else.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from chorus_sdk.auth.pages import PortalPages
from chorus_sdk.errors import ConfigurationError
from chorus_sdk.limits import MIB

LARGEST = MIB
"""Bytes; no description is longer."""


def read_pages(path: Path | str) -> PortalPages:
    """Read a description; a name that ends in `.toml` is TOML, any other JSON.

    Raises:
        ConfigurationError: it cannot be read, or does not describe a portal; says which member.
    """
    place = Path(path)
    try:
        if place.stat().st_size > LARGEST:
            raise ValueError
        text = place.read_text(encoding="utf-8")
        members = tomllib.loads(text) if place.suffix == ".toml" else json.loads(text)
        return TypeAdapter(PortalPages).validate_python(members)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors(include_input=False)[0]["loc"])
    except (OSError, ValueError, RecursionError):
        where = ""
    raise ConfigurationError(
        f"The description {place.name} cannot be used" + (f": see {where!r}." if where else "."),
        setting="pages",
        hint="`chorus portal describe` prints one to begin with.",
    )


def written_pages(pages: PortalPages) -> str:
    """Write a description as JSON, members in the order of `PortalPages`."""
    return TypeAdapter(PortalPages).dump_json(pages, indent=2, exclude_none=True).decode()
