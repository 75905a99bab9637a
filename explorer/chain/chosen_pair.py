"""The derivative of which variable by which is looked at, where that is not, or no longer, said?"""

from explorer.chain.settings import ChainSettings
from explorer.chain.system import System


def chosen_pair(settings: ChainSettings, system: System) -> tuple[str, str] | None:
    """(of, by): those that were chosen, as long as the system has them; None for a system without equations.

    Else the last output, by the first of the inputs on which it depends.
    """
    if not system.equations:
        return None
    of = settings.of if settings.of in system.by_name else None
    by = settings.by if settings.by in system.by_name else None
    if of is None:
        of = system.outputs[-1]
    return of, by or inputs_of(system, of)[0]


def inputs_of(system: System, of: str) -> tuple[str, ...]:
    """The inputs on which `of` depends, at least one, as they were typed. Raises UnknownVariable."""
    system.check_known(of)
    needed, waiting = {of}, [of]
    while waiting:
        for need in system.by_name[waiting.pop()].needs:
            if need not in needed:
                needed.add(need)
                waiting.append(need)
    return tuple(name for name in system.inputs if name in needed)
