"""An automatic name of a kept run stands in a file with α, and a name that a person typed as it was typed."""

from functools import partial

from explorer.descent.kept_descent import is_automatic as is_of_descent
from explorer.files.stored_name import name_read, stored_name
from explorer.symbol import Symbol
from explorer.training.run_label import is_automatic
from tests.ui.training_experiment import SHRINKING


def test_an_automatic_name_of_a_run_comes_back_as_it_was() -> None:
    for name in (
        f"{Symbol.ALPHA} = 0.5",
        f"{Symbol.ALPHA} = 0.5 … 0.7 (2)",
        f"{Symbol.ALPHA} of level 1 = 0.3, of level 2 = 2",
        f"{Symbol.ALPHA} = 0.5, 0.25 from step 2",
    ):
        assert "α" in stored_name(name)
        assert name_read(stored_name(name), partial(is_automatic, SHRINKING)) == name


def test_what_a_person_typed_stays() -> None:
    for name in ("my α = 0.5", "α = 0.5 is best", "α"):
        assert name_read(stored_name(name), partial(is_automatic, SHRINKING)) == name
        assert name_read(stored_name(name), is_of_descent) == name


def test_an_automatic_name_of_a_descent_comes_back_as_it_was() -> None:
    for name in (
        f"{Symbol.ALPHA} = 0.04 from −1.99",
        f"{Symbol.ALPHA} = 0.04, β = 0.9 from −1.99 (3)",
    ):
        assert stored_name(name).startswith("α = 0.04")
        assert name_read(stored_name(name), is_of_descent) == name
