"""`explorer.network.setting`, and the settings of all tables"""

from msgspec.structs import replace

from explorer.network import initialiser, optimiser, schedule
from explorer.network.initialiser import INITIALISERS
from explorer.network.model import OptimiserChoice
from explorer.network.optimiser import OPTIMISERS
from explorer.network.schedule import SCHEDULES
from explorer.network.setting import Setting, defaults_of, values_of

BETA = Setting("momentum", "Momentum", "β", "How much is left", 0.9, "Somebody 1986")


def test_a_setting_is_told_by_its_word_its_symbol_and_its_source() -> None:
    assert BETA.label == "Momentum β"
    assert BETA.tip == "How much is left\nSomebody 1986"
    assert replace(BETA, source="").tip == "How much is left"
    assert BETA.with_value(0.25) == "β\u00a00.25"


def test_what_is_not_given_is_the_default() -> None:
    rho = replace(BETA, name="decay_rate", default=0.5)
    assert values_of(OptimiserChoice(momentum=0.0), (BETA, rho)) == {"momentum": 0.0, "decay_rate": 0.5}
    assert defaults_of((BETA, rho)) == {"momentum": 0.9, "decay_rate": 0.5}


def test_rows_ask_for_settings_in_one_order_and_with_the_same_words() -> None:
    for module, rows in (
        (optimiser, OPTIMISERS.values()),
        (schedule, SCHEDULES.values()),
        (initialiser, INITIALISERS.values()),
    ):
        for row in rows:
            names = {setting.name for setting in row.settings}
            in_order = [setting for setting in module.SETTINGS if setting.name in names]
            assert [replace(each, default=0) for each in row.settings] == [
                replace(each, default=0) for each in in_order
            ]
        asked = {setting.name for row in rows for setting in row.settings}
        assert asked == {setting.name for setting in module.SETTINGS}
