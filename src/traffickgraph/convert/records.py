"""Records: claims and indicators as plain values for JSON, and back.

The way there is :meth:`Claim.to_record` and :meth:`Indicator.to_record`; this is the way back. A record is not
trusted: unknown keys, repeated keys and values of another kind are faults, and all faults of a record are found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeGuard, TypeVar, cast

from traffickgraph.convert.reading import Faults, Places, nearest_word
from traffickgraph.errors import ClaimsFileError, TraffickGraphError, shown
from traffickgraph.model import Claim, Count, Evidence, Indicator, Period, Publication, Route
from traffickgraph.vocabulary import Exploitation, Status, VictimGroup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from traffickgraph.places import Place

__all__ = ["RecordReader", "RepeatedKeys", "claim_from_record", "indicator_from_record", "is_object"]

Keys: TypeAlias = tuple[str, ...]

_T = TypeVar("_T")
_Word = TypeVar("_Word", Exploitation, VictimGroup)

_CLAIM: Final[Keys] = ("route", "exploitation", "victims", "status", "period", "count", "note", "evidence")
_INDICATOR: Final[Keys] = ("indicator", "place", "value", "unit", "period", "exploitation", "victims", "evidence")
_ROUTE: Final[Keys] = ("source", "via", "to")
_EVIDENCE: Final[Keys] = ("publication", "locator", "quote")
_PUBLICATION: Final[Keys] = ("title", "year", "publisher", "url", "licence")
_STATUS: Final = {str(one): one for one in Status}
_KEYS: Final[dict[Keys, frozenset[str]]] = {
    known: frozenset(known) for known in (_CLAIM, _INDICATOR, _ROUTE, _EVIDENCE, _PUBLICATION)
}


class RepeatedKeys(dict[str, object]):
    """An object of JSON in which a key stands twice; it is known by its kind and never becomes a value."""

    repeated: tuple[str, ...] = ()

    # Not that of a dict: what is written alike is taken for the same route or publication.
    def __repr__(self) -> str:
        return f"{dict(self)!r} with {', '.join(self.repeated)} twice"


def claim_from_record(record: object) -> Claim:
    """Return the claim of a record, the reverse of :meth:`Claim.to_record`.

    Parameters
    ----------
    record : object
        Plain values, as JSON gives them. Places may be given by any name or code that :func:`place` understands.

    Raises
    ------
    ClaimsFileError
        If anything is wrong with it; all faults are listed, each with its address, such as ``$.route.to[0]``.

    Examples
    --------
    >>> from traffickgraph import Publication, claim
    >>> one = claim("Heard Island", to="Bouvet Island", publication=Publication("An invented report", 2020))
    >>> claim_from_record(one.to_record()) == one
    True
    """
    return _whole(RecordReader().claim, record, "claim")


def indicator_from_record(record: object) -> Indicator:
    """Return the indicator of a record, the reverse of :meth:`Indicator.to_record`; as `claim_from_record`.

    Raises
    ------
    ClaimsFileError
        If anything is wrong with it; all faults are listed.
    """
    return _whole(RecordReader().indicator, record, "indicator")


def _whole(make: Callable[[object, Faults], _T | None], record: object, what: str) -> _T:
    faults = Faults()
    made = make(record, faults)
    if made is None or faults.found:
        number = "a fault" if len(faults.found) == 1 else f"{len(faults.found)} faults"
        raise ClaimsFileError("", f"the record of the {what} has {number}", faults.found)
    return made


class RecordReader:
    """Makes claims and indicators of records; routes and publications that come again are made once."""

    def __init__(self) -> None:
        self._places = Places()
        self._routes: dict[str, Route] = {}
        self._publications: dict[str, Publication] = {}
        self._forms: dict[str, tuple[Exploitation, ...]] = {}
        self._victims: dict[str, tuple[VictimGroup, ...]] = {}

    def item(self, record: object, faults: Faults) -> Claim | Indicator | None:
        """Return what a record states, or note its faults."""
        if is_object(record) and "indicator" in record:
            return self.indicator(record, faults)
        return self.claim(record, faults)

    def claim(self, record: object, faults: Faults) -> Claim | None:
        """Return the claim that a record states, or note its faults."""
        if not _checked(record, "$", _CLAIM, ("route", "evidence"), faults):
            return None
        get = record.get
        route = self._route(record["route"], faults) if "route" in record else None
        evidence = self._evidence(record["evidence"], faults) if "evidence" in record else None
        forms = self._named_forms(get("exploitation"), faults)
        victims = self._groups(get("victims"), faults)
        status = _status(get("status", Status.CURRENT), faults)
        period = _pair(Period, get("period"), "$.period", faults)
        count = _pair(Count, get("count"), "$.count", faults)
        note = _text(get("note", ""), "$.note", faults)
        if route is None or evidence is None or faults.found:
            return None
        # Only a mixture of "unspecified" with a form that is named can still be wrong, or half a character in a note.
        return faults.attempt(
            "$.exploitation" if len(forms) > 1 and Exploitation.UNSPECIFIED in forms else "$.note",
            Claim,
            route,
            evidence,
            exploitation=forms,
            victims=victims,
            status=status,
            period=period,
            count=count,
            note=note,
        )

    def indicator(self, record: object, faults: Faults) -> Indicator | None:
        """Return the indicator that a record states, or note its faults."""
        if not _checked(record, "$", _INDICATOR, ("indicator", "place", "value", "evidence"), faults):
            return None
        get = record.get
        about = self._place(record["place"], "$.place", faults) if "place" in record else None
        evidence = self._evidence(record["evidence"], faults) if "evidence" in record else None
        period = _pair(Period, get("period"), "$.period", faults)
        forms = self._named_forms(get("exploitation"), faults)
        victims = self._groups(get("victims"), faults)
        name = _text(get("indicator", ""), "$.indicator", faults)
        unit = _text(get("unit", ""), "$.unit", faults)
        value = get("value")
        figure = _figure(value, faults) if "value" in record else None
        if about is None or evidence is None or figure is None or faults.found:
            return None
        try:
            return Indicator(
                about,
                name,
                figure,
                unit=unit,
                period=period,
                evidence=evidence,
                exploitation=forms,
                victims=victims,
            )
        except TraffickGraphError:
            # Each field alone, beside others that are right, so that each fault has its own address.
            faults.attempt("$.indicator", Indicator, about, name, 0, evidence=evidence)
            faults.attempt("$.unit", Indicator, about, "…", 0, unit=unit, evidence=evidence)
            faults.attempt("$.value", Indicator, about, "…", figure, evidence=evidence)
            return None

    def _route(self, given: object, faults: Faults) -> Route | None:
        key = repr(given)
        known = self._routes.get(key)
        if known is not None:
            return known
        if not _checked(given, "$.route", _ROUTE, (), faults):
            return None
        sources = self._stage(given.get("source", []), "$.route.source", faults)
        destinations = self._stage(given.get("to", []), "$.route.to", faults)
        via: list[frozenset[Place]] = []
        stages = given.get("via", [])
        if is_list(stages):
            for at, stage in enumerate(stages):
                where = f"$.route.via[{at}]"
                via.append(self._stage(stage, where, faults))
                if stage == []:
                    faults.add(where, "a stage on the way names at least one place; leave an unstated one out")
        else:
            faults.add("$.route.via", f"the way is a list of stages, each a list of places, not {shown(stages)}")
        if faults.found:
            return None
        route = faults.attempt("$.route", Route, sources, tuple(via), destinations)
        if route is not None:
            self._routes[key] = route
        return route

    def _stage(self, given: object, where: str, faults: Faults) -> frozenset[Place]:
        if not is_list(given):
            faults.add(where, f"places are given as a list, not as {shown(given)}")
            return frozenset()
        found = [self._place(one, f"{where}[{at}]", faults) for at, one in enumerate(given)]
        return frozenset(one for one in found if one is not None)

    def _place(self, given: object, where: str, faults: Faults) -> Place | None:
        if isinstance(given, str):
            return self._places.find(given, where, faults)
        faults.add(where, f"a place is given as text, such as 'AZE' or 'Azerbaijan', not as {shown(given)}")
        return None

    def _evidence(self, given: object, faults: Faults) -> Evidence | None:
        if not _checked(given, "$.evidence", _EVIDENCE, ("publication",), faults):
            return None
        publication = self._publication(given["publication"], faults) if "publication" in given else None
        locator = _text(given.get("locator", ""), "$.evidence.locator", faults)
        quote = _text(given.get("quote", ""), "$.evidence.quote", faults)
        if publication is None:
            return None
        try:
            return Evidence(publication, locator, quote)
        except TraffickGraphError:
            faults.attempt("$.evidence.locator", Evidence, publication, locator)
            faults.attempt("$.evidence.quote", Evidence, publication, "", quote)
            return None

    def _publication(self, given: object, faults: Faults) -> Publication | None:
        key = repr(given)
        known = self._publications.get(key)
        if known is not None:
            return known
        if not _checked(given, "$.evidence.publication", _PUBLICATION, ("title", "year"), faults):
            return None
        before = len(faults.found)
        for name, value in given.items():
            if name in _KEYS[_PUBLICATION]:
                # Each field alone, beside others that are right, so that each fault has its own address.
                faults.attempt(f"$.evidence.publication.{name}", _with, name, value)
        if len(faults.found) > before or not ("title" in given and "year" in given):
            return None
        publication = self._publications[key] = _publication(given)
        return publication

    def _named_forms(self, given: object, faults: Faults) -> tuple[Exploitation, ...]:
        return _some(Exploitation, given, "exploitation", self._forms, faults)

    def _groups(self, given: object, faults: Faults) -> tuple[VictimGroup, ...]:
        return _some(VictimGroup, given, "victims", self._victims, faults)


def is_object(value: object) -> TypeGuard[dict[str, object]]:
    """Say whether a value is an object of JSON."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[object]]:
    """Say whether a value is a list of JSON."""
    return isinstance(value, list)


def _checked(
    given: object, where: str, known: Keys, needed: Iterable[str], faults: Faults
) -> TypeGuard[dict[str, object]]:
    """Check that a value is an object with known keys, all that are needed among them; go on if only keys are wrong."""
    if not is_object(given):
        faults.add(where, f"an object with the keys {', '.join(known)} belongs here, not {shown(given)}")
        return False
    if isinstance(given, RepeatedKeys):
        for key in given.repeated:
            faults.add(where, f"the key {shown(key)} stands here twice")
    if not given.keys() <= _KEYS[known]:
        for key in given:
            if key not in _KEYS[known]:
                faults.add(where, f"there is no key {shown(key)} here; {nearest_word(str(key), known)}")
    for key in needed:
        if key not in given:
            faults.add(where, f"the key {key!r} is missing")
    return True


def _some(
    kind: type[_Word], given: object, name: str, known: dict[str, tuple[_Word, ...]], faults: Faults
) -> tuple[_Word, ...]:
    if given is None:
        return ()
    key = repr(given)
    if key in known:
        return known[key]
    if not is_list(given):
        faults.add(f"$.{name}", f"{name} is a list of words, not {shown(given)}")
        return ()
    before = len(faults.found)
    found = [faults.attempt(f"$.{name}[{at}]", kind, cast("str", one)) for at, one in enumerate(given)]
    words = tuple(one for one in found if one is not None)
    if len(faults.found) == before:
        known[key] = words
    return words


def _text(given: object, where: str, faults: Faults) -> str:
    if isinstance(given, str):
        return given
    faults.add(where, f"text belongs here, not {shown(given)}")
    return ""


def _status(given: object, faults: Faults) -> Status:
    if isinstance(given, str) and given in _STATUS:
        return _STATUS[given]
    return faults.attempt("$.status", Status, cast("str", given)) or Status.CURRENT


_Pair = TypeVar("_Pair", Period, Count)


def _pair(kind: Callable[[int, int], _Pair], given: object, where: str, faults: Faults) -> _Pair | None:
    if given is None:
        return None
    if not is_list(given) or len(given) != 2:  # noqa: PLR2004 - a pair
        faults.add(where, f"a pair such as [5, 9] or [5, null] belongs here, not {shown(given)}")
        return None
    return faults.attempt(where, kind, *cast("tuple[int, int]", given))  # the class checks its bounds


def _figure(given: object, faults: Faults) -> int | float | str | Count | None:
    if is_list(given):
        return _pair(Count, given, "$.value", faults)
    if isinstance(given, (int, float, str)) and not isinstance(given, bool):
        return given
    faults.add("$.value", f"the value is a number, a pair of bounds or text, not {shown(given)}")
    return None


def _publication(given: dict[str, object]) -> Publication:
    return Publication(**cast("dict[str, Any]", given))  # the class checks its fields


def _with(name: str, value: object) -> Publication:
    return _publication({"title": "…", "year": 2000, name: value})
