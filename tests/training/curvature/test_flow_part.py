"""`explorer.training.curvature.flow_part`"""

import math

import numpy as np
import pytest

from explorer.training.curvature.flow_part import FlowEnd, end_at


@pytest.mark.parametrize(
    ("loss", "values", "end"),
    [
        (0.1, [9.0, 8.0], None),
        (0.1, [10.1, -1.0], None),
        (0.1, [10.6, 1.0], FlowEnd.PAST_THE_EDGE),
        (0.1, [10.0, 9.999], FlowEnd.TWO_AT_THE_EDGE),
        (0.1, [10.0], None),
        (math.nan, [1.0, 1.0], FlowEnd.NOT_FINITE),
        (0.1, [math.nan, 1.0], FlowEnd.NOT_FINITE),
    ],
)
def test_the_flow_ends_where_its_assumptions_do(
    loss: float, values: list[float], end: FlowEnd | None
) -> None:
    assert end_at(loss, np.array(values), 10.0) is end
