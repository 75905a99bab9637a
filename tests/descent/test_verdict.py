"""Is a verdict said in words that a person understands, with rounded numbers marked?"""

import pytest

from explorer.descent.verdict import OrbitVerdict, signed, written


@pytest.mark.parametrize(
    ("verdict", "sentence"),
    [
        (OrbitVerdict("converges", limit=0.0, multiplier=0.4), "converges to 0"),
        (
            OrbitVerdict("converges", limit=1 / 3, multiplier=-0.4),
            "converges to ≈ 0.3333, jumping past it at every step",
        ),
        (
            OrbitVerdict("converges", limit=-2.0, multiplier=3.7),
            "converges to −2, but only exactly there: it is unstable, the smallest nudge leaves it",
        ),
        (OrbitVerdict("converges", limit=0.0, multiplier=1.0, remark="slowly"), "converges to 0; slowly"),
        (
            OrbitVerdict("cycles", period=2, cycle=(-1.0, 1.0), multiplier=1.0),
            "cycles: back after 2 steps (−1, 1)",
        ),
        (OrbitVerdict("cycles", period=8, cycle=(0.0,) * 8, multiplier=0.1), "cycles: back after 8 steps"),
        (OrbitVerdict("chaotic", lyapunov=0.35470455), "chaotic: bounded, never settles (Λ ≈ +0.355)"),
        (OrbitVerdict("diverges", diverged_at=6), "diverges: out of all bounds at step 6"),
        (
            OrbitVerdict("diverges", diverged_at=2, remark="f′ has no value at −4.99"),
            "diverges at step 2; f′ has no value at −4.99",
        ),
        (OrbitVerdict("undecided", remark="x is still rising"), "undecided; x is still rising"),
        (OrbitVerdict("undecided"), "undecided"),
    ],
)
def test_a_verdict_in_words(verdict: OrbitVerdict, sentence: str) -> None:
    assert verdict.sentence == sentence


def test_a_rounded_number_is_marked_as_such() -> None:
    assert [written(value) for value in (0.25, -0.25, 2 / 3, 1e-20, 123456.0)] == [
        "0.25",
        "−0.25",
        "≈ 0.6667",
        "1e−20",
        "≈ 1.235e+05",
    ]
    assert [signed(value) for value in (0.5, -0.25, 0.3547)] == ["= +0.500", "= −0.250", "≈ +0.355"]


def test_what_is_not_known_is_said_to_be_so_and_an_undefined_multiplier_says_nothing() -> None:
    assert OrbitVerdict("converges").sentence == "converges to ?"
    assert OrbitVerdict("chaotic").sentence == "chaotic: bounded, never settles (Λ = ?)"
    assert OrbitVerdict("converges", limit=1.0, multiplier=float("nan")).sentence == "converges to 1"
