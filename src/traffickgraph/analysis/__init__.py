"""Numbers about a graph: each says what it counts, and its rows still hold the claims behind them.

Most of them read the graph as a network of ties between different places (:mod:`traffickgraph.network`): domestic
claims and unstated ends are counted apart and enter no ratio, and where persons were counted as intervals, figures are
given for the certain ties and for the possible ones. What composes ties, as betweenness does, takes for granted that
who passes from A to B may pass on to C, which reports seldom say; :mod:`traffickgraph.paths` tells the two apart.
"""

from __future__ import annotations

from traffickgraph.analysis import interdiction, plots
from traffickgraph.analysis.backbone import Backbone, BackboneTie, backbone
from traffickgraph.analysis.brokerage import Broker, Brokerage, RoleCount, brokerage
from traffickgraph.analysis.central_transit import FormTransit, transit_by_form
from traffickgraph.analysis.centrality import Centrality, Measure, Strength, TransitShare, centrality
from traffickgraph.analysis.chains import Chain
from traffickgraph.analysis.change import Change, ChangedTie, Likeness, Movement, change
from traffickgraph.analysis.communities import Communities, Community, communities
from traffickgraph.analysis.concentration import Concentration, concentration
from traffickgraph.analysis.corroboration import Corroborated, Corroboration, Difference, corroboration
from traffickgraph.analysis.history import Moment, history
from traffickgraph.analysis.memory import Memory, Order, memory
from traffickgraph.analysis.reporting import PairReporting, Reporting, Scope, reported, reporting, scope
from traffickgraph.analysis.roles import RoleBalance, role_balance
from traffickgraph.analysis.statistics import Statistics, statistics
from traffickgraph.analysis.triads import Triad, triads

__all__ = [
    "Backbone",
    "BackboneTie",
    "Broker",
    "Brokerage",
    "Centrality",
    "Chain",
    "Change",
    "ChangedTie",
    "Communities",
    "Community",
    "Concentration",
    "Corroborated",
    "Corroboration",
    "Difference",
    "FormTransit",
    "Likeness",
    "Measure",
    "Memory",
    "Moment",
    "Movement",
    "Order",
    "PairReporting",
    "Reporting",
    "RoleBalance",
    "RoleCount",
    "Scope",
    "Statistics",
    "Strength",
    "TransitShare",
    "Triad",
    "backbone",
    "brokerage",
    "centrality",
    "change",
    "communities",
    "concentration",
    "corroboration",
    "history",
    "interdiction",
    "memory",
    "plots",
    "reported",
    "reporting",
    "role_balance",
    "scope",
    "statistics",
    "transit_by_form",
    "triads",
]
