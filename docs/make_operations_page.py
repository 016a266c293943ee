"""Write `operations.md`, what each call does: `python docs/make_operations_page.py`."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from chorus_sdk._http.operation import Operation, Role
from chorus_sdk.services.operations import OPERATIONS

PAGE = Path(__file__).with_name("operations.md")
HEAD = """# Operations of Chorus Pro

This page is generated from the code by `python docs/make_operations_page.py`; do not edit it.

Every operation of Chorus Pro that a public source attests, with the call that serves it. `read`
changes nothing and is tried again by itself; `create` and `act` are never sent twice: when their
answer is lost, `OutcomeUnknownError` says what to look for. *Unverified* operations rest on one
public source alone; *deprecated* ones are the platform's own to withdraw.
"""
WHO = {
    Role.SUPPLIER: "supplier",
    Role.RECIPIENT: "recipient",
    Role.APPROVER: "approver",
    Role.MANAGER: "manager",
    Role.PROJECT_MANAGER: "project manager",
    Role.CONTRACTING_AUTHORITY: "contracting authority",
    Role.ANY: "everybody",
}


def page() -> str:
    """Return the whole page."""
    rows = sorted(OPERATIONS.values(), key=lambda row: (_api(row), row.number))
    parts = [HEAD]
    for api, listed in groupby(rows, key=_api):
        parts.append(f"## `/cpro/{api}/v1`\n")
        parts.append("| Call | Path | Effect | For | Remarks |\n| --- | --- | --- | --- | --- |")
        parts.extend(_line(row) for row in listed)
        parts.append("")
    return "\n".join(parts)


def _api(row: Operation) -> str:
    return row.path.split("/")[2]


def _line(row: Operation) -> str:
    module, _, method = row.served_by.rsplit(".", 2)
    room = module.rpartition(".")[2]
    call = f"chorus.{method}" if room == "client" else f"chorus.{room}.{method}"
    verb = "" if row.method == "POST" else f"{row.method} "
    path = row.path.split("/v1/")[1]
    who = ", ".join(WHO[role] for role in row.roles)
    remarks = ", ".join(
        word
        for word, holds in (
            ("*unverified*", row.is_unverified),
            ("*deprecated*", row.deprecated),
            ("production only", not row.in_qualification),
        )
        if holds
    )
    return f"| `{call}` | {verb}`{path}` | {row.effect.value} | {who} | {remarks} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
