"""What a path costs: a function of its links, added up. The library brings two."""

from __future__ import annotations

from math import exp, expm1, fsum, log, log1p
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, cast

import attrs

from traffickgraph.asked import real_number
from traffickgraph.errors import InvalidValueError, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from traffickgraph.model import Claim, Link
    from traffickgraph.vocabulary import Status

__all__ = ["Cost", "Support", "best_supported", "fewest_legs"]

Cost: TypeAlias = "Callable[[Link], float]"
Independent: TypeAlias = Literal["claims", "publications"]


# The logarithm of one half.
_EVEN: Final = -log(2)


def fewest_legs(_link: Link) -> int:
    """Cost every link 1, so that the paths with the fewest legs come first."""
    return 1


def _number(value: Any) -> float:  # noqa: ANN401 - numbers of numpy, and what is none and refused below
    number = real_number(value)
    return cast("float", value if number is None else number)


def _is_chance(_: Support, field: attrs.Attribute[float], value: object) -> None:
    if not isinstance(value, float) or not 0 < value <= 1:
        raise InvalidValueError(f"{field.name} is a chance above 0 and up to 1, not {shown(value)}", value)


def _is_known(_: Support, field: attrs.Attribute[Independent], value: object) -> None:
    if value not in ("claims", "publications"):
        raise InvalidValueError(f"{field.name} is 'claims' or 'publications', not {shown(value)}", value)


@attrs.frozen
class Support:
    """Cost a link by how well it is supported: minus the logarithm of the chance that one of its claims holds.

    The cost of a path is then minus the logarithm of the chance that all its links hold, and the best supported path
    comes first. For a link with claims of weights w₁, w₂, …, the chance is 1 − (1 − w₁)(1 − w₂)…

    Attributes
    ----------
    current, past, emerging, possible : float
        The chance, above 0 and up to 1, that a claim of this status holds for the time asked about. The defaults, 0.9,
        0.5, 0.6 and 0.3, are conventions that order the four by what they say and claim no more; set your own, and
        see whether the ranking changes.
    independent : {"claims", "publications"}
        What is taken to err independently. Publications, if one says the same in several claims: then only its
        best claim counts.

    Notes
    -----
    The chance is a way to rank and no probability that trafficking takes place: claims repeat each other, and links
    of a path do not hold independently.

    Examples
    --------
    >>> from traffickgraph.paths import Support, best_supported
    >>> best_supported
    Support(current=0.9, past=0.5, emerging=0.6, possible=0.3, independent='claims')
    >>> bolder = Support(possible=0.6)
    """

    current: float = attrs.field(default=0.9, converter=_number, validator=_is_chance)
    past: float = attrs.field(default=0.5, converter=_number, validator=_is_chance)
    emerging: float = attrs.field(default=0.6, converter=_number, validator=_is_chance)
    possible: float = attrs.field(default=0.3, converter=_number, validator=_is_chance)
    independent: Independent = attrs.field(default="claims", validator=_is_known)

    def __call__(self, link: Link) -> float:
        """Return the cost of a link."""
        weights = self._weights(link.claims)
        if 1 in weights:
            return 0.0
        # Of many claims hardly a doubt is left, and of a weight close to 0 hardly a chance: both keep their digits.
        doubt = fsum(map(log1p, (-weight for weight in weights)))
        return -log1p(-exp(doubt)) if doubt < _EVEN else -log(-expm1(doubt))

    def chance(self, link: Link) -> float:
        """Return the chance that at least one claim of a link holds."""
        return exp(-self(link))

    def _weights(self, claims: tuple[Claim, ...]) -> list[float]:
        if self.independent == "claims":
            return [self._weight(one.status) for one in claims]
        best: dict[object, float] = {}
        for one in claims:
            best[one.publication] = max(best.get(one.publication, 0.0), self._weight(one.status))
        return list(best.values())

    def _weight(self, status: Status) -> float:
        weight: float = getattr(self, status.value)
        return weight


best_supported = Support()
