"""Turns the platform's members into domain objects by a table of names, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final, TypeAlias, TypeVar

from pydantic import (
    AliasGenerator,
    AliasPath,
    BaseModel,
    ConfigDict,
    TypeAdapter,
    ValidationError,
    create_model,
)

from chorus_sdk._http.exchange import JsonObject, JsonValue
from chorus_sdk._http.paging import Page
from chorus_sdk.errors import UnexpectedResponseError
from chorus_sdk.services.quirks import as_list, parse_number

Names: TypeAlias = Mapping[str, str]
"""Our name to the platform's; a dot steps into an inner object."""


class DomainModel(BaseModel):
    """Base of what the services return: frozen, closed, and silent about its input in errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


Model = TypeVar("Model", bound=DomainModel)
WORTH_A_READER: Final = 8
"""From so many rows on, a list is read in one step; making what does so takes about 2 ms, once."""


def pick(members: JsonObject, path: str) -> JsonValue:
    """Return the member at a dotted path, or None."""
    value: JsonValue = members
    for step in path.split("."):
        if not isinstance(value, dict):
            return None
        value = value.get(step)
    return value


def decode(model: type[Model], members: JsonValue, names: Names) -> Model:
    """Make a domain object from the platform's members.

    Raises:
        UnexpectedResponseError: a member that the object cannot do without is missing or unusable.
    """
    row = members if isinstance(members, dict) else {}
    # most names are plain: a function call for each would cost more than the validation
    values = {
        ours: value
        for ours, theirs in names.items()
        if (value := pick(row, theirs) if "." in theirs else row.get(theirs)) is not None
    }
    try:
        return model.model_validate(values)
    except ValidationError as error:
        ours = str(error.errors(include_input=False)[0]["loc"][0])
    field = names.get(ours, ours)
    raise UnexpectedResponseError(f"The answer's {field} is missing or unusable.", field=field)


def decode_rows(model: type[Model], rows: Sequence[JsonValue], names: Names) -> tuple[Model, ...]:
    """Make a domain object of each row (*lignes*), as `decode` does, the whole list in one step.

    Raises:
        UnexpectedResponseError: as for `decode`, of the first row that is unusable.
    """
    if len(rows) >= WORTH_A_READER:
        try:
            read = _row_reader(model, tuple(names.items())).validate_python(rows)
        except ValidationError:
            pass  # a row that is no object, or is unusable: the other way says which member
        else:
            for row in read:
                # a row differs from its model in the names that it is read by, and in nothing else
                object.__setattr__(row, "__class__", model)
            return read
    return tuple(decode(model, row, names) for row in rows)


@lru_cache(maxsize=256)
def _row_reader(
    model: type[Model], names: tuple[tuple[str, str], ...]
) -> TypeAdapter[tuple[Model, ...]]:
    """Make what reads rows of a model by the platform's own names."""
    places = {ours: _place(theirs) for ours, theirs in names}

    def spell(ours: str) -> str | AliasPath:
        return places.get(ours, f"\0{ours}")  # what has no name there is never read

    spelling = {
        "alias_generator": AliasGenerator(validation_alias=spell),
        "extra": "ignore",
    }
    row = create_model(model.__name__, __base__=model, __cls_kwargs__=spelling)
    return TypeAdapter(tuple[row, ...])  # type: ignore[valid-type]


def _place(path: str) -> str | AliasPath:
    first, *inner = path.split(".")
    return AliasPath(first, *inner) if inner else first


def decode_page(
    model: type[Model], members: JsonObject, names: Names, number: int, *, at: Mapping[str, str]
) -> Page[Model]:
    """Make a page of domain objects; `at` says where `rows`, `pages` and `total` stand."""
    return Page(
        items=decode_rows(model, as_list(pick(members, at["rows"])), names),
        number=number,
        pages=parse_number(pick(members, at["pages"])),
        total=parse_number(pick(members, at["total"])),
    )


def encode(values: Mapping[str, object], names: Names) -> dict[str, object]:
    """Make the platform's members from ours; what is None is left out."""
    members: dict[str, object] = {}
    for ours, value in values.items():
        if value is None:
            continue
        *outer, last = names[ours].split(".")
        place = members
        for step in outer:
            inner = place.setdefault(step, {})
            assert isinstance(inner, dict)  # noqa: S101 (tables never name a member twice)
            place = inner
        place[last] = value
    return members
