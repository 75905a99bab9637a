"""`explorer.files.central_flow`"""

from pathlib import Path

import numpy as np

from explorer.files.central_flow import write_central_flow
from explorer.training.curvature.central_flow import FlowRows
from explorer.training.curvature.displacement import displacement
from explorer.training.curvature.flow_beside_run import FlowWindow


def test_every_digit_is_written_and_nothing_where_there_is_no_number(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    flow = FlowRows(
        step=np.array([0, 1]),
        loss=np.array([0.1, 1 / 3]),
        parameters=np.zeros((2, 1)),
        limit=np.full(2, 10.0),
        eigenvalues=np.array([[4.0, 1.0], [np.nan, np.nan]]),
        variance=np.array([0.5, 0.0]),
        end=None,
    )
    of_run = displacement(np.array([[0.0], [1.0], [0.0]]), 0)
    window = FlowWindow(
        flow, np.array([0.1, 0.25]), np.array([4.5, 4.25]), of_run, np.array([0.0, 2.0]), None
    )
    write_central_flow(path, [window])
    header, first, second = path.read_text(encoding="utf-8").splitlines()
    assert header.split(",")[:4] == ["step", "loss", "flow_loss", "predicted_mean_loss"]
    assert first == "0,0.1,0.1,1.1,4.5,4.0,10.0,,0.5,0.0"
    assert second == "1,0.25,0.3333333333333333,,4.25,,10.0,-0.5,0.0,2.0"
