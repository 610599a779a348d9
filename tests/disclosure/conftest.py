"""Laws of disclosure control are checked without a deadline: the oracle tries all tables."""

from hypothesis import HealthCheck, settings

settings.register_profile("disclosure", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("disclosure")
