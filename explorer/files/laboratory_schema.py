"""Which keys has the laboratory of an experiment file, and how do they become the settings of its views?

`one_variable`, `network` and `chain_rule`: what differs from what a new window shows, in the workspaces One
variable, Laboratory and Chain rule. The equations of the last one are a key of their own, `system`.
"""

from dataclasses import asdict, replace
from typing import Annotated

import msgspec

from explorer.chain.settings import NEW_CHAIN, ChainSettings
from explorer.descent.function import parse_function
from explorer.descent.settings import (
    LARGEST_MOMENTUM,
    LONGEST_ITERATE,
    MOST_STARTS,
    NEW,
    DescentSettings,
    Quantity,
    RateRange,
)
from explorer.descent.shown_descent import MOST_SHOWN_STEPS
from explorer.files.json_text import Tree
from explorer.files.network_laboratory_schema import (
    NetworkLaboratoryEntry,
    UnusableSettings,
    network_laboratory_tree,
    to_network_settings,
)
from explorer.network.rules import check_finite
from explorer.project import Project
from explorer.refusal import Refusal
from explorer.training.laboratory_settings import LaboratorySettings

_PLACE = "$.laboratory.one_variable"


class RateRangeEntry(msgspec.Struct, forbid_unknown_fields=True):
    rate_low: float
    rate_high: float
    x_low: float
    x_high: float


class DescentSettingsEntry(msgspec.Struct, forbid_unknown_fields=True):
    formula: str = NEW.formula
    start: float = NEW.start
    learning_rate: float = NEW.learning_rate
    momentum: Annotated[float, msgspec.Meta(ge=0, le=LARGEST_MOMENTUM)] = NEW.momentum
    steps: Annotated[int, msgspec.Meta(ge=1, le=MOST_SHOWN_STEPS)] = NEW.steps
    further_starts: Annotated[list[float], msgspec.Meta(max_length=MOST_STARTS - 1)] = []
    iterate: Annotated[int, msgspec.Meta(ge=1, le=LONGEST_ITERATE)] = NEW.iterate
    quantity: Quantity = NEW.quantity
    seen: RateRangeEntry | None = None
    has_landmarks: bool = NEW.has_landmarks
    has_critical_curves: bool = NEW.has_critical_curves
    from_every_start: bool = NEW.from_every_start
    as_logistic_map: bool = NEW.as_logistic_map
    explains_logistic_map: bool = NEW.explains_logistic_map


class ChainRuleEntry(msgspec.Struct, forbid_unknown_fields=True):
    of: str | None = NEW_CHAIN.of
    by: str | None = NEW_CHAIN.by
    is_forward: bool = NEW_CHAIN.is_forward
    opened: list[str] = []


class _LaboratoryEntry(msgspec.Struct, forbid_unknown_fields=True):
    one_variable: DescentSettingsEntry = msgspec.field(default_factory=DescentSettingsEntry)
    network: NetworkLaboratoryEntry = msgspec.field(default_factory=NetworkLaboratoryEntry)
    chain_rule: ChainRuleEntry = msgspec.field(default_factory=ChainRuleEntry)


class _FileEntry(msgspec.Struct):
    laboratory: _LaboratoryEntry


def laboratory_tree(project: Project) -> Tree:
    """What a file says of what is looked at, as far as that differs from what a new window shows."""
    parts = {
        "one_variable": _changed(asdict(project.one_variable), asdict(NEW)),
        "network": network_laboratory_tree(project.laboratory),
        "chain_rule": _changed(asdict(replace(project.chain, lines=NEW_CHAIN.lines)), asdict(NEW_CHAIN)),
    }
    return {key: part for key, part in parts.items() if part}


def _changed(present: Tree, default: Tree) -> Tree:
    return {key: value for key, value in present.items() if value != default[key]}


def to_settings(tree: Tree) -> tuple[DescentSettings, LaboratorySettings, ChainSettings]:
    """What a file, of which `tree` is the whole, has one look at in one variable, of the network, and in the
    chain rule, whose equations are not in it.

    Raises RuleBroken, and msgspec.ValidationError where a key is unknown or of the wrong type.
    """
    entry = msgspec.convert({"laboratory": tree["laboratory"]}, _FileEntry).laboratory
    return _descent(entry.one_variable), to_network_settings(entry.network), _chain(entry.chain_rule)


def _chain(entry: ChainRuleEntry) -> ChainSettings:
    return replace(
        NEW_CHAIN, of=entry.of, by=entry.by, is_forward=entry.is_forward, opened=tuple(entry.opened)
    )


def _descent(entry: DescentSettingsEntry) -> DescentSettings:
    try:
        parse_function(entry.formula)
    except Refusal as refusal:
        raise UnusableSettings(str(refusal), f"{_PLACE}.formula") from refusal
    check_finite(entry.start, "the start", f"{_PLACE}.start")
    check_finite(entry.learning_rate, "α", f"{_PLACE}.learning_rate")
    for index, start in enumerate(entry.further_starts):
        check_finite(start, "a start", f"{_PLACE}.further_starts[{index}]")
    given = msgspec.structs.asdict(entry)
    given["further_starts"] = tuple(entry.further_starts)
    given["seen"] = None if entry.seen is None else _range(entry.seen)
    return DescentSettings(**given)


def _range(entry: RateRangeEntry) -> RateRange:
    place = f"{_PLACE}.seen"
    for name in entry.__struct_fields__:
        check_finite(getattr(entry, name), "the edge of a range", f"{place}.{name}")
    if not (entry.rate_low < entry.rate_high and entry.x_low < entry.x_high):
        raise UnusableSettings("the low edge of a range must lie below the high one", place)
    return RateRange(entry.rate_low, entry.rate_high, entry.x_low, entry.x_high)
