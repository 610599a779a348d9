"""Errors say what they say, also after a copy or in another process."""

from __future__ import annotations

import copy
import pickle

import pytest

from traffickgraph import errors, place
from traffickgraph.errors import Fault, TraffickGraphError

ERRORS = [
    errors.UnknownPlaceError("Nigera", ("Nigeria", "Niger")),
    errors.AmbiguousPlaceError("Congolese", ("COD", "COG"), ("one", "the other")),
    errors.UnknownTermError("sexxual", "exploitation", ("sexual", "slavery"), ("sexual",)),
    errors.InvalidValueError("what cannot be", 3),
    errors.WrongTypeError("of the wrong kind", "given"),
    errors.ClaimsFileError("claims.csv", "1 of 2 rows could not be read", [Fault("row 2", "is wrong")]),
    errors.FileFormatError("claims.doc", "is not read", (".csv",)),
    errors.UnknownDatasetError("nothing", ("factbook",)),
    errors.MissingPackageError("drawing", "Graphviz", "render"),
    errors.RenderError("could not be drawn", "dot"),
    errors.RenderTimeoutError("took too long", "dot"),
]


def test_every_error_is_tried_here() -> None:
    kinds = {one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, TraffickGraphError)}
    assert {type(one) for one in ERRORS} == kinds - {TraffickGraphError}


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_survives_a_copy_and_another_process(error: TraffickGraphError) -> None:
    for again in (copy.copy(error), copy.deepcopy(error), pickle.loads(pickle.dumps(error))):  # noqa: S301 - our own
        assert type(again) is type(error)
        assert str(again) == str(error)
        assert vars(again) == vars(error)


def test_an_error_raised_by_the_library_survives_another_process() -> None:
    with pytest.raises(LookupError) as caught:
        place("Congolese")
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own
    assert str(again) == str(caught.value)
