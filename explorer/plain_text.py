"""How is a name that anybody may have typed shown as text? On one line, elided, in its own direction.

A name may hold anything: line breaks, a million letters, marks that turn the direction of writing. Files,
tables of numbers and the line in which it is edited have it as it is; sentences and drawings
have `shown_name`.
"""

import unicodedata

from explorer.symbol import is_token

_LONGEST_NAME = 40
_LONGEST_SENTENCE = 1000
_LINE_BREAKS = str.maketrans({**dict.fromkeys("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029", "⏎"), "\t": " "})
_FROM_RIGHT = {"R", "AL", "AN"}
_ISOLATE, _END_OF_ISOLATE = "\u2068", "\u2069"


def on_one_line(text: str) -> str:
    """`text` with ⏎ for each line break, and a space for whatever else cannot be printed or moves letters.

    The marks that `shown_name` puts around a name from right to left stay, and the tokens of symbols.
    """
    if text.isprintable():
        return text
    marked = text.replace("\r\n", "⏎").translate(_LINE_BREAKS)
    kept = (_ISOLATE, _END_OF_ISOLATE)
    return "".join(
        letter if letter.isprintable() or letter in kept or is_token(letter) else " " for letter in marked
    )


def shortened(text: str, longest: int) -> str:
    """`text` with … for its middle where it has more than `longest` letters."""
    if len(text) <= longest:
        return text
    head = (longest - 1) * 2 // 3
    return f"{text[:head]}…{text[len(text) - (longest - 1 - head) :]}"


def shown_name(name: str) -> str:
    """A neuron's name as it stands in a sentence: on one line, at most 40 letters.

    One that is written from right to left is isolated, so that “a → b” around it keeps its order.
    """
    if name.isascii() and name.isprintable() and len(name) <= _LONGEST_NAME:
        return name
    short = shortened(name, _LONGEST_NAME)
    line = "".join(letter if letter.isprintable() else " " for letter in on_one_line(short))
    if any(unicodedata.bidirectional(letter) in _FROM_RIGHT for letter in line):
        return f"{_ISOLATE}{line}{_END_OF_ISOLATE}"
    return line


def shown_sentence(text: str) -> str:
    """A sentence that has names in it, whole: on one line, without the middle if that is very long."""
    return on_one_line(shortened(text, _LONGEST_SENTENCE))
