"""Can LaTeX be typeset, by the library that the window uses?"""

import warnings


def is_typeset(latex: str) -> bool:
    """Whether the library makes a picture of it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of its own making, when it is imported
        import ziamath

    return bool(ziamath.Latex(latex).svg().startswith("<svg"))
