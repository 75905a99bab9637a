"""Which values can be typed, and in which order?"""

from dataclasses import replace

import pytest

from explorer.drawing.hit_target import HitTarget, Part, field_at, part_of
from explorer.network.editable_value import (
    EditableValue,
    FieldKind,
    field_beside,
    fields_in_order,
    has_field,
    main_field,
    value_of,
    weight_field,
)
from explorer.network.model import Network, Parameter
from tests.drawing.networks import worked_example


def test_every_number_of_the_worked_example_is_a_field() -> None:
    fields = fields_in_order(worked_example(), 0)
    kinds = [field.kind.value for field in fields]
    assert kinds == ["input"] * 3 + ["weight"] * 3 + ["bias"] + ["weight", "bias", "target"] * 2
    values = [value_of(worked_example(), 0, field) for field in fields]
    assert values == [1, 0.5, 1, 0.5, 1, -0.5, 0, -1, 0, 0.5, 1, 0, 1]


def test_tab_goes_round() -> None:
    experiment = worked_example()
    first, *_, last = fields_in_order(experiment, 0)
    assert field_beside(experiment, 0, last, 1) == first
    assert field_beside(experiment, 0, first, -1) == last


def test_tab_passes_over_neurons_without_a_bias() -> None:
    experiment = worked_example()
    neurons = tuple(replace(n, bias=None) for n in experiment.network.neurons)
    experiment = replace(experiment, network=Network(neurons, experiment.network.connections))
    assert all(field.kind is not FieldKind.BIAS for field in fields_in_order(experiment, 0))
    assert has_field(experiment, 0, EditableValue(FieldKind.BIAS, "a0"))
    assert value_of(experiment, 0, EditableValue(FieldKind.BIAS, "a0")) is None


def test_without_samples_there_are_neither_inputs_nor_targets() -> None:
    experiment = replace(worked_example(), samples=())
    assert {field.kind for field in fields_in_order(experiment, 0)} == {FieldKind.WEIGHT, FieldKind.BIAS}


def test_an_empty_experiment_has_no_field_beside() -> None:
    empty = replace(worked_example(), network=Network(), samples=())
    assert field_beside(empty, 0, EditableValue(FieldKind.BIAS, "a0"), 1) is None


def test_weights_and_biases_are_parameters() -> None:
    assert weight_field(("a0", "c1")).parameter == Parameter("a0", "c1")
    assert EditableValue(FieldKind.BIAS, "a0").parameter == Parameter(None, "a0")
    assert EditableValue(FieldKind.TARGET, "c1").parameter is None


def test_the_main_field_suits_the_kind() -> None:
    by_name = worked_example().network.by_name
    assert main_field(by_name["i0"]).kind is FieldKind.INPUT
    assert main_field(by_name["a0"]).kind is FieldKind.BIAS


@pytest.mark.parametrize(
    "field", [*fields_in_order(worked_example(), 0), EditableValue(FieldKind.NAME, "a0")]
)
def test_the_field_at_its_own_part_is_the_field(field: EditableValue) -> None:
    network = worked_example().network
    if field.ends is not None:
        assert field_at(HitTarget(Part.WEIGHT, ends=field.ends), network) == field
    else:
        assert field_at(HitTarget(part_of(field), field.neuron), network) == field


@pytest.mark.parametrize("part", [Part.Z, Part.A, Part.DELTA, Part.RIM, Part.BODY])
def test_what_is_computed_is_no_field(part: Part) -> None:
    assert field_at(HitTarget(part, "a0"), worked_example().network) is None
