"""In which order do the lines of a case stand?"""

from explorer.backprop.explanation_terms import ExplanationCase, Line


def test_the_line_of_the_case_comes_last_with_its_appendices() -> None:
    above = Line((("loss", "term"),))
    case = ExplanationCase(("loss", "sum"), {}, {}, "E", appendices=(("loss", "penalty"),), before=(above,))
    assert case.lines == (above, Line((("loss", "sum"), ("loss", "penalty"))))
