"""What does a message mean: which formula, with which numbers in, and what happens in plain words?

`explorer.backprop.facts` finds which case a message is and which names and numbers belong to it; the words
and formulas are those of a notation. Here the two come together.
"""

import math
from dataclasses import dataclass

from explorer.backprop.facts import Facts, Term, facts_of
from explorer.backprop.message import Message
from explorer.backprop.notation import (
    Notation,
    Path,
    Span,
    Spans,
    fill,
    has_rounded,
    in_words,
    number,
)

_LONGEST_SUM = 6
_SHOWN_OF_LONGER = 3


@dataclass(frozen=True)
class Explanation:
    """A title, the formula, the same formula with numbers in, and a sentence or two."""

    title: str
    formula: Spans
    numbers: Spans
    sentence: str


def explain(message: Message, notation: Notation) -> Explanation:
    """`message` in the words and symbols of `notation`.

    The second formula writes ≈ for = where any number in it was rounded, or where the computer had to round
    what the formula gives exactly.
    """
    facts = facts_of(message)
    words = _words(facts, notation)
    return Explanation(
        title=notation.entry(facts.path, "title").format_map(words),
        formula=_formula(facts, notation),
        numbers=_numbers(facts, notation),
        sentence=_sentence(facts, notation, words),
    )


def _formula(facts: Facts, notation: Notation) -> Spans:
    def of_term(term: Term) -> Spans:
        return fill(notation.entry(facts.path, "term"), lambda name: found(name, term.names))

    def found(name: str, names: dict[str, str]) -> Spans:
        if name == "terms":
            return _joined([of_term(term) for term in facts.terms])
        if name == "parameter" and facts.parameter is not None:
            template = notation.entry(facts.parameter, "formula")
            return fill(template, lambda part: found(part, facts.names))
        text = {**facts.names, **names}.get(name) or notation.symbols[name]
        return (Span(text, "symbol"),)

    return tuple(
        span
        for path in (facts.path, *facts.appendices)
        for span in fill(notation.entry(path, "formula"), lambda name: found(name, {}))
    )


def _numbers(facts: Facts, notation: Notation) -> Spans:
    def of_term(term: Term) -> Spans:
        return fill(notation.entry(facts.path, "term_numbers"), lambda name: (number(*term.numbers[name]),))

    def found(name: str) -> Spans:
        if name == "terms":
            return _joined([of_term(term) for term in facts.terms])
        if name in facts.numbers:
            return (number(*facts.numbers[name]),)
        return (Span(facts.names[name]),)

    templates = [notation.entry(path, "numbers") for path in (facts.path, *facts.appendices)]
    spans = tuple(span for template in templates for span in fill(template, found))
    if facts.is_exact and not has_rounded(spans):
        return spans
    return tuple(span for template in templates for span in fill(template.replace("=", "≈"), found))


def _sentence(facts: Facts, notation: Notation, words: dict[str, str]) -> str:
    paths = _not_finite(facts) or (facts.path, *facts.appendices, *facts.remarks)
    return " ".join(notation.entry(path, "sentence").format_map(words) for path in paths)


def _not_finite(facts: Facts) -> tuple[Path, ...]:
    """How to say that the result is no finite number; empty where it is, or where the case says it."""
    result = facts.numbers[facts.result][0]
    if math.isfinite(result) or facts.is_explained:
        return ()
    given = [value for name, (value, _) in facts.numbers.items() if name != facts.result]
    given += [value for term in facts.terms for value, _ in term.numbers.values()]
    if math.isnan(result):
        return (("not-finite", "from-nan" if any(math.isnan(value) for value in given) else "undefined"),)
    return (("not-finite", "from-infinite" if any(math.isinf(value) for value in given) else "overflow"),)


def _words(facts: Facts, notation: Notation) -> dict[str, str]:
    """Everything that titles and sentences may mention."""
    words = {name: in_words(value) for name, (value, _) in facts.numbers.items()}
    words |= {**facts.names, "result": words[facts.result]}
    if facts.parameter is not None:
        words["parameter"] = notation.entry(facts.parameter, "title").format_map(words)
    return words


def _joined(terms: list[Spans]) -> Spans:
    """The terms with + between them; of a long sum the first three and the last."""
    if len(terms) > _LONGEST_SUM:
        terms = [*terms[:_SHOWN_OF_LONGER], (Span("…", "operator"),), terms[-1]]
    plus = Span(" + ", "operator")
    return tuple(span for n, term in enumerate(terms) for span in ((plus, *term) if n else term))
