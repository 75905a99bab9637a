"""Which runs does `map` make, one map after the other, and which are known when Ctrl+C comes?"""

import argparse

from explorer.cli.progress import with_bar
from explorer.job import Job
from explorer.network.model import Experiment
from explorer.training.many.cluster import runner_for
from explorer.training.many.map_layers import MapLayers
from explorer.training.many.map_picture import MapPicture, MapStep
from explorer.training.many.map_so_far import add_solutions, blank_solutions
from explorer.training.many.null_map import compute_null_map
from explorer.training.many.training_map import TrainingMap, compute_map
from explorer.training.program import Program


class MapRuns:
    """The runs of a map of `experiment`, and of the further maps that `options` ask for."""

    def __init__(
        self, experiment: Experiment, training_map: TrainingMap, options: argparse.Namespace
    ) -> None:
        size = training_map.width, training_map.height
        self._experiment, self._program = experiment, Program.of(experiment)
        self._dask: str | None = options.dask
        has_solutions = options.colour == "solution"
        self.layers = MapLayers(
            training_map,
            MapPicture(*size),
            blank_solutions(training_map, has_solutions),
            has_solutions,
            MapPicture(*size) if options.last_bit else None,
            MapPicture(*size) if options.bowl else None,
        )
        """All that is known; it fills."""
        self.is_interrupted = False

    def make(self) -> None:
        """Make all runs, or those that Ctrl+C leaves time for. Raises NoCluster or TooManyForBowl."""
        try:
            self._make()
        except KeyboardInterrupt:
            self.is_interrupted = True

    def _make(self) -> None:
        layers = self.layers
        with runner_for(self._dask) as (run, workers):
            for step in with_bar(compute_map(layers.training_map, workers, run=run)):
                layers.picture.add(step)
                if layers.has_solutions:
                    add_solutions(layers.solutions, step, self._program)
            if layers.nudged is not None:
                _fill(layers.nudged, compute_map(layers.training_map.nudged(), workers, run=run))
        if layers.bowl is not None:  # a product with one matrix a step: not worth sending away
            _fill(layers.bowl, compute_null_map(self._experiment, layers.training_map))


def _fill(picture: MapPicture, job: Job[MapStep]) -> None:
    for step in with_bar(job):
        picture.add(step)
