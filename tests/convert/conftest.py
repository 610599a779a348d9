"""Laws of the doors are checked without a deadline: the first example reads the tables of places."""

from hypothesis import HealthCheck, settings

settings.register_profile("doors", deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("doors")
