"""What a reader returns: the claims, the report on how it came to them, and the rows as understood.

A frame of the rows is made by the room of doors, `convert`, which knows the packages of frames.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, overload

import attrs

from traffickgraph.graph import RouteGraph
from traffickgraph.table import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from traffickgraph.readers.report import Report
    from traffickgraph.table import Cell

__all__ = ["Reading"]


@attrs.frozen(eq=False)
class Reading:
    """What was read from a file or a frame.

    Attributes
    ----------
    graph : RouteGraph
        The claims.
    report : Report
        What became of every row, and how every label was understood.
    apart : RouteGraph
        Claims that count in another way, and are not to be added to those of `graph`; empty for most readers.
    """

    graph: RouteGraph
    report: Report
    # Most callers need no frame, so it is made when it is asked for.
    _columns: Callable[[], Mapping[str, Sequence[Cell]]] = attrs.field(alias="columns", repr=False)
    apart: RouteGraph = attrs.field(factory=RouteGraph)

    @property
    def frame(self) -> pd.DataFrame:
        """The rows as they were understood, as a pandas data frame; `to_frame` makes others."""
        return self.to_frame()

    @overload
    def to_frame(self, backend: Literal["pandas"] = "pandas") -> pd.DataFrame: ...
    @overload
    def to_frame(self, backend: Literal["polars"]) -> pl.DataFrame: ...
    @overload
    def to_frame(self, backend: Literal["pyarrow"]) -> pa.Table: ...
    def to_frame(
        self, backend: Literal["pandas", "polars", "pyarrow"] = "pandas"
    ) -> pd.DataFrame | pl.DataFrame | pa.Table:
        """Return the rows as they were understood, as a data frame; null where a cell says nothing.

        Parameters
        ----------
        backend : {"pandas", "polars", "pyarrow"}
            Whose frame; the package is to be installed.

        Raises
        ------
        MissingPackageError
            If the backend is not installed.
        """
        from traffickgraph.convert.frames import frame_of

        return frame_of(self._columns(), backend)

    def __repr__(self) -> str:
        report = self.report
        apart = f", {plural(len(self.apart), 'claim')} apart" if self.apart else ""
        used = f"{report.rows_used:,} of {plural(report.rows_read, 'row')} used"
        left = f", {plural(len(report.unresolved), 'label')} not resolved" if report.unresolved else ""
        return f"<Reading: {plural(len(self.graph.claims), 'claim')}{apart}; {used}{left}>"
