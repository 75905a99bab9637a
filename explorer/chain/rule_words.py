"""What is said on the card of the variable that is looked at: the rule there, and one plain sentence?"""

from msgspec import Struct

from explorer.chain.pass_moment import derivative_symbol, moment_of
from explorer.chain.shown_chain import ShownChain
from explorer.chain.sum_rule import Piece, RuleTerm, rule_in_numbers, rule_in_symbols, symbol
from explorer.number import counted, rounded

_SMALL = 0.001
"""The small change that the sentence speaks of."""
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six")
_NOTHING = "Type an equation at the left, a name, = and a formula, or choose an example."


class RuleWords(Struct, frozen=True):
    """All that the card says."""

    title: str
    symbols: tuple[Piece, ...]
    numbers: tuple[Piece, ...]
    sentence: str


def rule_at(chain: ShownChain, name: str, time: float) -> RuleWords:
    """What happens at the variable `name` at this time of the pass. `chain` is not empty."""
    is_forward, start = chain.is_forward, chain.passed.start
    title = f"Forward · what {start} does to {name}" if is_forward else f"Reverse · what comes back to {name}"
    whole, moment = derivative_symbol(chain, name), moment_of(chain, time)
    if name == start:
        seed = f"The pass begins at {name}: a change of {name} is a change of {name} itself."
        return RuleWords(title, (Piece(whole, True), Piece(" = 1")), (), seed)
    terms = _terms(chain, name, time)
    if not terms:
        of, by = (name, start) if is_forward else (start, name)
        words = f"{of} does not depend on {by}: no path leads from {by} to {of}."
        return RuleWords(title, (Piece(whole, True), Piece(" = 0")), (), words)
    formula = chain.formula(name, start) if is_forward else chain.formula(start, name)
    total = moment.totals.get(name) if name in moment.complete else None
    return RuleWords(
        title,
        tuple(rule_in_symbols(whole, terms, formula)),
        tuple(rule_in_numbers(total, terms)),
        _sentence(chain, name, terms, total),
    )


def nothing_to_say() -> RuleWords:
    """Where there is no equation."""
    return RuleWords("No equations yet", (), (), _NOTHING)


def _terms(chain: ShownChain, name: str, time: float) -> list[RuleTerm]:
    """A product for each edge over which the pass comes to `name`."""
    used = moment_of(chain, time).used
    edges = chain.graph.incoming[name] if chain.is_forward else chain.graph.outgoing[name]
    ends = [(edge, edge.source if chain.is_forward else edge.dest) for edge in edges]
    return [
        RuleTerm(
            symbol(edge.dest, edge.source),
            derivative_symbol(chain, other),
            edge.value,
            chain.passed.derivatives[other],
            chain.only_path.get(edge.ends),
            edge.ends in used,
        )
        for edge, other in ends
        if other in chain.reached
    ]


def _sentence(chain: ShownChain, name: str, terms: list[RuleTerm], total: float | None) -> str:
    start = chain.passed.start
    of, by = (name, start) if chain.is_forward else (start, name)
    if len(terms) == 1:
        what = "arrives" if chain.is_forward else "comes back"
        words = f"Only one edge leads there, so what {what} is multiplied by its local derivative."
    elif chain.is_forward:
        words = (
            f"{name} is computed from {_number(len(terms))} variables that depend on {start}, so what "
            "arrives from each of them is added."
        )
    else:
        words = f"{name} is used in {_number(len(terms))} places, so what comes back from them is added."
    if total is None:
        return f"{words} What is still to come is a dash."
    effect = f"a change of {_SMALL:g} in {by} changes {of} by about {rounded(_SMALL * total)}"
    is_given = chain.graph.by_name[by].is_input
    sentence = f"{words} {effect[0].upper()}{effect[1:]}{f'; drag {by} to see it' if is_given else ''}."
    crossed = {edge.dest for edge in chain.graph.outgoing[name]} | {name}
    return sentence + "".join(_kinks(chain, each) for each in sorted(crossed))


def _kinks(chain: ShownChain, name: str) -> str:
    """Where the formula of a variable has no slope at the present values, and which is taken."""
    return "".join(
        f" {kink.function} has a kink here; its slope is taken as {rounded(kink.slope)}, as in the network."
        for kink in chain.graph.by_name[name].kinks
    )


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def cost_in_words(chain: ShownChain) -> tuple[str, str]:
    """How many multiplications each direction takes, shortly and with the reason."""
    if chain.is_empty:
        return "", ""
    cost, of = chain.cost, chain.of
    short = (
        f"multiplications: forward {cost.forward:,} ({counted(cost.inputs, 'pass', 'es')}), "
        f"reverse {cost.reverse:,} (1 pass finds all, so networks are trained)"
    )
    full = (
        f"Forward needs a pass for each of the {counted(cost.inputs, 'input')} that {of} depends on: "
        f"{counted(cost.forward, 'multiplication')} in all.\nReverse finds the derivatives of {of} by all "
        f"variables in one pass: {counted(cost.reverse, 'multiplication')}.\nA network has very many inputs, "
        "its weights, and one output, its loss: that is why it is trained in reverse.\n"
        "Counted: one for each product along an edge; local derivatives are not counted."
    )
    return short, full
