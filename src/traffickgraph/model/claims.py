"""Claims and indicators: what publications say, each with its evidence."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import attrs

from traffickgraph.errors import InvalidValueError, WrongTypeError, listed, shown
from traffickgraph.model.readings import Flow, Leg
from traffickgraph.model.routes import PlacesLike, Route, StagesLike
from traffickgraph.model.values import Count, Evidence, Period, PeriodLike, Publication, check_text, whole_text
from traffickgraph.places import Country, Place, PlaceLike, Region, place
from traffickgraph.table import one_line
from traffickgraph.vocabulary import (
    Exploitation,
    ExploitationLike,
    Role,
    Status,
    StatusLike,
    VictimGroup,
    VictimLike,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from attrs import Attribute

__all__ = ["Claim", "ExploitationsLike", "Indicator", "VictimsLike", "claim"]

ExploitationsLike: TypeAlias = ExploitationLike | Iterable[ExploitationLike]
VictimsLike: TypeAlias = VictimLike | Iterable[VictimLike]
# JSON's own shape, as the standard library reads it.
Record: TypeAlias = "dict[str, Any]"

_Word = TypeVar("_Word", Exploitation, VictimGroup)
_UNSPECIFIED = (Exploitation.UNSPECIFIED,)
# What a float holds too; Python does not print whole numbers of thousands of digits.
_LONGEST = 10**300


def _words(given: str | Iterable[str], vocabulary: type[_Word]) -> tuple[_Word, ...]:
    """Return the words in the order of their vocabulary, each once."""
    if isinstance(given, str):
        return (vocabulary(given),)
    if not isinstance(given, Iterable):
        return (vocabulary(given),)  # which says what is wrong with it
    found = {vocabulary(word) for word in given}
    return tuple(found) if len(found) <= 1 else tuple(word for word in vocabulary if word in found)


def _forms(given: ExploitationsLike) -> tuple[Exploitation, ...]:
    if given is _UNSPECIFIED:
        return _UNSPECIFIED
    return _words(given, Exploitation) or _UNSPECIFIED


def _any_forms(given: ExploitationsLike) -> tuple[Exploitation, ...]:
    return _words(given, Exploitation)


def _victims(given: VictimsLike) -> tuple[VictimGroup, ...]:
    if given == ():
        return ()
    return _words(given, VictimGroup)


def _status(given: StatusLike) -> Status:
    return given if isinstance(given, Status) else Status(given)


def _period(given: PeriodLike | None) -> Period | None:
    return None if given is None else Period.parse(given)


def _count(given: Count | int | str | None) -> Count | None:
    return None if given is None else Count.parse(given)


def _no_evidence(given: object) -> WrongTypeError:
    return WrongTypeError(
        f"a claim rests on evidence, not on {shown(given)}; write Evidence(Publication('…', 2015), 'page 3')", given
    )


def _evidence(_owner: object, _field: Attribute[Evidence], value: Evidence) -> None:
    if not isinstance(value, Evidence):
        raise _no_evidence(value)


@attrs.frozen(cache_hash=True)
class Claim:
    """One publication's statement of one whole route.

    The short way to write one is :func:`claim`.

    Parameters
    ----------
    route : Route
        The places in their roles.
    evidence : Evidence
        Which publication says so, where, and in which words.
    exploitation : form or iterable of forms
        The forms of exploitation named; ``("unspecified",)`` if none is.
    victims : group or iterable of groups
        The groups of victims named; empty if none is.
    status : Status
        How it is put: current, past, emerging or possible.
    period : Period, year, pair or text, optional
        The time spoken of; None if unstated, and never filled from the year of publication.
    count : Count, number or text, optional
        Persons detected along the whole route, all its places and forms together; None if not counted.
    note : str
        A remark of the coder; what the publication says stands in the evidence.

    Raises
    ------
    UnknownTermError, InvalidValueError, WrongTypeError
        If a part cannot be.

    Examples
    --------
    >>> report = Publication("Trafficking in Persons Report", 2015)
    >>> one = claim("Uzbekistan", to="Azerbaijan", exploitation=["sexual", "forced_labour"], publication=report)
    >>> print(one)
    Uzbekistan → Azerbaijan: sexual exploitation and forced labour (Trafficking in Persons Report, 2015)
    """

    # Route, evidence and period tell most claims apart, so the hash leaves the rest to the comparison.
    route: Route
    evidence: Evidence
    exploitation: tuple[Exploitation, ...] = attrs.field(
        default=_UNSPECIFIED, kw_only=True, hash=False, converter=_forms
    )
    victims: tuple[VictimGroup, ...] = attrs.field(default=(), kw_only=True, hash=False, converter=_victims)
    status: Status = attrs.field(default=Status.CURRENT, kw_only=True, hash=False, converter=_status)
    period: Period | None = attrs.field(default=None, kw_only=True, converter=_period)
    count: Count | None = attrs.field(default=None, kw_only=True, hash=False, converter=_count)
    note: str = attrs.field(default="", kw_only=True, hash=False)

    def __attrs_post_init__(self) -> None:
        # One check of all parts: a graph of tens of thousands of claims is made of these.
        if not isinstance(self.route, Route):
            raise WrongTypeError(
                f"a claim states a route, not {shown(self.route)}; write Route.of('Azerbaijan', to='Turkey')",
                self.route,
            )
        if not isinstance(self.evidence, Evidence):
            raise _no_evidence(self.evidence)
        if len(self.exploitation) > 1 and Exploitation.UNSPECIFIED in self.exploitation:
            raise InvalidValueError(
                "exploitation is unspecified or is named, not both; split the claim if the publication says both",
                self.exploitation,
            )
        check_text("note", self.note)

    @property
    def publication(self) -> Publication:
        """The publication that states it."""
        return self.evidence.publication

    @property
    def places(self) -> frozenset[Place]:
        """All places that it names."""
        return self.route.places

    @property
    def roles(self) -> Mapping[Place, frozenset[Role]]:
        """The roles of each place that it names."""
        return self.route.roles

    @cached_property
    def id(self) -> str:
        """Sixteen hexadecimal digits of a digest of the content: equal claims have equal ids, on every machine."""
        content = json.dumps(self.to_record(), ensure_ascii=True, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(content.encode()).hexdigest()[:16]

    def legs(self) -> tuple[Leg, ...]:
        """Return each step between neighbouring places that the claim states.

        Alternatives in one stage have no leg between them, and an unstated end has none.
        """
        return tuple(
            Leg(tail, tail_role, head, head_role, self) for tail, tail_role, head, head_role in self.route.steps()
        )

    def flows(self) -> tuple[Flow, ...]:
        """Return each pair of a source and a destination, whatever lies between; none if an end is unstated."""
        route = self.route
        return tuple(
            Flow(source, destination, self)
            for source in sorted(route.sources)
            for destination in sorted(route.destinations)
        )

    def to_record(self) -> Record:
        """Return the whole content as plain values for JSON; what is unstated is left out."""
        route: Record = {}
        if self.route.sources:
            route["source"] = [one.code for one in sorted(self.route.sources)]
        if self.route.via:
            route["via"] = [[one.code for one in sorted(stage)] for stage in self.route.via]
        if self.route.destinations:
            route["to"] = [one.code for one in sorted(self.route.destinations)]
        record: Record = {"route": route, "exploitation": [str(form) for form in self.exploitation]}
        if self.victims:
            record["victims"] = [str(group) for group in self.victims]
        record["status"] = str(self.status)
        if self.period is not None:
            record["period"] = [self.period.first, self.period.last]
        if self.count is not None:
            record["count"] = [self.count.low, self.count.high]
        if self.note:
            record["note"] = self.note
        record["evidence"] = _evidence_record(self.evidence)
        return record

    def __repr__(self) -> str:
        return f"<Claim {self.id}: {self}>"

    def __str__(self) -> str:
        parts = [str(self.route)]
        said = [form.phrase for form in self.exploitation if form is not Exploitation.UNSPECIFIED]
        if phrases := [listed(words, "and") for words in (said, self.victims) if words]:
            parts.append(f": {' of '.join(phrases)}")
        if self.status is not Status.CURRENT:
            parts.append(f", {self.status}")
        if self.period is not None:
            parts.append(f", {self.period}")
        if self.count is not None:
            parts.append(f", {self.count} detected")
        return f"{''.join(parts)} {_cited(self.publication)}"


def claim(  # noqa: PLR0913 - these are the parts of a statement, all but the first given by name
    source: PlacesLike = (),
    *,
    via: StagesLike = (),
    to: PlacesLike = (),
    publication: Publication,
    locator: str = "",
    quote: str = "",
    exploitation: ExploitationsLike = _UNSPECIFIED,
    victims: VictimsLike = (),
    status: StatusLike = Status.CURRENT,
    period: PeriodLike | None = None,
    count: Count | int | str | None = None,
    note: str = "",
) -> Claim:
    """Write a claim in one call.

    Parameters
    ----------
    source, via, to
        The route, as in :meth:`Route.of`.
    publication, locator, quote
        The evidence, as in :class:`Evidence`.
    exploitation, victims, status, period, count, note
        As in :class:`Claim`.

    Returns
    -------
    Claim

    Examples
    --------
    >>> report = Publication("Trafficking in Persons Report", 2015)
    >>> print(claim("Central Asia", via="Azerbaijan", to=["UAE", "Iran"], status="past", publication=report))
    Central Asia → Azerbaijan → Iran, United Arab Emirates, past (Trafficking in Persons Report, 2015)
    """
    return Claim(
        Route.of(source, via=via, to=to),
        Evidence(publication, locator, quote),
        exploitation=exploitation,
        victims=victims,
        status=status,
        period=period,
        count=count,
        note=note,
    )


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
    period: Period | None = attrs.field(default=None, kw_only=True, converter=_period)
    evidence: Evidence = attrs.field(kw_only=True, validator=_evidence)
    exploitation: tuple[Exploitation, ...] = attrs.field(default=(), kw_only=True, converter=_any_forms)
    victims: tuple[VictimGroup, ...] = attrs.field(default=(), kw_only=True, converter=_victims)

    @property
    def publication(self) -> Publication:
        """The publication that states it."""
        return self.evidence.publication

    def to_record(self) -> Record:
        """Return the whole content as plain values for JSON; what is unstated is left out."""
        value = [self.value.low, self.value.high] if isinstance(self.value, Count) else self.value
        record: Record = {"indicator": self.name, "place": self.place.code, "value": value}
        if self.unit:
            record["unit"] = self.unit
        if self.period is not None:
            record["period"] = [self.period.first, self.period.last]
        if self.exploitation:
            record["exploitation"] = [str(form) for form in self.exploitation]
        if self.victims:
            record["victims"] = [str(group) for group in self.victims]
        record["evidence"] = _evidence_record(self.evidence)
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
    yield f" {_cited(one.publication)}"


def _cited(publication: Publication) -> str:
    return f"({one_line(publication.title)}, {publication.year})"


def _evidence_record(evidence: Evidence) -> Record:
    publication = evidence.publication
    said: Record = {"title": publication.title, "year": publication.year}
    for key in ("publisher", "url", "licence"):
        if value := getattr(publication, key):
            said[key] = value
    record: Record = {"publication": said}
    if evidence.locator:
        record["locator"] = evidence.locator
    if evidence.quote:
        record["quote"] = evidence.quote
    return record
