"""Are the ratios of the table what its clock saw?"""

import pytest

from tests.benchmarks.line import Aim, Line, json_of, text_of
from tests.benchmarks.race import Contender, Length, Paces, Spread, calibrated, fastest, race


class Track:
    """A clock that only work moves on, and workers who need so many seconds for each piece of theirs."""

    def __init__(self) -> None:
        self.now = 0.0
        self.turns: list[str] = []

    def clock(self) -> float:
        return self.now

    def contender(self, name: str, seconds: float, units: float = 1.0) -> Contender:
        def work(count: int) -> None:
            self.turns.append(name)
            self.now += seconds * count

        return Contender(name, work, units)


def test_a_contender_works_for_about_the_time_of_a_round() -> None:
    track = Track()
    assert calibrated(track.contender("ours", 0.125), 2.0, track.clock) == 16
    assert calibrated(track.contender("slow", 5.0), 2.0, track.clock) == 1


def test_contenders_take_turns() -> None:
    track = Track()
    race([track.contender("a", 0.25), track.contender("b", 1.0)], Length(3, 1.0), track.clock)
    assert track.turns[-6:] == ["a", "b", "a", "b", "a", "b"]


def test_a_pace_is_the_units_of_the_work_a_second() -> None:
    track = Track()
    contenders = [track.contender("lanes", 0.5, units=64), track.contender("one", 0.25)]
    paces = race(contenders, Length(3, 1.0), track.clock)
    assert paces.of("lanes") == Spread(128, 128, 128)
    assert paces.ratio("lanes", "one") == Spread(32, 32, 32)
    assert fastest(contenders, Length(3, 1.0), track.clock).name == "lanes"


def test_a_ratio_is_the_median_of_the_ratios_of_the_rounds_not_that_of_the_medians() -> None:
    paces = Paces({"ours": [10, 40, 60], "theirs": [10, 20, 10]})
    assert paces.ratio("ours", "theirs") == Spread(2, 1, 6)
    assert paces.of("ours").median / paces.of("theirs").median == 4


@pytest.mark.parametrize(
    ("aim", "ratio", "verdict"),
    [
        (Aim(800), 800.0, "met"),
        (Aim(800), 799.9, "missed"),
        (Aim(1.5, is_ceiling=True), 1.5, "met"),
        (Aim(1.5, is_ceiling=True), 1.51, "missed"),
        (None, 3.0, ""),
    ],
)
def test_an_aim_is_met_by_the_median(aim: Aim | None, ratio: float, verdict: str) -> None:
    assert Line("XOR", "ours / theirs", Spread(ratio, 0.1, 9999), aim).verdict == verdict


def test_a_line_tells_the_ratio_its_spread_its_aim_and_what_was_reached() -> None:
    line = Line("XOR", "ours / theirs", Spread(12.34, 8, 1234.5), Aim(15), {"ours": 1234}, note="alone")
    row, reached = text_of(line).splitlines()
    assert row.split() == ["XOR", "ours", "/", "theirs", "12.3", "8.00", "–", "1,234", "≥", "15", "missed"]
    assert reached.split() == ["ours", "1,234", "steps/s;", "alone"]
    assert json_of(line) == {
        "work": "XOR",
        "ratio_of": "ours / theirs",
        "ratio": 12.34,
        "lowest": 8,
        "highest": 1234.5,
        "aim": "≥ 15",
        "verdict": "missed",
        "paces": {"ours": 1234},
        "unit": "steps/s",
        "note": "alone",
    }
