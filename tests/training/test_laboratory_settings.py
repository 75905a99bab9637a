"""`explorer.training.laboratory_settings`: a run that is forked at half its α, and its colour"""

from explorer.training.laboratory_settings import RateChange, RunChoice, free_run_colour, halved_from

RUN = RunChoice(0.8, 3, "adam", (RateChange(10, 0.4), RateChange(20, 0.1)))


def test_a_run_is_halved_where_it_is_and_what_was_to_come_is_dropped() -> None:
    assert halved_from(RUN, 5).changes == (RateChange(5, 0.4),)
    assert halved_from(RUN, 15).changes == (RateChange(10, 0.4), RateChange(15, 0.2))
    assert halved_from(RUN, 20).changes == (RateChange(10, 0.4), RateChange(20, 0.05))
    assert halved_from(RUN, 15).optimiser == "adam"


def test_from_the_start_it_is_another_alpha_altogether() -> None:
    assert halved_from(RUN, 0) == RunChoice(0.4, 3, "adam")


def test_a_free_colour_is_never_that_of_the_line() -> None:
    assert free_run_colour(()) == 1
    assert free_run_colour((RunChoice(0.1, 1), RunChoice(0.2, 3))) == 2
