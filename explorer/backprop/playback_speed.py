"""How fast does the animation play?"""

BEATS_PER_SECOND = 1.25
"""At speed 1."""

SLOWEST, FASTEST = 0.25, 16.0
"""How many times as fast it may play."""
