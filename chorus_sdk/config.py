"""Where Chorus Pro is, and with what settings it is called (*paramétrage*)."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Final

from chorus_sdk._secrets import Secret
from chorus_sdk.errors import ConfigurationError


@dataclass(frozen=True, kw_only=True)
class Environment:
    """One Chorus Pro (*environnement*): production, qualification, or one of your own.

    There is no default: production must be spelled.

    Example:
        >>> Environment.QUALIFICATION.api_url
        'https://sandbox-api.piste.gouv.fr'
        >>> Environment.named("production") is Environment.PRODUCTION
        True

    Source: chorus-pro-api §1.1.
    """

    name: str
    token_url: str
    api_url: str
    portal_url: str

    PRODUCTION: ClassVar[Environment]
    QUALIFICATION: ClassVar[Environment]

    @classmethod
    def named(cls, name: str) -> Environment:
        """Return the environment of that name; raises ConfigurationError for another."""
        known = {"production": cls.PRODUCTION, "qualification": cls.QUALIFICATION}
        if name.lower() not in known:
            raise ConfigurationError(
                f"There is no environment named {name!r}.",
                setting="environment",
                hint=f"Use one of {', '.join(known)}, or pass an Environment of your own.",
            )
        return known[name.lower()]

    @classmethod
    def at(cls, base_url: str, *, name: str = "sandbox") -> Environment:
        """Return the environment of a sandbox that listens at `base_url`."""
        base = base_url.rstrip("/")
        return cls(
            name=name,
            token_url=f"{base}/api/oauth/token",
            api_url=base,
            portal_url=f"{base}/portal",
        )


Environment.PRODUCTION = Environment(
    name="production",
    token_url="https://oauth.piste.gouv.fr/api/oauth/token",  # noqa: S106 (an address)
    api_url="https://api.piste.gouv.fr",
    portal_url="https://portail.chorus-pro.gouv.fr",
)
Environment.QUALIFICATION = Environment(
    name="qualification",
    token_url="https://sandbox-oauth.piste.gouv.fr/api/oauth/token",  # noqa: S106 (an address)
    api_url="https://sandbox-api.piste.gouv.fr",
    portal_url="https://chorus-pro.gouv.fr/qualif",
)

RETIRED_HOSTS: Final = (
    "aife.economie.gouv.fr",
    "aife.finances.rie.gouv.fr",
    "chorus-pro.gouv.fr:5443",
)
"""Hosts of old configuration files that no longer answer (chorus-pro-api §1.1)."""

_SECRET_NAMES: Final = frozenset({"client_secret", "technical_password"})
_PLAIN_NAMES: Final = frozenset(
    {"environment", "base_url", "client_id", "technical_login", "timeout"}
)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Settings, each with the place that it came from (*paramètres*).

    Looked for in this order: explicit argument, environment variable `CHORUS_<NAME>`, a TOML file.

    Example:
        >>> settings = Settings.load({"client_id": "app"}, environ={"CHORUS_CLIENT_SECRET": "s"})
        >>> print(settings.explain())
        client_id = app (argument)
        client_secret = ••• (CHORUS_CLIENT_SECRET)
    """

    values: Mapping[str, str | Secret[str]]
    sources: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def load(
        cls,
        explicit: Mapping[str, str | Secret[str] | None] | None = None,
        *,
        environ: Mapping[str, str] | None = None,
        path: str | os.PathLike[str] | None = None,
    ) -> Settings:
        """Gather the settings that are known; `path` is that of a TOML file.

        Raises:
            ConfigurationError: the file cannot be read, or names a setting that does not exist.
            TypeError: a file where settings by name are expected: it goes into `path`.
        """
        if isinstance(explicit, (str, os.PathLike)):
            raise TypeError("settings are given by their names: for a file write path=…")
        file = Path(path) if path is not None else None
        environ = os.environ if environ is None else environ
        values: dict[str, str | Secret[str]] = {}
        sources: dict[str, str] = {}
        filed = _read_file(file) if file is not None else {}
        for name in sorted(_PLAIN_NAMES | _SECRET_NAMES):
            variable = f"CHORUS_{name.upper()}"
            places = (
                ((explicit or {}).get(name), "argument"),
                (environ.get(variable), variable),
                (filed.get(name), str(file.name) if file else ""),
            )
            for value, place in places:
                if value is not None:
                    values[name] = _wrap(name, value)
                    sources[name] = place
                    break
        return cls(values=values, sources=sources)

    def text(self, name: str) -> str:
        """Return a plain setting; raises ConfigurationError when it is missing."""
        value = self._need(name)
        if isinstance(value, Secret):
            raise TypeError(f"{name} is a secret: use secret()")
        return value

    def secret(self, name: str) -> Secret[str]:
        """Return a secret setting; raises ConfigurationError when it is missing."""
        value = self._need(name)
        return value if isinstance(value, Secret) else Secret(value)

    def number(self, name: str, default: float) -> float:
        """Return a setting that is a positive number; raises ConfigurationError for another."""
        if name not in self.values:
            return default
        try:
            value = float(self.text(name))
        except ValueError:
            value = 0.0
        if not 0 < value < float("inf"):
            raise ConfigurationError(f"The setting {name} is a positive number.", setting=name)
        return value

    def environment(self) -> Environment:
        """Return the environment by `base_url` (one of your own) or by name."""
        if "base_url" in self.values:
            return Environment.at(self.text("base_url"))
        return Environment.named(self.text("environment"))

    def explain(self) -> str:
        """Say each setting and where it came from; secrets are masked."""
        return "\n".join(
            f"{name} = {value} ({self.sources.get(name, 'argument')})"
            for name, value in self.values.items()
        )

    def _need(self, name: str) -> str | Secret[str]:
        if name not in self.values:
            raise ConfigurationError(
                f"The setting {name} is missing.",
                setting=name,
                hint=f"Pass it, set CHORUS_{name.upper()}, or write it into a TOML file, which"
                " `path` (--settings) names.",
            )
        return self.values[name]


def _wrap(name: str, value: str | Secret[str]) -> str | Secret[str]:
    if name in _SECRET_NAMES and isinstance(value, str):
        return Secret(value)
    return value


def _read_file(path: Path) -> dict[str, str]:
    table, hint = None, ""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError:
        hint = "There is no such file that may be read: check its name and its rights."
    except ValueError:
        hint = "It is to be TOML in UTF-8."
    if table is None:
        raise ConfigurationError(
            f"The settings file {path.name} cannot be read.", setting="path", hint=hint
        )
    unknown = sorted(set(table) - _PLAIN_NAMES - _SECRET_NAMES)
    if unknown:
        raise ConfigurationError(
            f"The settings file names {', '.join(unknown)}, which is no setting.",
            setting=unknown[0],
        )
    return {name: str(value) for name, value in table.items()}
