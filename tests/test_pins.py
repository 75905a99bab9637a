"""Do the libraries that pyproject.toml pins do what they were pinned for?"""

import sys
from pathlib import Path

import pyqtgraph
import pyqtgraph.exporters
import pytest
from PySide6.QtWidgets import QWidget


@pytest.mark.usefixtures("qapp")
def test_a_thousand_void_qt_calls_take_no_reference_to_none() -> None:
    # PySide6 6.12.0 takes one each time on Python 3.11, until the interpreter dies of it.
    widget = QWidget()
    before = sys.getrefcount(None)
    for _ in range(1000):
        widget.update()
    assert abs(sys.getrefcount(None) - before) < 100


@pytest.mark.usefixtures("qapp")
def test_a_plot_is_exported_as_svg(tmp_path: Path) -> None:
    # pyqtgraph 0.14 cannot from PySide6 6.11 on.
    plot = pyqtgraph.PlotWidget()
    plot.plot([0.0, 1.0, 2.0], [0.25, 0.125, 0.0625])
    out = tmp_path / "loss.svg"
    pyqtgraph.exporters.SVGExporter(plot.getPlotItem()).export(str(out))
    assert "<path" in out.read_text(encoding="utf-8")
