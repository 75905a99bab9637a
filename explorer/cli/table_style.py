"""How is a CSV table written that a verb is asked for: with commas and points, or with decimal commas?"""

import argparse

from explorer.cli.verb import Option
from explorer.files.table import CONTINENTAL, INTERNATIONAL, TableStyle

CONTINENTAL_OPTION = Option(
    "--continental", "OUT.csv with semicolons and decimal commas, for the spreadsheets of continental Europe"
)


def style_of(options: argparse.Namespace) -> TableStyle:
    """What was asked for."""
    return CONTINENTAL if options.continental else INTERNATIONAL
