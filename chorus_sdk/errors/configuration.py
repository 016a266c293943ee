"""Settings that are missing or contradict each other, and extras that are not installed."""

from __future__ import annotations

from chorus_sdk.errors.base import ChorusError


class ConfigurationError(ChorusError):
    """A setting is missing or contradicts another (*paramétrage*); `setting` names it."""

    code = "configuration"

    def __init__(
        self, message: str, *, setting: str | None = None, hint: str | None = None
    ) -> None:
        super().__init__(message, hint=hint)
        self.setting = setting


class MissingExtraError(ConfigurationError):
    """An optional dependency is not installed (*dépendance facultative*); `extra` names it."""

    code = "configuration.missing_extra"

    def __init__(self, extra: str, *, purpose: str) -> None:
        super().__init__(
            f"{purpose} needs the extra [{extra}].", hint=f'pip install "chorus_sdk[{extra}]"'
        )
        self.extra = extra
