"""What does every test stand on? Qt without a screen, settings of its own, and a fixed set of examples."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # must stand before anything imports Qt

import pytest
from hypothesis import HealthCheck, settings

# A drawn network costs more than Hypothesis expects of one example, and a busy machine is no failure.
settings.register_profile(
    "quick", deadline=None, derandomize=True, max_examples=25, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "full", deadline=None, max_examples=500, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile(os.environ.get("BACKPROP_EXPLORER_PROPERTIES", "quick"))
