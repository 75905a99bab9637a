"""Which engines must do the same?"""

from collections.abc import Callable

from explorer.training.engine import Engine
from explorer.training.kernel.compiled_engine import CompiledEngine
from explorer.training.many.lane_engine import LaneEngine
from explorer.training.numpy_engine.engine import NumpyEngine
from explorer.training.program import Program

ENGINES: dict[str, Callable[[Program], Engine]] = {
    "numpy": NumpyEngine,
    "compiled": CompiledEngine,
    "lane": LaneEngine,
}
