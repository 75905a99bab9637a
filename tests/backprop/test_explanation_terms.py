"""How are the ends of a connection written as an index, and in which order do the lines of a case stand?"""

import pytest

from explorer.backprop.explanation_terms import ExplanationCase, Line, along


@pytest.mark.parametrize(
    ("source", "dest", "ends"),
    [
        ("a0", "c1", "a0c1"),
        ("x", "y", "xy"),
        ("α", "δ12", "αδ12"),
        ("i0", "out", "i0,out"),
        ("h0_1", "y", "h0_1,y"),
        ("a 0", "c", "a 0,c"),
        ("0", "c", "0,c"),
    ],
)
def test_short_names_stand_side_by_side_and_others_are_kept_apart(source: str, dest: str, ends: str) -> None:
    assert along(source, dest) == {"source": source, "dest": dest, "ends": ends}


def test_the_line_of_the_case_comes_last_with_its_appendices() -> None:
    above = Line((("loss", "term"),))
    case = ExplanationCase(("loss", "sum"), {}, {}, "E", appendices=(("loss", "penalty"),), before=(above,))
    assert case.lines == (above, Line((("loss", "sum"), ("loss", "penalty"))))
