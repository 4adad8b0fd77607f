"""Mappings that do not change, for the fields of frozen models."""

from __future__ import annotations

from typing import Annotated, NoReturn, Self, TypeVar

from pydantic import AfterValidator

K = TypeVar("K")
V = TypeVar("V")


class FrozenDict(dict[K, V]):
    """A dict that can be read, compared, hashed, copied and pickled, and not changed."""

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("a recorded mapping does not change; make a new one")

    __setitem__ = __delitem__ = clear = pop = popitem = setdefault = update = _refuse
    __ior__ = _refuse

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, _: object) -> Self:
        return self

    def __reduce__(self) -> tuple[type[FrozenDict[K, V]], tuple[dict[K, V]]]:
        return FrozenDict, (dict(self),)


FrozenMapping = Annotated[dict[K, V], AfterValidator(FrozenDict)]
"""A field that takes a dict and holds a `FrozenDict`."""
