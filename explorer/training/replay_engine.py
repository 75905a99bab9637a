"""By which engine is a kept run made again? By the engine that made it, where that is at hand.

Engines round differently, and where training is chaotic that soon shows in the loss.
"""

from collections.abc import Sequence

from explorer.network.model import Experiment
from explorer.training.engine import Engine
from explorer.training.engine_choice import ENGINE_WORDS, engine_for, engine_named, name_of_engine
from explorer.training.kept_network_run import KeptNetworkRun
from explorer.training.program import Program


def engine_again(experiment: Experiment, runs: Sequence[KeptNetworkRun]) -> tuple[Engine, str | None]:
    """The engine of the newest of `runs` that starts or ends with `experiment`; of none, the fastest.

    Only engines that nobody must wait for are taken. Where that of the run is not among them, it is the
    fastest, and the text says that the two may part.
    """
    program = Program.of(experiment)
    made = next((run.engine for run in reversed(runs) if experiment in (run.start, run.end)), None)
    same = None if made is None else engine_named(made, program)
    if same is not None:
        return same, None
    fastest = engine_for(program, may_wait=False)
    if made is None:
        return fastest, None
    by, now = ENGINE_WORDS.get(made, made), ENGINE_WORDS[name_of_engine(fastest)]
    return fastest, f"The kept run was made by {by}, this one by {now}: where it is chaotic they may part"
