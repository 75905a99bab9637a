"""What is a formula made of? The nodes of its tree, and the ways to walk it.

A derivative shares subtrees with the formula it came from, so what looks like a tree may be a graph in which
one node has several parents. Walks therefore visit every node once, told apart by identity.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Constant:
    """A number. `name` is how it was written where that says more than its digits: "π", "e"."""

    value: float
    name: str = ""


@dataclass(frozen=True, slots=True)
class Variable:
    """A number that is not given yet, by its name: x, w1, α."""

    name: str


@dataclass(frozen=True, slots=True)
class Addition:
    """terms[0] + terms[1] + …; a difference is a sum with a Negative in it."""

    terms: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Negative:
    """−operand."""

    operand: "Expression"


@dataclass(frozen=True, slots=True)
class Product:
    """left · right."""

    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Quotient:
    """numerator / denominator."""

    numerator: "Expression"
    denominator: "Expression"


@dataclass(frozen=True, slots=True)
class Power:
    """base ^ exponent."""

    base: "Expression"
    exponent: "Expression"


@dataclass(frozen=True, slots=True)
class Call:
    """function(argument); the names are the keys of `elementary.FUNCTIONS`."""

    function: str
    argument: "Expression"


@dataclass(frozen=True, slots=True)
class Extremum:
    """max(left, right), or min(left, right), as `function` says."""

    function: str
    left: "Expression"
    right: "Expression"


Expression = Constant | Variable | Addition | Negative | Product | Quotient | Power | Call | Extremum


def operands(expression: Expression) -> tuple[Expression, ...]:
    """The nodes directly below this one, in reading order."""
    match expression:
        case Constant() | Variable():
            return ()
        case Addition(terms):
            return terms
        case Negative(operand):
            return (operand,)
        case Product(left, right):
            return (left, right)
        case Quotient(numerator, denominator):
            return (numerator, denominator)
        case Power(base, exponent):
            return (base, exponent)
        case Call(_, argument):
            return (argument,)
        case Extremum(_, left, right):
            return (left, right)


def bottom_up(expression: Expression) -> list[Expression]:
    """Every node once, operands before the nodes that use them; the expression itself comes last.

    Without recursion: second derivatives can be deeper than Python's stack is patient.
    """
    ordered: list[Expression] = []
    finished: set[int] = set()
    waiting: list[tuple[Expression, bool]] = [(expression, False)]
    while waiting:
        node, is_expanded = waiting.pop()
        if id(node) in finished:
            continue
        if is_expanded:
            finished.add(id(node))
            ordered.append(node)
        else:
            waiting.append((node, True))
            waiting.extend((operand, False) for operand in reversed(operands(node)))
    return ordered


def tree_size(expression: Expression) -> int:
    """The number of nodes that are met when the formula is written out: shared ones count every time."""
    sizes: dict[int, int] = {}
    for node in bottom_up(expression):
        sizes[id(node)] = 1 + sum(sizes[id(operand)] for operand in operands(node))
    return sizes[id(expression)]


def tree_depth(expression: Expression) -> int:
    """The number of nodes on the longest way from the expression down to a leaf."""
    depths: dict[int, int] = {}
    for node in bottom_up(expression):
        depths[id(node)] = 1 + max((depths[id(operand)] for operand in operands(node)), default=0)
    return depths[id(expression)]


def variables(expression: Expression) -> tuple[str, ...]:
    """The names of the variables that occur in it, each once, in reading order."""
    found = (node.name for node in bottom_up(expression) if isinstance(node, Variable))
    return tuple(dict.fromkeys(found))


def has_variable(expression: Expression, name: str | None = None) -> bool:
    """Whether the variable of that name occurs in it, or any variable at all where no name is given.

    Depth first, so that a variable, which is rarely far, ends the search soon.
    """
    seen: set[int] = set()
    waiting = [expression]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Variable) and name in (None, node.name):
            return True
        if id(node) not in seen:
            seen.add(id(node))
            waiting.extend(operands(node))
    return False
