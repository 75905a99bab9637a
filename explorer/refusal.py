"""What have all exceptions in common that refuse something with a sentence? Their root, `Refusal`.

Window and command line catch this root and nothing wider, and show its text. Anything else that is raised is
a mistake of the program, and is not hidden.
"""

from explorer.plain_text import shown_sentence


class Refusal(Exception):
    """What was asked for is not done, and nothing has changed. The text says what, where, and what to do."""

    def __str__(self) -> str:
        """The sentence on one line, whatever the names in it are."""
        return shown_sentence(super().__str__())
