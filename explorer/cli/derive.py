"""`derive`: what does the chain rule say of typed equations? Derivatives, paths, both directions."""

import argparse
from dataclasses import dataclass
from typing import Any

from explorer.chain.accumulation import Cost, cost
from explorer.chain.chosen_pair import chosen_pair, inputs_of
from explorer.chain.derivative_formula import derivative_formula
from explorer.chain.graph import ComputationGraph, graph_of
from explorer.chain.path import MOST_LISTED_PATHS, PathSum, paths
from explorer.chain.settings import ChainSettings
from explorer.chain.sum_rule import product_in_words, symbol
from explorer.chain.system import lines_of, parse_system, with_value
from explorer.cli.argument_types import number
from explorer.cli.report import print_json, print_table
from explorer.cli.verb import Option, Positional, Verb
from explorer.formula.notation import plain
from explorer.number import counted, exact
from explorer.refusal import Refusal


class NoEquations(Refusal):
    """There must be something to derive."""


@dataclass(frozen=True)
class _Derivative:
    """∂ of/∂ by with its paths, and as a formula where that can be read."""

    of: str
    by: str
    found: PathSum
    formula: str | None


def value_of_name(text: str) -> tuple[str, float]:
    """a=2 as ("a", 2.0)."""
    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        raise argparse.ArgumentTypeError(f"{text!r} is no name with a value: write a=2")
    return name.strip(), number(value)


def _run(options: argparse.Namespace) -> int:
    lines = lines_of(options.equations)
    for name, value in options.at or ():
        lines = with_value(lines, name, value)
    graph = graph_of(parse_system(lines))
    derivatives = _derivatives(graph, options)
    together = cost(graph, derivatives[0].of)
    if options.json:
        print_json(_as_json(graph, derivatives, together))
    else:
        _print(graph, derivatives, together)
    return 0


def _derivatives(graph: ComputationGraph, options: argparse.Namespace) -> list[_Derivative]:
    """Of the chosen output by the chosen input, or by all inputs that it depends on."""
    for name in (options.of, options.by):
        if name is not None:
            graph.system.check_known(name)
    pair = chosen_pair(ChainSettings(of=options.of, by=options.by), graph.system)
    if pair is None:
        raise NoEquations("there is no equation: write them like “a = 2; b = a^2”")
    of = pair[0]
    found = []
    for by in [options.by] if options.by is not None else inputs_of(graph.system, of):
        expression = derivative_formula(graph, of, by)
        written = None if expression is None else plain(expression)
        found.append(_Derivative(of, by, paths(graph, of, by), written))
    return found


def _as_json(graph: ComputationGraph, derivatives: list[_Derivative], together: Cost) -> dict[str, Any]:
    return {
        "values": {node.name: node.value for node in graph.nodes},
        "local": [
            {"of": edge.dest, "by": edge.source, "formula": edge.formula, "value": edge.value}
            for edge in graph.edges
        ],
        "derivatives": [
            {"of": each.of, "by": each.by, "value": each.found.total, "formula": each.formula}
            for each in derivatives
        ],
        "paths": [
            {"names": list(path.names), "product": path.product}
            for each in derivatives
            for path in each.found.listed
        ],
        "multiplications": {"forward": together.forward, "reverse": together.reverse},
    }


def _print(graph: ComputationGraph, derivatives: list[_Derivative], together: Cost) -> None:
    for node in graph.nodes:
        formula = "" if node.is_input else f" = {node.formula}"
        print(f"{node.name}{formula} = {exact(node.value)}")
        for kink in node.kinks:
            print(f"  {kink.function} has a kink there: its slope is taken as {exact(kink.slope)}")
    print()
    rows = [(symbol(edge.dest, edge.source), edge.formula, exact(edge.value)) for edge in graph.edges]
    print_table(("on an edge", "formula", "value"), rows)
    for each in derivatives:
        name, total = symbol(each.of, each.by), exact(each.found.total)
        print(f"\n{name}{'' if each.formula is None else f' = {each.formula}'} = {total}")
        for path in each.found.listed:
            print(f"  {' → '.join(path.names)}: {product_in_words(path)}")
        if each.found.count > MOST_LISTED_PATHS:
            print(f"  {each.found.count:,} paths, too many to list: their sum is found edge by edge")
    passes = counted(together.inputs, "pass", "es")
    in_all = f"forward {together.forward:,} ({passes}), reverse {together.reverse:,} (1 pass)"
    print(f"\nmultiplications: {in_all}")


DERIVE = Verb(
    "derive",
    "the chain rule on equations: every derivative, every path, forward and reverse",
    (
        Positional(
            "equations",
            "EQUATIONS",
            'like "b = a^2; c = -7a; d = b*c", parted by ; or line ends',
            is_formula=True,
        ),
    ),
    (
        Option("--at", "the value of an input", "NAME=X", value_of_name, repeats=True),
        Option("--of", "the output, the last one unless told", "NAME", str),
        Option("--by", "the input, all that the output depends on unless told", "NAME", str),
        Option("--json", "as JSON"),
    ),
    _run,
)
