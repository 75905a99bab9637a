"""Is any text, however it was written, read as it was meant, or refused?"""

from hypothesis import given
from hypothesis import strategies as st

from explorer.files.refused import FileRefused
from explorer.files.sample_table.options import MissingNumbers, TableOptions
from explorer.files.sample_table.outlook import Taking, outlook, taking_in
from explorer.files.sample_table.preview import preview_of
from explorer.job import last_result
from explorer.network.edits.sample_edits import replace_samples
from explorer.network.experiment_rules import check_experiment
from explorer.network.model import Experiment, Network
from explorer.refusal import Refusal
from tests.files.sample_table.reading import XOR, network, numbers, read

PIECES = [
    "0",
    "1",
    "2,5",
    "1.000",
    "1,000",
    "-3",
    "1e3",
    "1/3",
    "x1",
    "x2",
    "y",
    "id",
    "held_out",
    "true",
    "nan",
    "a b",
]
PIECES += [
    "",
    "#",
    '"',
    "sep=;",
    ",",
    ";",
    "\t",
    "|",
    " ",
    "\n",
    "\n",
    "\r\n",
    "\u00a0",
    "\u200b",
    "inf",
    "9" * 400,
]
OPTIONS = st.builds(
    TableOptions,
    delimiter=st.sampled_from([None, ",", ";", " "]),
    decimal=st.sampled_from([None, ".", ","]),
    has_header=st.sampled_from([None, True, False]),
    missing=st.sampled_from(MissingNumbers),
    is_one_hot=st.booleans(),
)


@given(st.lists(st.sampled_from(PIECES)).map("".join), OPTIONS, st.sampled_from([XOR, network("y", "x3")]))
def test_any_table_is_finite_samples_or_refused(text: str, options: TableOptions, of: Network) -> None:
    try:
        imported = read(text, options, of)
    except FileRefused:
        return
    assert imported.samples
    replace_samples(Experiment(of), imported.samples)  # which refuses numbers that are missing or not finite
    assert len(imported.sentence.splitlines()) == 1


@given(
    st.lists(st.sampled_from(PIECES)).map("".join), OPTIONS, st.sampled_from([XOR, network("y", "x3"), None])
)
def test_any_table_is_taken_in_as_it_is_previewed_or_refused(
    text: str, options: TableOptions, of: Network | None
) -> None:
    present = Experiment(XOR)
    try:
        preview = preview_of(text, of, options, "table.csv")
        assert len(preview.roles) >= len(preview.titles)
        if preview.problem:
            return
        taking = Taking(is_made=of is None, standardises_inputs=True)
        present = present if of is None else Experiment(of)
        taken = last_result(taking_in(text, present, preview.as_shown(options), taking, "table.csv"))
    except Refusal:
        return
    check_experiment(taken.after)
    assert all(outlook(taken.imported, present, taking))


@given(st.binary())
def test_any_bytes_are_samples_or_refused(data: bytes) -> None:
    try:
        assert read(data).samples
    except FileRefused:
        return


NUMBERS = st.integers(-9_999_999, 9_999_999).map(lambda whole: whole / 1000)


@given(
    st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), min_size=1, max_size=6),
    st.sampled_from([",", ";", "\t", "|", " "]),
    st.permutations(["x1", "x2", "y"]),
    st.booleans(),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
)
def test_a_table_is_read_as_it_was_written_in_whatever_way(
    rows: list[tuple[float, float, float]], delimiter: str, order: list[str], has_commas: bool, encoding: str
) -> None:
    lines = [delimiter.join(order)]
    for row in [(0.5, 0.25, 0.125), *rows]:
        named = dict(zip(["x1", "x2", "y"], row, strict=True))
        cells = [f"{named[name]:,.3f}" for name in order]  # 1,234.500
        if has_commas:
            cells = [cell.translate(str.maketrans(",.", ".,")) for cell in cells]
        lines.append(delimiter.join(f'"{cell}"' if delimiter == "," else cell for cell in cells))
    data = ("\r\n".join(lines) + "\r\n").encode(encoding)
    assert numbers(read(data)) == [(0.5, 0.25, 0.125), *rows]
