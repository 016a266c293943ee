"""Who may call what (*rôles*): it follows from the structure of the technical account.

Public structures receive; every structure can issue, approve, and manage itself. The number and
the words of the refusal are INF.
"""

from __future__ import annotations

from typing import Final

from chorus_sdk.sandbox.operations.call import Call, RefusalError
from chorus_sdk.sandbox.state import Structure

NO_ROLE: Final = (20001, "Le compte technique n'a pas le rôle requis.")


def own_structure(call: Call) -> Structure:
    """Return the structure that asks."""
    found = call.platform.structure(call.caller.structure_id)
    if found is None:
        raise LookupError("a technical account without its structure")
    return found


def require_recipient(call: Call) -> Structure:
    """Return the structure that asks if it can receive invoices; refuse it otherwise."""
    found = own_structure(call)
    if not found.public:
        raise RefusalError(*NO_ROLE)
    return found


def require_own(call: Call, structure_id: int) -> Structure:
    """Return the structure that asks if it is the one named; refuse it otherwise."""
    if structure_id != call.caller.structure_id:
        raise RefusalError(*NO_ROLE)
    return own_structure(call)
