"""How does a file say that it cannot be used? With FileRefused, a Refusal."""

from explorer.refusal import Refusal


class FileRefused(Refusal):
    """A file was refused. The text is one line: which file, where in it, and which rule it breaks.

    `place` is where in the file: `$.network.neurons[2].bias`, `line 3 column 5` or `row 3, column y`; None
    where the rule is about the file as a whole.
    """

    def __init__(self, file: str, rule: str, place: str | None = None) -> None:
        super().__init__(f"{file}: {rule}" if place is None else f"{file}, {place}: {rule}")
        self.file = file
        self.rule = rule
        self.place = place
