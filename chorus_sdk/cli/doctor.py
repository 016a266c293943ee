"""`chorus doctor`: what stands between these settings and Chorus Pro."""

from __future__ import annotations

import argparse
from typing import Final

from chorus_sdk._clock import SystemClock
from chorus_sdk._http.requests_transport import RequestsTransport
from chorus_sdk.cli.output import print_json
from chorus_sdk.cli.platform import settings_of, which_platform
from chorus_sdk.services.diagnosis import diagnose
from chorus_sdk.services.diagnosis_values import Check, CheckState, Diagnosis

_MARKS: Final = {
    CheckState.OK: "ok",
    CheckState.WARNING: "!",
    CheckState.FAILED: "FAIL",
    CheckState.SKIPPED: "-",
}
_CODES: Final = {
    "settings": 2,
    "credentials": 4,
    "application": 4,
    "technical_account": 4,
    "clock": 1,
}
"""Exit code by the check that is the cause; any other means that the platform is not had (5)."""


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    """Add this command to `chorus`."""
    doctor = commands.add_parser(
        "doctor",
        parents=[which_platform(shared)],
        help="say which setting, credential or subscription is wrong",
    )
    doctor.add_argument("--language", choices=("en", "fr"), default="en", help="of what is said")
    doctor.set_defaults(command=_doctor)


def _doctor(options: argparse.Namespace) -> int:
    settings, transport = settings_of(options), RequestsTransport()
    try:
        diagnosis = diagnose(settings, transport=transport, clock=SystemClock())
    finally:
        transport.close()
    if options.json:
        print_json(
            {
                "healthy": diagnosis.is_healthy,
                "cause": diagnosis.cause.code if diagnosis.cause else None,
                "environment": diagnosis.environment,
                "checked_at": diagnosis.checked_at,
                "password_days_left": diagnosis.password_days_left,
                "checks": list(diagnosis),
            }
        )
    else:
        _print(diagnosis, in_french=options.language == "fr")
    return _exit_code(diagnosis)


def _exit_code(diagnosis: Diagnosis) -> int:
    cause = diagnosis.cause
    return _CODES.get(cause.code.partition(".")[0], 5) if cause else 0


def _print(diagnosis: Diagnosis, *, in_french: bool) -> None:
    for one in diagnosis:
        print(f"{_MARKS[one.state]:>4}  {_said(one, in_french=in_french)}")
    told = (diagnosis.cause,) if diagnosis.cause else diagnosis.warnings
    for one in filter(None, told):
        hint = one.hint_fr if in_french else one.hint
        print(f"\n{_said(one, in_french=in_french)}\n{hint or ''}".rstrip())


def _said(one: Check, *, in_french: bool) -> str:
    return one.message_fr if in_french else one.message
