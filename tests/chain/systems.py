"""Which systems are tested again and again? The diamond, a chain, and random ones by seed."""

from random import Random

from explorer.chain.graph import ComputationGraph, graph_of
from explorer.chain.system import System, parse_system

DIAMOND = ("a = 2", "b = a^2", "c = -7a", "d = b*c")
CHAIN_OF_FOUR = ("a = 0.5", "b = 3a^4", "c = sin(b)", "d = exp(c)")

_UNARY = (
    "sin({u})", "cos({u})", "tanh({u})", "exp(sin({u}))", "σ({u})", "softplus({u})", "silu({u})",
    "gelu({u})",
    "ln(1 + {u}^2)", "√(2 + {u}^2)", "({u})^2", "({u})^3", "1/(1 + {u}^2)", "-{u}", "atan({u})",
    "2^tanh({u})",
)  # fmt: skip
_BINARY = ("{u} + {v}", "{u} - 2{v}", "{u}*{v}", "{u}/(1 + {v}^2)", "{u} {v} + {v}", "(1 + {u}^2)^tanh({v})")


def graph(*lines: str) -> ComputationGraph:
    """The graph of these lines."""
    return graph_of(parse_system(lines))


def random_lines(seed: int, most: int = 12) -> tuple[str, ...]:
    """Smooth equations on one to four inputs, each of earlier ones, shuffled; what they come to is `y`."""
    random = Random(seed)
    names = [f"x{n}" for n in range(random.randint(1, 4))]
    lines = [f"{name} = {random.uniform(-1.5, 1.5)!r}" for name in names]
    for number in range(random.randint(1, most)):
        name = f"u{number}"
        lines.append(f"{name} = {_formula(random, names)}")
        names.append(name)
    lines.append(f"y = {' + '.join(names[-3:])}")
    random.shuffle(lines)
    return tuple(lines)


def random_system(seed: int, most: int = 12) -> System:
    """The same, read."""
    return parse_system(random_lines(seed, most))


def _formula(random: Random, names: list[str]) -> str:
    """One or two operations on variables, the latest ones preferred."""

    def variable() -> str:
        return random.choice(names[-3:] if random.random() < 0.6 else names)

    def part(inner: str) -> str:
        return random.choice(_UNARY).format(u=inner)

    if random.random() < 0.5:
        return part(variable() if random.random() < 0.6 else f"({part(variable())})")
    return random.choice(_BINARY).format(u=variable(), v=f"({part(variable())})")
