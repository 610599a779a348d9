"""Claims: one publication's statement of one whole route each."""

from __future__ import annotations

import hashlib
import json
from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs

from traffickgraph.errors import WrongTypeError, listed, shown
from traffickgraph.model.fields import (
    UNSPECIFIED,
    ExploitationsLike,
    VictimsLike,
    as_count,
    as_forms,
    as_period,
    as_status,
    as_victims,
    check_forms,
    no_evidence,
)
from traffickgraph.model.readings import Flow, Leg
from traffickgraph.model.routes import PlacesLike, Route, StagesLike
from traffickgraph.model.values import Count, Evidence, Period, PeriodLike, Publication, check_text
from traffickgraph.vocabulary import Exploitation, Status, StatusLike, VictimGroup

if TYPE_CHECKING:
    from collections.abc import Mapping

    from traffickgraph.places import Place
    from traffickgraph.vocabulary import Role

__all__ = ["BY_CITIZENSHIP", "INFERRED", "SYNTHETIC", "Claim", "claim"]

# What the note of a claim holds that says more than its publication.
INFERRED = "inferred: "
# What the note of a claim holds whose source is where people are citizens, as in tables of authorities.
BY_CITIZENSHIP = "source: country of citizenship"
# What the note of a claim holds whose count no one has counted: it was drawn by a mechanism that hides persons.
SYNTHETIC = "synthetic: "


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
        default=UNSPECIFIED, kw_only=True, hash=False, converter=as_forms
    )
    victims: tuple[VictimGroup, ...] = attrs.field(default=(), kw_only=True, hash=False, converter=as_victims)
    status: Status = attrs.field(default=Status.CURRENT, kw_only=True, hash=False, converter=as_status)
    period: Period | None = attrs.field(default=None, kw_only=True, converter=as_period)
    count: Count | None = attrs.field(default=None, kw_only=True, hash=False, converter=as_count)
    note: str = attrs.field(default="", kw_only=True, hash=False)

    def __attrs_post_init__(self) -> None:
        # One check of all parts: a graph of tens of thousands of claims is made of these.
        if not isinstance(self.route, Route):
            raise WrongTypeError(
                f"a claim states a route, not {shown(self.route)}; write Route.of('Azerbaijan', to='Turkey')",
                self.route,
            )
        if not isinstance(self.evidence, Evidence):
            raise no_evidence("a claim", self.evidence)
        check_forms(self.exploitation)
        check_text("note", self.note)

    @property
    def publication(self) -> Publication:
        """The publication that states it."""
        return self.evidence.publication

    @property
    def inferred(self) -> bool:
        """Whether it says more than its publication: `RouteGraph.expand_regions` has read a region as its members."""
        return INFERRED in self.note

    @property
    def synthetic(self) -> bool:
        """Whether its count was made by a mechanism that hides persons, and was not observed; its note says which."""
        return SYNTHETIC in self.note

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

    def to_record(self) -> dict[str, Any]:
        """Return the whole content as plain values for JSON; what is unstated is left out."""
        route: dict[str, Any] = {}
        if self.route.sources:
            route["source"] = [one.code for one in sorted(self.route.sources)]
        if self.route.via:
            route["via"] = [[one.code for one in sorted(stage)] for stage in self.route.via]
        if self.route.destinations:
            route["to"] = [one.code for one in sorted(self.route.destinations)]
        record: dict[str, Any] = {"route": route, "exploitation": [str(form) for form in self.exploitation]}
        if self.victims:
            record["victims"] = [str(group) for group in self.victims]
        record["status"] = str(self.status)
        if self.period is not None:
            record["period"] = [self.period.first, self.period.last]
        if self.count is not None:
            record["count"] = [self.count.low, self.count.high]
        if self.note:
            record["note"] = self.note
        record["evidence"] = self.evidence.to_record()
        return record

    def __repr__(self) -> str:
        return f"<Claim {self.id}: {self}>"

    def __str__(self) -> str:
        parts = [str(self.route)]
        said = [form.phrase for form in self.exploitation if form is not Exploitation.UNSPECIFIED]
        if phrases := [listed(words, "and") for words in (said, self.victims) if words]:
            parts.append(f": {' of '.join(phrases)}")
        if self.inferred:
            parts.append(", inferred")
        if self.status is not Status.CURRENT:
            parts.append(f", {self.status}")
        if self.period is not None:
            parts.append(f", {self.period}")
        if self.count is not None:
            parts.append(f", {self.count} {'in synthetic data' if self.synthetic else 'detected'}")
        return f"{''.join(parts)} ({self.publication.cited})"


def claim(  # noqa: PLR0913 - these are the parts of a statement, all but the first given by name
    source: PlacesLike = (),
    *,
    via: StagesLike = (),
    to: PlacesLike = (),
    publication: Publication,
    locator: str = "",
    quote: str = "",
    exploitation: ExploitationsLike = UNSPECIFIED,
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
