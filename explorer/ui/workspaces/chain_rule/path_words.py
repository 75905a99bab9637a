"""What is said of the paths: their products, their sum, and what finite differences make of it?"""

from math import isclose

from explorer.chain.path import MOST_LISTED_PATHS
from explorer.chain.shown_chain import ShownChain
from explorer.chain.sum_rule import product_in_words, symbol
from explorer.number import counted, rounded
from explorer.ui.workspaces.chain_rule.path_list import PathRow
from explorer.ui.workspaces.chain_rule.paths_card import PathsCard

_NEAR = 1e-5
_GIANT = 10**15


def show_paths(card: PathsCard, chain: ShownChain) -> None:
    """Let the card say all of it."""
    if chain.is_empty:
        card.show_paths("Every path", (), "There is none yet.")
        card.show_sum("", "", "", is_right=False)
        return
    of, by, paths = chain.of, chain.by, chain.paths
    rows = [PathRow(" → ".join(path.names), product_in_words(path)) for path in paths.listed]
    card.show_paths(f"Every path from {by} to {of}", rows, _why_no_list(chain))
    found, numeric = paths.total, chain.difference
    is_right = isclose(found, numeric.value, rel_tol=_NEAR, abs_tol=_NEAR)
    mark = "✓ " if is_right else ""
    name = f"{symbol(of, by)}, their sum" if paths.count > 1 else symbol(of, by)
    evaluations = counted(numeric.evaluations, "evaluation")
    check = f"{mark}finite differences: {rounded(numeric.value, 7)} ({evaluations})"
    card.show_sum(name, rounded(found, 6), check, is_right)


def _why_no_list(chain: ShownChain) -> str:
    count, of, by = chain.paths.count, chain.of, chain.by
    if count == 0:
        return f"None: {of} does not depend on {by}."
    if count <= MOST_LISTED_PATHS:
        return ""
    number = (
        f"{count:,}" if count < _GIANT else rounded(float(count)) if count < 10**300 else "More than 10³⁰⁰"
    )
    return (
        f"{number} paths are too many to list, and to multiply out one by one. That is the point of "
        "backpropagation: what comes back is added up at each variable and carried on once, so that all of "
        f"them together take {counted(chain.cost.reverse, 'multiplication')}, one for each edge."
    )
