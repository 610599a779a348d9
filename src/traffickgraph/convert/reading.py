"""What has been read so far: values, and the faults with their addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, ParamSpec, TypeVar

import attrs

from traffickgraph.errors import ClaimsFileError, Fault, TraffickGraphError, shown
from traffickgraph.graph import RouteGraph
from traffickgraph.model import Claim, Indicator
from traffickgraph.places import Place, place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["Faults", "Places", "Reading", "nearest_word"]

_P = ParamSpec("_P")
_T = TypeVar("_T")
_LONGEST_WORD = 40


class Faults:
    """The faults of one record, by address within it."""

    __slots__ = ("found",)

    def __init__(self) -> None:
        self.found: list[Fault] = []

    def add(self, where: str, what: str) -> None:
        """Note a fault."""
        self.found.append(Fault(where, what))

    def attempt(self, where: str, make: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T | None:
        """Make a value; if it cannot be made, note why and return None."""
        try:
            return make(*args, **kwargs)
        except TraffickGraphError as error:
            self.found.append(Fault(where, str(error)))
            return None


class Places:
    """Look places up once for each text; a text that is not understood is not searched for again either."""

    __slots__ = ("_answers",)

    def __init__(self) -> None:
        self._answers: dict[str, Place | str] = {}

    def find(self, text: str, where: str, faults: Faults) -> Place | None:
        """Return the place that a text means, or note why there is none."""
        answer = self._answers.get(text)
        if answer is None:
            try:
                answer = place(text)
            except TraffickGraphError as error:
                answer = str(error)
            self._answers[text] = answer
        if isinstance(answer, str):
            faults.add(where, answer)
            return None
        return answer


@attrs.define
class Reading:
    """What a door has read.

    Attributes
    ----------
    claims, indicators
        What could be read, in order.
    faults
        What could not, in order, each with its full address.
    records, refused
        How many records there were, and how many of them have faults.
    """

    claims: list[Claim] = attrs.Factory(list[Claim])
    indicators: list[Indicator] = attrs.Factory(list[Indicator])
    faults: list[Fault] = attrs.Factory(list[Fault])
    records: int = 0
    refused: int = 0

    def keep(self, item: Claim | Indicator | None, faults: Faults, where: str) -> None:
        """Keep one record's value, or its faults."""
        self.records += 1
        if faults.found:
            self.refused += 1
            self.faults += [Fault(f"{where}, {one.where}" if one.where else where, one.what) for one in faults.found]
        elif isinstance(item, Claim):
            self.claims.append(item)
        elif item is not None:
            self.indicators.append(item)

    def refuse(self, where: str, what: str) -> None:
        """Note a record that could not even be taken apart."""
        self.records += 1
        self.refused += 1
        self.faults.append(Fault(where, what))

    def graph(self) -> RouteGraph:
        """Return the graph of what could be read."""
        return RouteGraph(self.claims, self.indicators)

    def whole_graph(self, path: str, what: str) -> RouteGraph:
        """Return the graph, or raise all faults at once.

        Raises
        ------
        ClaimsFileError
            If there is any fault.
        """
        if self.faults:
            raise ClaimsFileError(
                path, f"{self.refused} of {self.records} {what} could not be read; none were kept", self.faults
            )
        return self.graph()


def nearest_word(word: str, known: Iterable[str]) -> str:
    """Say which known word is meant, or which there are."""
    from difflib import get_close_matches

    options = list(known)
    near = get_close_matches(word, options, n=1, cutoff=0.6) if len(word) <= _LONGEST_WORD else []
    return f"did you mean {near[0]!r}?" if near else f"there are {', '.join(map(shown, options))}"
