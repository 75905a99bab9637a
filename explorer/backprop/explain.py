"""What does a message mean: which formula, with which numbers in, and what happens in plain words?

`explanation_cases` finds which case a message is and which names and numbers belong to it; the words and
formulas are those of a notation. Here the two come together.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import MappingProxyType, SimpleNamespace
from typing import Any

from explorer.backprop.explanation_cases import case_of
from explorer.backprop.explanation_terms import NEURONS, ExplanationCase, Line, Term
from explorer.backprop.message import Message
from explorer.backprop.neuron_place import Places, place_of
from explorer.backprop.notation import (
    LINE_BREAK,
    Notation,
    Path,
    Span,
    Spans,
    fill,
    in_words,
    number,
    with_brackets,
)
from explorer.backprop.shown_equation import is_true_as_shown

_Summed = Callable[[Sequence[Term], Callable[[Term], Spans]], Spans]

_NOWHERE: Places = MappingProxyType({})
_LONGEST_SUM = 6
_SHOWN_OF_LONGER = 3


@dataclass(frozen=True)
class Explanation:
    """A title, the formula, the same formula with numbers in, and a sentence or two.

    A formula may have several lines, with `LINE_BREAK` between them.
    """

    title: str
    formula: Spans
    numbers: Spans
    sentence: str


def explain(message: Message, notation: Notation, places: Places = _NOWHERE) -> Explanation:
    """`message` in the words and symbols of `notation`, of a network whose neurons stand at `places`.

    The second formula writes ≈ for = in each line that is not true as it is shown.
    """
    case = case_of(message)
    words = _words(case, notation, places)
    return Explanation(
        title=notation.entry(case.path, "title").format_map(words),
        formula=_formula(case, notation, places),
        numbers=_numbers(case, notation),
        sentence=_sentence(case, notation, words),
    )


def _formula(case: ExplanationCase, notation: Notation, places: Places) -> Spans:
    def of_term(term: Term) -> Spans:
        return fill(notation.entry(case.path, "term"), lambda name: found(name, term.names))

    def found(name: str, names: dict[str, str]) -> Spans:
        if name == "terms":
            return _shortened_sum(case.terms, of_term)
        if name in case.inner:
            template = notation.entry(case.inner[name], "formula")
            return fill(template, lambda part: found(part, case.names))
        symbol, _, where = name.partition(":")
        if where == "ends":
            ends = {**case.names, **names}
            return notation.indexed(symbol, *(place_of(ends[end], places) for end in ("source", "dest")))
        if where:
            return notation.indexed(symbol, place_of({**case.names, **names}[where], places))
        text = {**case.names, **names}.get(name) or notation.symbols[name]
        return (Span(text, "symbol"),)

    def of_line(line: Line) -> Spans:
        template = "".join(notation.entry(path, "formula") for path in line.paths)
        return fill(template, lambda name: found(name, {}))

    return _below_each_other([of_line(line) for line in case.lines])


def _numbers(case: ExplanationCase, notation: Notation) -> Spans:
    def of_term(term: Term) -> Spans:
        return fill(notation.entry(case.path, "term_numbers"), lambda name: (number(*term.numbers[name]),))

    def filled(template: str, summed: _Summed) -> Spans:
        def found(name: str) -> Spans:
            if name == "terms":
                return summed(case.terms, of_term)
            return (number(*case.numbers[name]) if name in case.numbers else Span(case.names[name]),)

        return fill(template, found)

    def of_line(line: Line) -> Spans:
        template = "".join(notation.entry(path, "numbers") for path in line.paths)
        if not is_true_as_shown(filled(template, _whole_sum)):
            template = template.replace("=", "≈")
        return with_brackets(filled(template, _shortened_sum))

    return _below_each_other([of_line(line) for line in case.lines])


def _sentence(case: ExplanationCase, notation: Notation, words: dict[str, Any]) -> str:
    said = tuple(path for line in case.lines for path in line.paths)
    paths = _not_finite(case, notation) or (*said, *case.remarks)
    sentences = [notation.entry(path, "sentence").format_map(words) for path in paths]
    if not notation.has_names:  # what people call a neuron is left as it is, and so is a letter
        sentences = [re.sub("^neuron ", "Neuron ", sentence) for sentence in sentences]
    return " ".join(sentence for sentence in sentences if sentence)


def _not_finite(case: ExplanationCase, notation: Notation) -> tuple[Path, ...]:
    """How to say that the result is no finite number; empty where it is, or where the case says it."""
    result = case.numbers[case.result][0]
    if math.isfinite(result) or case.is_explained:
        return ()
    written = "".join(notation.entry(path, "numbers") for line in case.lines for path in line.paths)
    given = [
        value for name, (value, _) in case.numbers.items() if name != case.result and f"{{{name}}}" in written
    ]
    given += [value for term in case.terms for value, _ in term.numbers.values()]
    if math.isnan(result):
        return (("not-finite", "from-nan" if any(math.isnan(value) for value in given) else "undefined"),)
    return (("not-finite", "from-infinite" if any(math.isinf(value) for value in given) else "overflow"),)


def _words(case: ExplanationCase, notation: Notation, places: Places) -> dict[str, Any]:
    """Everything that titles and sentences may mention; symbols as {symbol.z}, since {z} is its number."""
    words: dict[str, Any] = {name: in_words(value) for name, (value, _) in case.numbers.items()}
    words |= {**case.names, "result": words[case.result], "symbol": SimpleNamespace(**notation.symbols)}
    neurons = {key: place_of(case.names[key], places) for key in NEURONS if key in case.names}
    words |= {key: notation.name_of(place) for key, place in neurons.items()}
    if "neuron" in neurons:
        words["titled"] = notation.name_of(neurons["neuron"], is_title=True)
    for name, path in case.inner.items():
        if name not in words:
            words[name] = notation.entry(path, "title").format_map(words)
    return words


def _whole_sum(terms: Sequence[Term], written: Callable[[Term], Spans]) -> Spans:
    """All terms with + between them, each as it is `written`."""
    return _sum([written(term) for term in terms])


def _shortened_sum(terms: Sequence[Term], written: Callable[[Term], Spans]) -> Spans:
    """Of a long sum the first three terms and the last; the others are not written at all."""
    if len(terms) <= _LONGEST_SUM:
        return _whole_sum(terms, written)
    first = [written(term) for term in terms[:_SHOWN_OF_LONGER]]
    return _sum([*first, (Span("…", "operator"),), written(terms[-1])])


def _sum(terms: list[Spans]) -> Spans:
    plus = Span(" + ", "operator")
    return tuple(span for n, term in enumerate(terms) for span in ((plus, *term) if n else term))


def _below_each_other(lines: list[Spans]) -> Spans:
    return tuple(span for n, line in enumerate(lines) for span in ((LINE_BREAK, *line) if n else line))
