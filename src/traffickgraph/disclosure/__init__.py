"""Disclosure control: small counts of persons are not published, nor what would give them back.

A figure such as "3 victims, women, from A, found in B in 2019" may be enough to know a person again. Who publishes
tables about people therefore leaves small counts out (*primary* suppression), and as many others that no sum and no
difference of what is left gives one back (*secondary* suppression; Hundepool et al. 2012, chapter 4).

:func:`protect` does both for the counts of claims and for indicators that count persons. Every writer and every picture
takes ``k=`` and protects what it is given first. :func:`withheld` says how many figures of a graph are withheld.

References
----------
Hundepool, A., Domingo-Ferrer, J., Franconi, L., Giessing, S., Schulte Nordholt, E., Spicer, K., de Wolf, P.-P. (2012).
*Statistical Disclosure Control*. Wiley.
"""

from __future__ import annotations

from traffickgraph.disclosure.protecting import Protected, Withheld, protect, withheld

__all__ = ["Protected", "Withheld", "protect", "withheld"]
