"""`explorer.training.flow_time`: α·step, and the sum of αₜ where α changes"""

import numpy as np
import pytest

from explorer.network.model import ScheduleChoice, Training
from explorer.training.flow_time import flow_time
from explorer.training.laboratory_settings import RateChange


def test_it_is_alpha_times_the_step_where_alpha_stays() -> None:
    assert flow_time(Training(0.5), (), np.array([0, 1, 10, 1000])).tolist() == [0.0, 0.5, 5.0, 500.0]


def test_from_a_change_on_each_step_takes_as_much_as_the_new_alpha() -> None:
    changes = (RateChange(2, 0.25), RateChange(4, 2.0))
    found = flow_time(Training(0.5), changes, np.array([0, 1, 2, 3, 4, 5, 8]))
    assert found.tolist() == [0.0, 0.5, 1.0, 1.25, 1.5, 3.5, 9.5]
    assert flow_time(Training(0.5), changes, np.array([0, 1])).tolist() == [0.0, 0.5]


def test_a_schedule_is_followed() -> None:
    training = Training(1.0, schedule=ScheduleChoice("step", factor=0.5, steps=2))
    assert flow_time(training, (), np.array([1, 2, 3, 4, 6])) == pytest.approx([1.0, 2.0, 2.5, 3.0, 3.5])


def test_without_a_step_there_is_no_time() -> None:
    assert flow_time(Training(0.5), (), np.empty(0, dtype=np.int64)).tolist() == []
