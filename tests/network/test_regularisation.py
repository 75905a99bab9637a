"""`explorer.network.regularisation`"""

from dataclasses import fields

from explorer.network.model import Penalty, Training
from explorer.network.regularisation import REGULARISATION


def test_there_is_a_setting_for_each_penalty_for_dropout_and_for_clipping() -> None:
    penalties = {field.name for field in fields(Penalty)}
    assert REGULARISATION.keys() == penalties | {"dropout", "largest_gradient"}
    assert penalties.isdisjoint(field.name for field in fields(Training))
    assert all(name == setting.name and setting.source for name, setting in REGULARISATION.items())
