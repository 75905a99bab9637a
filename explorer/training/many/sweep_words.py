"""What does a whole sweep advise of α, in words? What is fastest, what is stable, what a range test reads."""

from explorer.network.model import Training
from explorer.training.advice import fastest_of, fastest_words, rule_words, stable_words_of_starts
from explorer.training.many.sweep_picture import SweepPicture


def sweep_words(picture: SweepPicture, training: Training) -> list[str]:
    """The fastest α and the largest that is stable at the start, or at the starts."""
    fastest = fastest_of(picture.rates, picture.loss, picture.has_diverged, picture.sweep.steps)
    return [fastest_words(fastest), stable_words_of_starts(training, picture.start.sharpness)]


def all_sweep_words(picture: SweepPicture, training: Training) -> list[str]:
    """The same, and what each rule of the range tests reads."""
    return [*sweep_words(picture, training), *rule_words(picture.start.tests)]
