"""In which notation is everything written, and is that kept, undone and remembered?"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from explorer.backprop import notation as notations
from explorer.backprop.notation import Notation, load_notation
from explorer.files.project import from_bytes, read_project, to_bytes
from explorer.files.refused import FileRefused
from explorer.project import Project
from explorer.symbol import Symbol
from explorer.ui.session.document import Document
from explorer.ui.session.notation_model import NotationModel
from tests.ui.training_experiment import SHRINKING

OTHER = Notation("other", "Other", {"loss": "L"}, {})


@pytest.fixture(autouse=True)
def two_notations(monkeypatch: pytest.MonkeyPatch) -> None:
    """That of the program, and one in which the loss is L."""
    monkeypatch.setitem(notations.NOTATIONS, "other", "Other")
    monkeypatch.setattr(
        "explorer.ui.session.notation_model.load_notation",
        lambda name: OTHER if name == "other" else load_notation(name),
    )


@pytest.fixture
def document(qapp: object) -> Iterator[Document]:
    document = Document()
    document.replace(SHRINKING)
    yield document
    document.deleteLater()


def test_a_notation_is_chosen_as_one_undo_step(document: Document) -> None:
    model = NotationModel(document, document)
    told: list[str] = []
    model.changed.connect(lambda: told.append(model.notation.name))
    model.choose("other")
    assert (model.write(f"{Symbol.LOSS} = 1"), document.project.notation) == ("L = 1", "other")
    document.undo_stack.undo()
    assert document.project.notation is None
    assert (model.write(f"{Symbol.LOSS} = 1"), told) == ("E = 1", ["other", "explorer"])
    document.undo_stack.redo()
    assert model.write(f"{Symbol.LOSS} = 1") == "L = 1"


def test_a_file_that_names_no_notation_has_the_last_that_was_chosen_and_one_that_does_has_its_own(
    document: Document,
) -> None:
    model = NotationModel(document, document)
    model.choose("other")
    document.replace_project(Project(SHRINKING))
    assert model.notation.name == "other"
    document.replace_project(Project(SHRINKING, notation="explorer"))
    assert model.notation.name == "explorer"
    document.replace_project(Project(SHRINKING))
    assert model.notation.name == "other"  # what another file has is no choice of the person


def test_a_file_keeps_the_notation(tmp_path: Path) -> None:
    data = to_bytes(Project(SHRINKING, notation="other"))
    assert b'"notation": "other"' in data
    assert b'"version": 2' in data
    assert from_bytes(data, "a file") == Project(SHRINKING, notation="other")
    assert b"notation" not in to_bytes(Project(SHRINKING))


def test_a_notation_that_there_is_not_is_refused_with_those_that_there_are(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(to_bytes(replace(Project(SHRINKING), notation="other")).replace(b'"other"', b'"greek"'))
    with pytest.raises(FileRefused, match=r"notation: there is no notation “greek”: choose one of explorer"):
        read_project(path)
