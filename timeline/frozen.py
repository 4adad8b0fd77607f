"""Models that do not change: a copy of one with other fields is checked like a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, TypeVar

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from collections.abc import Mapping

_M = TypeVar("_M", bound=BaseModel)


class Frozen(BaseModel):
    """What facts, claims, quantities and actors are made of."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """The same again, with these fields instead. Raises `ValidationError` where it cannot be so.

        Pydantic's own takes any update unread; stored, such a copy could never be read again.
        """
        if not update:
            return super().model_copy(deep=deep)
        changed = type(self).model_validate({**self._given(update), **update})
        return changed.model_copy(deep=True) if deep else changed

    def _given(self, update: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ARG002  (for whom fields depend on others)
        """The fields that were given when it was made, as far as a copy with this update keeps them."""
        return {name: value for name, value in self.__dict__.items() if name in self.model_fields_set}


def trusted_copy(model: _M, **fields: object) -> _M:
    """A copy with these fields instead, unread: for values that this library knows to be good."""
    return BaseModel.model_copy(model, update=fields)
