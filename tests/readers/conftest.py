"""Laws of the readers are checked without a deadline: the first example reads tables, or loads an engine."""

from hypothesis import HealthCheck, settings

settings.register_profile("readers", deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("readers")
