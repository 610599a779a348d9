"""Every error that traffickgraph raises on purpose, in one tree.

Catch :class:`TraffickGraphError` to catch them all; each class is also the builtin that it specialises::

    TraffickGraphError
    ├── UnknownPlaceError (LookupError)        no country or region has that name
    ├── AmbiguousPlaceError (LookupError)      several have it
    ├── UnknownTermError (ValueError)          a word that the vocabulary does not hold
    ├── InvalidValueError (ValueError)         a value that cannot be: a period that ends before it begins
    ├── WrongTypeError (TypeError)             a thing of the wrong kind: a number where a place belongs
    ├── ClaimsFileError (ValueError)           a file of claims with faults; all are listed
    ├── FileFormatError (ValueError)           a file whose format is not read or not written
    ├── UnknownDatasetError (LookupError)      no bundled data set has that name
    ├── MissingPackageError (ImportError)      an optional package is not installed
    └── RenderError (RuntimeError)             Graphviz could not draw the picture
        └── RenderTimeoutError (TimeoutError)  ... or took longer than it was given

A message says what was given, what is wrong with it, the nearest right thing and what to do. What it says is also
there as attributes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "AmbiguousPlaceError",
    "ClaimsFileError",
    "Fault",
    "FileFormatError",
    "InvalidValueError",
    "MissingPackageError",
    "RenderError",
    "RenderTimeoutError",
    "TraffickGraphError",
    "UnknownDatasetError",
    "UnknownPlaceError",
    "UnknownTermError",
    "WrongTypeError",
]

_SHOWN = 60
_FAULTS_SHOWN = 20


def shown(value: object) -> str:
    """Return the `repr` of a value, cut to a length that fits into a message."""
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 2]}…{text[-1]}"


def listed(words: Iterable[str], last: str = "or") -> str:
    """Join words as prose does: ``a``, ``a or b``, ``a, b or c``."""
    *head, tail = words
    return f"{', '.join(head)} {last} {tail}" if head else tail


class TraffickGraphError(Exception):
    """The root of all errors of this package."""

    def __reduce__(self) -> tuple[object, ...]:
        # An error is made of its parts and shows a message: both are to survive a copy, also from another process.
        return _rebuilt, (type(self), self.args, self.__dict__)


def _rebuilt(kind: type[TraffickGraphError], args: tuple[object, ...], state: dict[str, object]) -> TraffickGraphError:
    # An operating-system error, such as a time-out, can only be made by its own kind.
    error = OSError.__new__(kind, *args) if issubclass(kind, OSError) else kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class UnknownPlaceError(TraffickGraphError, LookupError):
    """No country or region is called that.

    Attributes
    ----------
    asked : str
        What was looked up.
    nearest : tuple of str
        The nearest names that would have been understood, best first; may be empty.
    """

    def __init__(
        self, asked: str, nearest: Sequence[str] = (), *, problem: str = "no country or region is called"
    ) -> None:
        self.asked = asked
        self.nearest = tuple(nearest)
        hint = f"; did you mean {listed(map(repr, self.nearest))}?" if self.nearest else ""
        super().__init__(f"{problem} {shown(asked)}{hint}")


class AmbiguousPlaceError(TraffickGraphError, LookupError):
    """Several countries are called that.

    Attributes
    ----------
    asked : str
        What was looked up.
    candidates : tuple of str
        The codes of all places that it may mean.
    """

    def __init__(self, asked: str, candidates: Sequence[str], names: Sequence[str]) -> None:
        self.asked = asked
        self.candidates = tuple(candidates)
        options = (f"{name} ({code})" for name, code in zip(names, self.candidates, strict=True))
        super().__init__(
            f"{shown(asked)} may mean {listed(options)}; "
            f"name the one that is meant, or pass prefer={self.candidates[0]!r}"
        )


class UnknownTermError(TraffickGraphError, ValueError):
    """A word that is not in one of the closed vocabularies.

    Attributes
    ----------
    asked : str
        The word given.
    vocabulary : str
        Which vocabulary: ``"exploitation"``, ``"status"``, ...
    options : tuple of str
        All its words.
    """

    def __init__(self, asked: str, vocabulary: str, options: Sequence[str], nearest: Sequence[str] = ()) -> None:
        self.asked = asked
        self.vocabulary = vocabulary
        self.options = tuple(options)
        hint = f"did you mean {listed(map(repr, nearest))}?" if nearest else f"it is one of {listed(self.options)}"
        super().__init__(f"{shown(asked)} is no {vocabulary}; {hint}")


class InvalidValueError(TraffickGraphError, ValueError):
    """A value of the right kind that cannot be.

    Attributes
    ----------
    given : object
        What was given.
    """

    def __init__(self, message: str, given: object = None) -> None:
        self.given = given
        super().__init__(message)


class WrongTypeError(TraffickGraphError, TypeError):
    """A value of the wrong kind.

    Attributes
    ----------
    given : object
        What was given.
    """

    def __init__(self, message: str, given: object = None) -> None:
        self.given = given
        super().__init__(message)


class Fault:
    """One fault of a file: where it is, and what it is.

    Attributes
    ----------
    where : str
        The address: ``"line 17, $.route.to[0]"``, ``"row 5, column 'period_last'"``.
    what : str
        What is wrong there.
    """

    __slots__ = ("what", "where")

    def __init__(self, where: str, what: str) -> None:
        self.where = where
        self.what = what

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" if self.where else self.what

    def __repr__(self) -> str:
        return f"Fault({self.where!r}, {self.what!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Fault) and (self.where, self.what) == (other.where, other.what)

    def __hash__(self) -> int:
        return hash((self.where, self.what))


class ClaimsFileError(TraffickGraphError, ValueError):
    """A file of claims that has faults. It was read to its end, all faults are listed, and no claim was kept.

    Attributes
    ----------
    path : str
        The file; empty for claims that came from elsewhere, such as a data frame.
    faults : tuple of Fault
        Every fault, in the order of the file.
    """

    def __init__(self, path: str, summary: str, faults: Sequence[Fault] = ()) -> None:
        self.path = path
        self.faults = tuple(faults)
        lines = [summary, *(f"  {fault}" for fault in self.faults[:_FAULTS_SHOWN])]
        if len(self.faults) > _FAULTS_SHOWN:
            lines.append(f"  … and {len(self.faults) - _FAULTS_SHOWN} more, all in .faults")
        super().__init__("\n".join(lines))


class FileFormatError(TraffickGraphError, ValueError):
    """A file whose format is not read, or not written, here.

    Attributes
    ----------
    path : str
        The file.
    known : tuple of str
        The suffixes that would do.
    """

    def __init__(self, path: str, message: str, known: Sequence[str] = ()) -> None:
        self.path = path
        self.known = tuple(known)
        super().__init__(message)


class UnknownDatasetError(TraffickGraphError, LookupError):
    """No bundled data set is called that.

    Attributes
    ----------
    asked : str
        The name given.
    known : tuple of str
        The names of all bundled data sets.
    """

    def __init__(self, asked: str, known: Sequence[str]) -> None:
        self.asked = asked
        self.known = tuple(known)
        super().__init__(f"no data set is called {shown(asked)}; there are {listed(map(repr, self.known), 'and')}")


class MissingPackageError(TraffickGraphError, ImportError):
    """Something was asked for that needs an optional package which is not installed.

    Attributes
    ----------
    extra : str
        The extra of traffickgraph that brings it; empty if none does.
    """

    def __init__(self, what: str, package: str, extra: str = "") -> None:
        self.extra = extra
        wanted = f"'traffickgraph[{extra}]'" if extra else package
        super().__init__(f"{what} needs {package}; install it with: pip install {wanted}")


class RenderError(TraffickGraphError, RuntimeError):
    """Graphviz could not draw the picture.

    Attributes
    ----------
    engine : str
        What was asked to draw it, such as ``"dot 2.43.0 (system)"``; empty if there was nothing to ask.
    """

    def __init__(self, message: str, engine: str = "") -> None:
        self.engine = engine
        super().__init__(message)


class RenderTimeoutError(RenderError, TimeoutError):
    """Graphviz took longer than it was given."""
