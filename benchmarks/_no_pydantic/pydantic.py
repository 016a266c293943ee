"""The names that the model takes from pydantic, with next to nothing behind them.

Only to measure what a first verdict would take if the model cost nothing: values are not checked,
and what a first verdict does not need is not here.
"""

from __future__ import annotations

import sys
from types import SimpleNamespace


class _Field:
    def __init__(self, default=None, description=None):
        self.default, self.description, self.annotation = default, description, None


def Field(default=None, *, description=None, **_):  # noqa: N802 (its name in pydantic)
    return _Field(default, description)


def ConfigDict(**options):  # noqa: N802 (its name in pydantic)
    return options


def Strict():  # noqa: N802 (its name in pydantic)
    return None


def field_validator(*fields, **_):
    def mark(method):
        method.__func__.fields = fields
        return method

    return mark


class _Meta(type):
    def __new__(cls, name, bases, names):
        fields = {}
        for base in bases:
            fields.update(getattr(base, "model_fields", {}))
        for key, annotation in names.get("__annotations__", {}).items():
            given = names.pop(key, None)
            field = fields[key] = given if isinstance(given, _Field) else _Field(given)
            home = sys.modules[names["__module__"]].__dict__
            is_deferred = isinstance(annotation, str)
            field.annotation = eval(annotation, home) if is_deferred else annotation
        marked = {
            key: SimpleNamespace(info=SimpleNamespace(fields=value.__func__.fields))
            for key, value in names.items()
            if hasattr(getattr(value, "__func__", None), "fields")
        }
        names["model_fields"] = fields
        names["__pydantic_decorators__"] = SimpleNamespace(field_validators=marked)
        return super().__new__(cls, name, bases, names)


class BaseModel(metaclass=_Meta):
    __slots__ = (
        "__dict__",
        "__pydantic_extra__",
        "__pydantic_fields_set__",
        "__pydantic_private__",
    )

    def __init__(self, **values):
        for name, field in self.model_fields.items():
            object.__setattr__(self, name, values.get(name, field.default))

    @classmethod
    def model_construct(cls, **values):
        return cls(**values)

    def __eq__(self, other):
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __hash__(self):
        return 0
