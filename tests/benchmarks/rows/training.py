"""How many times as fast as PyTorch does one network train?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from explorer.network.model import Experiment
from explorer.training.engine import Engine
from explorer.training.engine_choice import engine_for
from explorer.training.kernel.compiled_engine import CompiledEngine
from explorer.training.numpy_engine.engine import NumpyEngine
from explorer.training.program import Program
from tests.benchmarks.contenders.agreement import Run, check_agreement
from tests.benchmarks.contenders.engine import EngineRun
from tests.benchmarks.line import Aim, Line
from tests.benchmarks.race import Contender, Length, race
from tests.benchmarks.work import layered, xor

ENGINES: dict[str, Callable[[Program], Engine]] = {"compiled": CompiledEngine, "numpy": NumpyEngine}


@dataclass(frozen=True)
class Work:
    """An experiment, how many times the pace of PyTorch the program shall reach on it, and numpy alone.

    `numpy_aim` None: nothing is asked of numpy but where the program chooses it.
    """

    name: str
    experiment: Callable[[], Experiment]
    aim: float
    numpy_aim: float | None

    def lines(self, length: Length) -> Iterator[Line]:
        """A line for the engine that the program chooses, and one for the other."""
        from tests.benchmarks.contenders import torch_eager  # has PyTorch

        experiment = self.experiment()
        program = Program.of(experiment)
        chosen = "numpy" if isinstance(engine_for(program), NumpyEngine) else "compiled"
        aims = {"compiled": None, "numpy": self.numpy_aim, chosen: self.aim}
        way = torch_eager.fastest_way(experiment)
        runs: dict[str, Run] = {
            torch_eager.NAME: torch_eager.Eager(experiment, way),
            torch_eager.BY_HAND: torch_eager.ByHand(experiment),
            **{name: EngineRun(experiment, engine(program)) for name, engine in ENGINES.items()},
        }
        check_agreement(runs)
        paces = race([Contender(name, run.work) for name, run in runs.items()], length)
        for name, aim in aims.items():
            yield Line(
                self.name,
                f"{name} / {torch_eager.NAME}",
                paces.ratio(name, torch_eager.NAME),
                None if aim is None else Aim(aim),
                {each: paces.of(each).median for each in (name, torch_eager.NAME, torch_eager.BY_HAND)},
                note=f"SGD by {way}" + (f"; {name} is chosen" if name == chosen else ""),
            )


WORKS = {
    "xor": Work("training XOR 2-4-1, 4 samples", xor, 800, 15),
    "2-2-2": Work("2-2-2 logistic, 1 sample", lambda: layered((2, 2, 2), "logistic", 1, 0.5), 2000, 15),
    "2-8-8-1": Work("2-8-8-1 tanh, 200 samples", lambda: layered((2, 8, 8, 1), "tanh", 200, 0.05), 30, 4),
    "16-16-1": Work("16-16-1 tanh, 200 samples", lambda: layered((16, 16, 1), "tanh", 200, 0.05), 20, 4),
    "784-32-10": Work(
        "784-32-10 tanh, 256 samples", lambda: layered((784, 32, 10), "tanh", 256, 0.01), 1, None
    ),
}
