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
    with_value,
)
from explorer.network.model import Network, Parameter
from explorer.network.rules import NotFinite
from tests.drawing.networks import worked_example
from tests.network.drawn import chain


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


ALL_FIELDS = fields_in_order(chain(), 1)


@pytest.mark.parametrize("field", ALL_FIELDS, ids=str)
def test_a_value_that_is_set_stands_there_and_nowhere_else(field: EditableValue) -> None:
    edited = with_value(chain(), 1, field, 7.25)
    changed = {other for other in ALL_FIELDS if value_of(edited, 1, other) != value_of(chain(), 1, other)}
    assert changed == {field}
    assert value_of(edited, 1, field) == 7.25
    assert edited.samples[0] == chain().samples[0]


def test_the_fields_of_a_chain_are_of_every_kind_that_holds_a_number() -> None:
    assert {field.kind for field in ALL_FIELDS} == set(FieldKind) - {FieldKind.NAME}


@pytest.mark.parametrize("field", ALL_FIELDS, ids=str)
def test_nothing_typed_takes_a_bias_away_and_changes_nothing_else(field: EditableValue) -> None:
    edited = with_value(chain(), 1, field, None)
    if field.kind is FieldKind.BIAS:
        assert value_of(edited, 1, field) is None
    else:
        assert edited == chain()


@pytest.mark.parametrize("field", ALL_FIELDS, ids=str)
def test_what_is_not_finite_is_not_set(field: EditableValue) -> None:
    with pytest.raises(NotFinite):
        with_value(chain(), 1, field, float("inf"))


def test_a_name_is_no_number_to_read_or_to_set() -> None:
    name = EditableValue(FieldKind.NAME, "y0")
    with pytest.raises(KeyError):
        value_of(chain(), 0, name)
    with pytest.raises(KeyError):
        with_value(chain(), 0, name, 1.0)


def test_what_is_not_there_has_no_field() -> None:
    assert not has_field(chain(), 0, EditableValue(FieldKind.NAME, "gone"))
    assert not has_field(chain(), 0, EditableValue(FieldKind.WEIGHT, "h1", "i0"))
    assert not has_field(chain(), 2, EditableValue(FieldKind.INPUT, "i0"))
    assert not has_field(chain(), -1, EditableValue(FieldKind.TARGET, "y0"))
    assert has_field(chain(), 0, EditableValue(FieldKind.CONSTANT, "one"))
    assert not has_field(chain(), 0, EditableValue(FieldKind.BIAS, "one"))


def test_tab_begins_at_an_end_where_the_field_is_not_among_the_others() -> None:
    name = EditableValue(FieldKind.NAME, "y0")
    assert field_beside(chain(), 0, name, 1) == ALL_FIELDS[0]
    assert field_beside(chain(), 0, name, -1) == ALL_FIELDS[-1]
