"""Does the table of a run's history hold every step?"""

from dataclasses import replace
from pathlib import Path

from explorer.files.history import history_text, write_history
from explorer.files.project import read_experiment
from explorer.files.table import CONTINENTAL
from explorer.network.model import Experiment
from explorer.resources import resource
from explorer.training.trainer import Trainer


def worked() -> Experiment:
    return read_experiment(resource("examples/e-worked-iteration.json"))


def test_there_is_a_row_for_each_step() -> None:
    trainer = Trainer(worked())
    trainer.learning_rate = 0.0
    trainer.advance(2)
    norm = repr(1.125**0.5)  # ∂E/∂w are −0.5, −0.25, −0.5, 0, −0.25 and ∂E/∂b −0.5, 0, −0.5
    assert history_text(trainer.history) == (
        "step,loss,held_out_loss,gradient_norm,learning_rate\n"
        f"0,0.25,,{norm},0.0\n"
        f"1,0.25,,{norm},0.0\n"
        f"2,0.25,,{norm},0.0\n"
    )


def test_the_loss_of_held_out_samples_has_its_column(tmp_path: Path) -> None:
    (sample,) = worked().samples
    held_out = replace(sample, targets={"c0": 0.0, "c1": 1.5}, held_out=True)
    trainer = Trainer(replace(worked(), samples=(sample, held_out)))
    write_history(tmp_path / "history.csv", trainer.history)
    assert (tmp_path / "history.csv").read_text().splitlines()[1].startswith("0,0.25,0.5,1.06")


def test_what_diverged_is_written_as_it_is() -> None:
    trainer = Trainer(worked())
    trainer.learning_rate = 1e300
    trainer.advance(1)
    last = history_text(trainer.history).splitlines()[-1].split(",")
    assert last[:2] == ["1", "inf"]


def test_a_history_for_continental_spreadsheets_has_decimal_commas(tmp_path: Path) -> None:
    trainer = Trainer(worked())
    write_history(tmp_path / "history.csv", trainer.history, CONTINENTAL)
    mark, text = b"\xef\xbb\xbf", (tmp_path / "history.csv").read_bytes()
    norm = repr(1.125**0.5).replace(".", ",")
    alpha = repr(trainer.learning_rate).replace(".", ",")
    assert (
        text
        == mark + (f"step;loss;held_out_loss;gradient_norm;learning_rate\n0;0,25;;{norm};{alpha}\n").encode()
    )
