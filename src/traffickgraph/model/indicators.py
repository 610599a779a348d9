"""Indicators: cited figures and ratings that lie beside the claims."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import attrs

from traffickgraph.errors import InvalidValueError, WrongTypeError, shown
from traffickgraph.model.fields import as_named_forms, as_period, as_victims, check_forms, no_evidence
from traffickgraph.model.values import Count, Evidence, Period, Publication, check_text, whole_text
from traffickgraph.places import Country, Place, PlaceLike, Region, place
from traffickgraph.table import one_line
from traffickgraph.vocabulary import Exploitation, VictimGroup  # noqa: TC001 - Hypothesis reads the types of fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attrs import Attribute

__all__ = ["Indicator"]

# What a float holds too; Python does not print whole numbers of thousands of digits.
_LONGEST = 10**300


def _evidence(_owner: object, _field: Attribute[Evidence], value: Evidence) -> None:
    if not isinstance(value, Evidence):
        raise no_evidence("an indicator", value)


def _is_value(_owner: object, _field: Attribute[int | float | str | Count], value: float | str | Count) -> None:
    if isinstance(value, bool) or not isinstance(value, (int, float, str, Count)):
        raise WrongTypeError(f"the value of an indicator is a number, a Count or text, not {shown(value)}", value)
    if isinstance(value, float) and not math.isfinite(value):
        raise InvalidValueError(f"the value of an indicator is finite, not {value!r}; leave out what is missing", value)
    if isinstance(value, int) and abs(value) >= _LONGEST:
        raise InvalidValueError("the value of an indicator has no more than 300 digits")
    if isinstance(value, str):
        check_text("value", value)


def _name(_owner: object, field: Attribute[str], value: str) -> None:
    whole_text(_owner, field, value)
    if not value.strip():
        raise InvalidValueError("an indicator has a name that says what was counted or rated", value)


def _place(given: PlaceLike) -> Place:
    return given if isinstance(given, (Country, Region)) else place(given)


@attrs.frozen(cache_hash=True)
class Indicator:
    """A cited figure or rating about one place: victims certified, convictions, a tier ranking.

    It is no claim of a route: it lies beside the claims and never becomes a weight of one.

    Parameters
    ----------
    place : Place or name
        Which place it is about.
    name : str
        What was counted or rated: ``"victims certified"``.
    value : int, float, str or Count
        The figure or the rating.
    unit : str
        What one of it is: ``"persons"``, ``"tier"``.
    period : Period, year, pair or text, optional
        The time spoken of; None if unstated.
    evidence : Evidence
        Which publication says so.
    exploitation, victims
        The forms and the groups that the figure is limited to; empty if to none.
    """

    place: Place = attrs.field(converter=_place)
    name: str = attrs.field(validator=_name)
    # 1 and 1.0 are equal numbers, but not the same statement.
    value: int | float | str | Count = attrs.field(validator=_is_value, eq=lambda value: (type(value), value))
    unit: str = attrs.field(default="", kw_only=True, validator=whole_text)
    period: Period | None = attrs.field(default=None, kw_only=True, converter=as_period)
    evidence: Evidence = attrs.field(kw_only=True, validator=_evidence)
    exploitation: tuple[Exploitation, ...] = attrs.field(default=(), kw_only=True, converter=as_named_forms)
    victims: tuple[VictimGroup, ...] = attrs.field(default=(), kw_only=True, converter=as_victims)

    def __attrs_post_init__(self) -> None:
        check_forms(self.exploitation)

    @property
    def publication(self) -> Publication:
        """The publication that states it."""
        return self.evidence.publication

    def to_record(self) -> dict[str, Any]:
        """Return the whole content as plain values for JSON; what is unstated is left out."""
        value = [self.value.low, self.value.high] if isinstance(self.value, Count) else self.value
        record: dict[str, Any] = {"indicator": self.name, "place": self.place.code, "value": value}
        if self.unit:
            record["unit"] = self.unit
        if self.period is not None:
            record["period"] = [self.period.first, self.period.last]
        if self.exploitation:
            record["exploitation"] = [str(form) for form in self.exploitation]
        if self.victims:
            record["victims"] = [str(group) for group in self.victims]
        record["evidence"] = self.evidence.to_record()
        return record

    def __repr__(self) -> str:
        return f"<Indicator: {self}>"

    def __str__(self) -> str:
        return "".join(_said(self))


def _said(one: Indicator) -> Iterator[str]:
    value = one_line(one.value) if isinstance(one.value, str) else one.value
    yield f"{one.place}: {one_line(one.name)}: {value}"
    if one.unit:
        yield f" {one_line(one.unit)}"
    if limits := [*(form.phrase for form in one.exploitation), *one.victims]:
        yield f" ({', '.join(limits)})"
    if one.period is not None:
        yield f", {one.period}"
    yield f" ({one.publication.cited})"
