"""Is every weight and every bias a row?"""

import csv

from explorer.files.export.csv_table import to_csv
from explorer.network.model import Connection, Experiment, Kind, Network, Neuron
from explorer.network.transform import Scaling


def test_there_is_a_row_for_each_weight_and_each_bias() -> None:
    network = Network(
        (
            Neuron("i0", Kind.INPUT),
            Neuron("a0", Kind.HIDDEN, "relu", 0.05),
            Neuron("c0", Kind.OUTPUT, "relu", None),
        ),
        (Connection("i0", "a0", 1 / 3), Connection("a0", "c0", -1.0)),
    )
    assert to_csv(Experiment(network)).decode() == (
        "kind,source,dest,value\nweight,i0,a0,0.3333333333333333\nweight,a0,c0,-1.0\nbias,,a0,0.05\n"
    )


def test_names_are_quoted_where_they_need_it() -> None:
    name = 'a,"b"\n'
    network = Network((Neuron(name, Kind.HIDDEN, "relu", 2.0),))
    rows = list(csv.reader(to_csv(Experiment(network)).decode().splitlines(keepends=True)))
    assert rows[1] == ["bias", "", name, "2.0"]


def test_a_standardised_input_or_output_has_two_rows_more() -> None:
    network = Network(
        (Neuron("x", Kind.INPUT), Neuron("y", Kind.OUTPUT, "identity")), (Connection("x", "y", 2.0),)
    )
    transform = {"y": Scaling(-0.5, 1 / 3), "x": Scaling(1013.25, 7.0)}
    assert to_csv(Experiment(network, transform=transform)).decode() == (
        "kind,source,dest,value\nweight,x,y,2.0\n"
        "offset,,x,1013.25\nscale,,x,7.0\noffset,,y,-0.5\nscale,,y,0.3333333333333333\n"
    )


def test_every_text_that_a_number_stands_for_has_a_row() -> None:
    network = Network((Neuron("x", Kind.INPUT),))
    labelled = Experiment(network, transform={"x": Scaling(labels=("no", "a,b"))})
    assert to_csv(labelled).decode() == 'kind,source,dest,value\nlabel,no,x,0.0\nlabel,"a,b",x,1.0\n'
