"""What a measure can be told, and what it cannot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from recueil_kg.errors import RecueilError
from recueil_kg.i18n import _
from recueil_kg.model.bilingual import Bilingual

Setting: TypeAlias = "str | int | float"


@dataclass(frozen=True, slots=True)
class Choice:
    """What a measure can be told.

    Attributes:
        label: what it means.
        default: its value where nothing is said; None where it is then not used.
        values: the values it can have; empty where it is free.
        least: the least value of a number.
        most: the greatest.
    """

    label: Bilingual
    default: Setting | None
    values: tuple[str, ...] = ()
    least: float = 0
    most: float = 1_000_000

    def read(self, name: str, value: Setting) -> Setting:
        """The value that was given, as what it must be.

        Raises:
            RecueilError: it is none of the values, no number, or out of its bounds.
        """
        if self.values and value not in self.values:
            raise _refused(name, value, ", ".join(self.values))
        if isinstance(self.default, (int, float)):
            try:
                number = type(self.default)(value)
            except ValueError:
                raise _refused(name, value, str(self.default)) from None
            if not self.least <= number <= self.most:
                raise _refused(name, value, str(self.default))
            return number
        return value


def _refused(name: str, value: Setting, example: str) -> RecueilError:
    return RecueilError(
        _("{name}: {value} is not known").format(name=name, value=repr(value)),
        do=_("give for example {close}").format(close=example),
    )
