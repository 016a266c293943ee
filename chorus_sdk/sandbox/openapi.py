"""The sandbox's API in OpenAPI 3.1, made from the table of operations (*description*).

    chorus sandbox --openapi > chorus-pro.json

Nothing is marked as needed: the platform takes any object and tells by `codeRetour` what it misses.
Answers are described by their envelope; what is inside differs from one operation to the next.
"""

from __future__ import annotations

import re
from typing import Final

from chorus_sdk._http.exchange import JsonObject, JsonValue
from chorus_sdk._http.operation import Answer, Operation, Role
from chorus_sdk.sandbox.gateway import TOKEN_PATH
from chorus_sdk.sandbox.request_shapes import PAGE, SHAPES
from chorus_sdk.services.operations import OPERATIONS

_PIECE: Final = re.compile(r"(\w+)(?::(\[\w+\]|\w+))?|([{}\[\]])")
_SCALARS: Final[dict[str, JsonObject]] = {
    "s": {"type": "string"},
    "i": {"type": "integer", "format": "int64"},
    "n": {"type": "number"},
    "b": {"type": "boolean"},
    "d": {"type": "string", "examples": ["2026-11-23", "2026-11-23T09:00:00.000+01:00"]},
    "64": {"type": "string", "contentEncoding": "base64"},
}
_PARTS: Final = {"id": "12345678200051", "uuid": "0" * 32}
_REFUSALS: Final = {
    "400": "No token, an unreadable request, or a business refusal",
    "401": "The technical account is not accepted, or the token has ended",
    "403": "The application may not call this operation",
    "404": "No such operation with this method",
    "413": "Too big; not JSON",
    "415": "The request is not JSON",
    "429": "Too many calls, where that was planted",
    "502": "Where that was planted",
    "503": "Maintenance, where that was planted",
}
_SECURITY: Final[JsonValue] = [{"piste": ["openid"], "technicalAccount": []}]


def describe(server: str = "/") -> JsonObject:
    """Return the description of the API that answers at `server`.

    Example:
        >>> api = describe()
        >>> api["openapi"], len(api["paths"])
        ('3.1.0', 78)
    """
    paths: dict[str, JsonValue] = {TOKEN_PATH: {"post": _token()}}
    for row in OPERATIONS.values():
        place = paths.setdefault(row.path, {})
        assert isinstance(place, dict)  # noqa: S101 (made two lines above)
        place[row.method.lower()] = _operation(row)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Chorus Pro, as the sandbox of chorus_sdk answers it",
            "version": "1",
            "description": "Not an official document: written from public sources.",
        },
        "servers": [{"url": server}],
        "paths": paths,
        "components": {"securitySchemes": _schemes(), "schemas": _schemas()},
    }


def schema_of(shape: str) -> JsonObject:
    """Return the JSON Schema of a request in the notation of `request_shapes`.

    Example:
        >>> schema_of("a:i b{c}")["properties"]["b"]["properties"]
        {'c': {'type': 'string'}}
    """
    stack: list[dict[str, JsonValue]] = [{}]
    names: list[str] = []
    last = ""
    for name, kind, bracket in _PIECE.findall(shape.replace("<p>", PAGE)):
        if name:
            stack[-1][name], last = _scalar(kind or "s"), name
        elif bracket in "{[":
            names.append(last)
            stack.append({})
        else:
            inner: JsonObject = {"type": "object", "properties": stack.pop()}
            stack[-1][names.pop()] = inner if bracket == "}" else {"type": "array", "items": inner}
    return {"type": "object", "properties": stack[0]}


def _scalar(kind: str) -> JsonObject:
    if kind.startswith("["):
        return {"type": "array", "items": dict(_SCALARS[kind.strip("[]")])}
    return dict(_SCALARS[kind])


def _operation(row: Operation) -> JsonObject:
    told: JsonObject = {
        "operationId": row.name,
        "tags": [row.path.split("/")[2]],
        "summary": _summary(row),
        "deprecated": row.deprecated,
        "security": _SECURITY,
        "responses": _responses(row),
    }
    if row.parts:
        told["parameters"] = [_parameter(part) for part in row.parts]
    if row.method != "GET":
        schema = schema_of(SHAPES.get(row.number, ""))
        told["requestBody"] = {"content": {"application/json": {"schema": schema}}}
    return told


def _summary(row: Operation) -> str:
    who = "" if row.roles == (Role.ANY,) else " for " + ", ".join(role.name for role in row.roles)
    notes = [
        word
        for word, holds in (
            ("unverified", row.is_unverified),
            ("not in qualification", not row.in_qualification),
        )
        if holds
    ]
    return f"No. {row.number}, {row.effect.value}{who}{''.join(f'; {note}' for note in notes)}"


def _parameter(name: str) -> JsonObject:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "schema": {"type": "string", "minLength": 1, "pattern": "^[A-Za-z0-9]+$"},
        "example": _PARTS.get(name, "1"),
    }


def _responses(row: Operation) -> JsonObject:
    names = {
        Answer.ENVELOPE: "Envelope",
        Answer.OBJECT: "Object",
        Answer.LIST: "List",
    }
    good: JsonObject = {"description": "The answer; `codeRetour` 0 says that it was done"}
    name = names.get(row.answer)
    if name is not None:
        schema: JsonObject = {"$ref": f"#/components/schemas/{name}"}
        good["content"] = {"application/json": {"schema": schema}}
    said: JsonObject = {"204" if row.method == "PATCH" else "200": good}
    for status, text in _REFUSALS.items():
        said[status] = {"description": text}
    return said


def _token() -> JsonObject:
    members: JsonObject = {
        name: {"type": "string"} for name in ("grant_type", "client_id", "client_secret", "scope")
    }
    schema: JsonObject = {"type": "object", "properties": members}
    answer: JsonObject = {"schema": {"$ref": "#/components/schemas/Token"}}
    return {
        "operationId": "token",
        "tags": ["oauth"],
        "summary": "An access token, good for an hour",
        "security": [],
        "requestBody": {"content": {"application/x-www-form-urlencoded": {"schema": schema}}},
        "responses": {
            "200": {"description": "The token", "content": {"application/json": answer}},
            "400": {"description": "Unknown application, or wrong secret"},
            "404": {"description": "Another method than POST"},
        },
    }


def _schemes() -> JsonObject:
    flow: JsonObject = {"tokenUrl": TOKEN_PATH, "scopes": {"openid": "all operations"}}
    return {
        "piste": {"type": "oauth2", "flows": {"clientCredentials": flow}},
        "technicalAccount": {
            "type": "apiKey",
            "in": "header",
            "name": "cpro-account",
            "description": "base64 of login:password of the technical account, in UTF-8",
        },
    }


def _schemas() -> JsonObject:
    code: JsonObject = {"type": "integer", "description": "0 when it was done"}
    envelope: JsonObject = {
        "type": "object",
        "properties": {"codeRetour": code, "libelle": {"type": "string"}},
        "required": ["codeRetour", "libelle"],
    }
    token: JsonObject = {
        "type": "object",
        "properties": {
            "access_token": {"type": "string"},
            "token_type": {"const": "Bearer"},
            "expires_in": {"type": "integer"},
            "scope": {"type": "string"},
        },
        "required": ["access_token", "token_type", "expires_in"],
    }
    return {
        "Envelope": envelope,
        "Object": {"type": "object"},
        "List": {"type": "array"},
        "Token": token,
    }
