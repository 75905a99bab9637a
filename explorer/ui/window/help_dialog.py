"""What does the Help menu tell?"""

from collections.abc import Mapping
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from explorer import __version__
from explorer.files.example import Example
from explorer.symbol import Symbol

FIRST_THINGS = f"""
<h3>What to try first</h3>
<ol>
<li><b>Watch.</b> Press Space. Numbers travel forward; each neuron sums them (Σ) and bends the sum
({Symbol.PHI}). At the diamond they become the loss {Symbol.LOSS}. Then the errors {Symbol.DELTA} travel
back and leave a gradient on every connection. Press
<b>.</b> and <b>,</b> to go one step on and back, and read the card below the network.</li>
<li><b>Change.</b> Click any number on the canvas and type another, or turn the mouse wheel over a weight.
Everything follows. Ctrl+Z takes it back.</li>
<li><b>Train.</b> Press F5. Turn {Symbol.ALPHA} until the loss no longer falls but jumps, and then runs
away. The program says where, and takes you back.</li>
<li><b>See what a learning rate does.</b> Ctrl+L: x³ + 3x² settles, jumps between two values, then four,
then never repeats, and beyond {Symbol.ALPHA} = ½ escapes. Ctrl+3: the same on the network that is
drawn.</li>
<li><b>Draw your own.</b> Ctrl+N, double-click for neurons, drag from rim to rim to connect. Export the
trained weights with Ctrl+E.</li>
<li><b>Bring your own data.</b> Drop a CSV file on the window, or paste cells of a spreadsheet into Samples.
You see what was understood, say what each column is, and have a network made for it where none fits.</li>
</ol>
"""

GESTURES = (
    ("Double-click empty canvas", "add a hidden neuron"),
    ("Shift and double-click empty canvas", "add an input"),
    ("Ctrl and double-click empty canvas", "add an output; with Alt a constant"),
    ("Drag from a neuron's rim to another", "connect them"),
    ("Shift+C with a neuron selected", "connect it: arrows or Tab choose where to, Enter connects"),
    ("Drag from a neuron's rim to empty canvas", "add a neuron and connect it"),
    ("Drag a neuron", "move it, with all that is selected"),
    ("Click a value", "type another: 0.5, -1/3, 1e-3, 0,5; Enter, or Tab to the next"),
    ("Wheel over a value, or drag a weight up and down", "turn it; with Shift finer"),
    ("Click a neuron or connection", "explain it in the card"),
    ("W, then double-click a neuron", "see what each responds to, and that one in the Prediction panel"),
    ("Rest on a weight", f"light every path from it to {Symbol.LOSS}; see all its digits"),
    ("Wheel over empty canvas", "zoom at the cursor"),
    ("Drag with the middle button", "pan"),
    ("Drag over empty canvas", "select what is inside; Shift adds"),
    ("Double-click a panel's title", "make it a window of its own; Esc or Ctrl+W there closes it"),
    ("Arrow keys", "nudge what is selected; Tab goes to the next neuron"),
)

ONE_VARIABLE = f"""
<h3>One variable</h3>
<p>Gradient descent on a function of one x, where everything can be seen: x ← x − {Symbol.ALPHA}f′(x). Type
any f(x), or take one of the presets; type the start and {Symbol.ALPHA}, drag them in the plots, or turn
them with the keys; momentum β stands beside them. One line marks {Symbol.ALPHA} in every plot over
{Symbol.ALPHA}, and one step is lit in every plot of the descent.</p>
<ul>
<li><b>What becomes of it, and why?</b> The verdict at the top, with its reason beneath: where
{Symbol.ALPHA} lies among the limits 1/f″ and 2/f″ (marked on the slider; 2(1 + β)/f″ with momentum), what a
distance is multiplied by, or from which step on nothing pulls it back. Rest on it for all digits.</li>
<li><b>How does it go down on f?</b> The curve with the path on it, the tangent at the present x, and what
is marked on f. The bar beneath is the basin: from there the descent reaches this minimum.</li>
<li><b>Where does each step lead?</b> The step map, x before a step against x after it. Where it crosses the
diagonal, x stays; the stair is the descent. A slope between −1 and 1 there draws the descent in.</li>
<li><b>Where is it after each step?</b> x, f or f′ against the step, beside the runs that are kept.</li>
<li><b>Where do the iterates end, for every {Symbol.ALPHA}?</b> A column for each {Symbol.ALPHA}: one line
where the descent settles, two where it jumps between two values, a cloud where it never settles, and shaded
where it escapes. Zoom in with the wheel until double precision ends.</li>
<li><b>Do neighbours part?</b> The Lyapunov exponent Λ: below 0 two descents that begin side by side come
together, above 0 they part.</li>
<li><b>How far is a step?</b> {Symbol.ALPHA}f″ at the minimum: at 1 a step is Newton's, beyond 2 the minimum
lets go.</li>
<li><b>Why: the logistic map</b> (R), for a cubic with a maximum and a minimum: each step is then one of y ←
r·y·(1 − y). The panel says with which r, what that means, and writes r in the place of {Symbol.ALPHA}.</li>
</ul>
"""

MATRICES_KEYS = (
    ("Rest on a cell", "light its neuron or connection everywhere; see all digits, and what makes it"),
    (
        "Double-click a weight, bias, input or target",
        "type another; Enter, or Tab to the next, Esc to leave it",
    ),
    (
        "Arrow keys in the matrices",
        "go from cell to cell; Enter or a digit begins to type, . and , step as on the canvas",
    ),
    ("Right button on a cell", "copy its matrix, or the equation, as NumPy, LaTeX, TSV or Markdown"),
)

ONE_VARIABLE_KEYS = (
    ("Drag the blue dot on f", "move the start; Shift with left or right does the same"),
    (
        f"Drag the line of {Symbol.ALPHA}",
        f"turn {Symbol.ALPHA}; Ctrl with left or right does the same, with Shift finer",
    ),
    ("Up and down", "in a field at the top: nudge it, with Shift finely; page up and page down coarsely"),
    ("Space", "play, or pause"),
    (". and ,", "one step on and back; with Shift by a period of the cycle, as a click with Shift"),
    ("R", "for a cubic: why, as the logistic map; Escape in the panel closes it"),
    ("Insert, Delete", "on f: add a start, remove it"),
    ("Page up, page down", "on the step map: more or fewer steps at once; on the iterates: x, f or f′"),
    ("Backspace", "on the end states: the range before; with Shift forth again"),
    ("0, Home or a double click", "in any plot: show everything"),
)

LABORATORY = f"""
<h3>Laboratory</h3>
<p>What the learning rate does to the network that is drawn: the same start, trained many times. At the top
stand the start (the weights that are drawn, or those of a seed), how many steps each run makes, and
{Symbol.ALPHA}. The {Symbol.ALPHA} line is the same in every plot with an axis of {Symbol.ALPHA}; drag it in
any of them. The run at the line is trained as you drag, and its verdict stands at the right. {Symbol.ALPHA}
of training, that of the network, stays what it is.</p>
<p>A curve, a dot and a row each <i>are</i> a run. Opened, it is the present run of the network, with the
very numbers that it had here. The laboratory then holds its start, so that all that it shows stays as it
is; choose “present weights” to start from those that are drawn now. Undo takes each of these back.</p>
<ul>
<li><b>What does each {Symbol.ALPHA} do?</b> {Symbol.LOSS}, the size of the gradient or one weight of every
run, against the step, or against {Symbol.ALPHA} · step: runs that follow the same flow then lie on one
another. A run that diverges leaves the plot at the top and does not flatten the others. The slider beneath
gives the canvas the weights of any step of the selected run; <i>Halve {Symbol.ALPHA}</i> lets one more run
go on from there with half the {Symbol.ALPHA}.</li>
<li><b>How did each run end?</b> The runs, each in its colour. Add compares one more, also with another
optimiser; type another {Symbol.ALPHA} into a row; F2 names a run, which then stands in the list and at its
curves; keep a run beside those of the network. However low {Symbol.LOSS} is, no run is said to converge
while its λ is above what {Symbol.ALPHA} allows: nothing holds it there.</li>
<li><b>Is λ below what {Symbol.ALPHA} allows?</b> The curvature λ along every run, and dashed up to which λ
its optimiser is stable: 2/{Symbol.ALPHA} for plain descent, others have their own, and of some none is
known. Where λ crosses is marked. A right click at a curve halves {Symbol.ALPHA} from that step. Beneath, on
request, more eigenvalues of the run at the {Symbol.ALPHA} line, or its swing: how far it is from its own
middle at even and at odd steps.</li>
<li><b>Where does the run go on average?</b> For plain descent on all samples: the central flow beside the
run at the {Symbol.ALPHA} line. While λ is at 2/{Symbol.ALPHA} it predicts how widely the run swings, σ²;
measured is the mean over 50 steps. Where the two part is shaded, and hovering over the answer says
why.</li>
<li><b>Which {Symbol.ALPHA} trains?</b> A dot for each {Symbol.ALPHA}: {Symbol.LOSS} after all steps, in the
colour of what became of the run; shaded where it diverges. Marked are 2/λ at the start, up to which a step
is stable there, and the {Symbol.ALPHA} of training. From many seeds there is a cloud, with its median, and
a tick where 2/λ is at each of their starts.
<i>Range test</i> marks what its rules read, beside the truth.</li>
<li><b>Where is {Symbol.LOSS} low?</b> Contours of {Symbol.LOSS} on a plane through the weights, and on it
the run, fainter the farther it is from the plane. Click into the plane, or hold Alt with the arrows, and
<i>Take</i> gives the canvas the weights of that place.</li>
<li><b>Which optimiser is down first?</b> All optimisers from one start, each at the best {Symbol.ALPHA} of
a sweep of its own or all at the {Symbol.ALPHA} line, on the network or on a function of two variables:
choose one, or type a formula in x and y. There their paths lie on its contours; drag the start. Below
stands how many steps and gradients each took.</li>
<li><b>Where can it be trained?</b> One pixel, one run, over two axes of your choice: coarse at once, then
exact. The colour tells how many steps it took until {Symbol.LOSS} was a tenth of its start, or until it
diverged; or only which of the two; or which solution it reached. A dot marks the present settings. Draw a
box to look closer. The bowl with the same Hessian, beside it, shows what is due to the network alone; white
pixels hang on the last bit of the start.</li>
</ul>
"""

LABORATORY_KEYS = (
    (
        f"Drag the {Symbol.ALPHA} line of a plot",
        f"turn {Symbol.ALPHA}; Ctrl with left or right does the same, with Shift finely",
    ),
    ("Click a dot of the sweep", f"open that run; Enter opens the one next to the {Symbol.ALPHA} line"),
    ("Click a pixel of the map", "open that run; arrows go from pixel to pixel, Enter opens"),
    ("Backspace", "in the map: back to the part before, with Shift forth; 0 or Home shows all of it"),
    ("Right click at a curve of λ", f"halve {Symbol.ALPHA} of that run from that step on"),
    ("Insert, Delete", f"in the list of runs: add one at the {Symbol.ALPHA} of the line, drop one"),
    ("F2", f"in the list of runs: type another {Symbol.ALPHA}"),
    ("Enter and Space", "in the list of runs: open one on the canvas, hide its curves"),
    ("Enter and Space", "in the race: open a run on the canvas, leave an optimiser out"),
    ("Shift and an arrow", "on the contours of a race: move the start"),
)

CHAIN_RULE = """
<h3>Chain rule</h3>
<p>Equations, one a line: a name, =, a formula in names that have lines of their own. Together they are a
graph: a circle for each name with its value, an arrow from each name to those that are computed with it,
and on the arrow the local derivative: what a small change at its start makes of its end.</p>
<ul>
<li><b>Forward</b> begins at the chosen input: ∂ of each variable <i>by that input</i>. One pass for each
input.</li>
<li><b>Reverse</b> begins at the chosen output: ∂ <i>of that output</i> by each variable. One pass gives all
of them, which is how networks are trained. The count of multiplications beside the buttons compares the
two on the graph that is shown.</li>
<li><b>Every path</b> from the input to the output: the product of the derivatives along it, and their
sum, which is the derivative. Choose a path to see it alone.</li>
<li><b>The card</b> says the rule at the variable that is looked at: click one, or go there with
the arrows.</li>
<li><b>Derivatives</b>: each as a formula and as a number, beside what finite differences make of it. Beneath,
the row that is chosen is read the other way.</li>
<li><b>Open as equations</b>, in the context menu of the canvas, writes a neuron or the loss of the drawn
network as equations.</li>
</ul>
"""

CHAIN_RULE_KEYS = (
    ("Enter, Insert, Delete", "in the equations: edit a line, add one below, remove it"),
    ("Alt with up or down", "in the equations: move a line"),
    ("Ctrl+V", "in the equations: paste several lines at once"),
    ("Drag a value sideways", "on the graph: nudge it; Shift with left or right does the same"),
    ("Enter or a double click", "on a variable that is given: type its value"),
    ("Arrows", "on the graph: go from variable to variable"),
    ("O", "on the graph: open a line into its elementary operations, and close it again"),
    ("Space, . and ,", "play or pause, one step on and back"),
    ("Plus, minus, 0", "on the graph: zoom, show all of it"),
    ("Esc", "in the list of paths: show all of them again"),
)


class HelpDialog(QDialog):
    """A text to read beside the work: the window stays usable."""

    def __init__(self, title: str, html: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        text = QTextBrowser()
        text.setHtml(html)
        text.setAccessibleName(title)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(text)
        column.addWidget(buttons)
        letter = self.fontMetrics().averageCharWidth()
        self.resize(80 * letter, 74 * letter)


def help_text(topic: str, actions: Mapping[str, QAction], example: Example | None) -> tuple[str, str]:
    """Title and HTML of one of the topics, which the Help menu has as commands.

    Raises KeyError.
    """
    return {
        "about-one-variable": ("About one variable", ONE_VARIABLE + _table(ONE_VARIABLE_KEYS)),
        "about-laboratory": ("About the laboratory", LABORATORY + _table(LABORATORY_KEYS)),
        "about-chain-rule": ("About the chain rule", CHAIN_RULE + _table(CHAIN_RULE_KEYS)),
        "about-example": ("About this example", example_as_html(example)),
        "first-things": ("What to try first", FIRST_THINGS),
        "shortcuts": ("Keys and gestures", keys_as_html(actions)),
        "about": ("About", about_as_html()),
    }[topic]


def keys_as_html(actions: Mapping[str, QAction]) -> str:
    """A table of every action that has keys, and of every gesture on the canvas."""
    keys = (
        (
            action.shortcut().toString(QKeySequence.SequenceFormat.NativeText),
            action.statusTip() or action.text(),
        )
        for action in actions.values()
        if not action.shortcut().isEmpty()
    )
    return (
        f"<h3>Gestures on the canvas</h3>{_table(GESTURES)}<h3>Keys</h3>{_table(tuple(keys))}"
        f"<h3>Matrices</h3>{_table(MATRICES_KEYS)}"
        f"<h3>One variable</h3>{_table(ONE_VARIABLE_KEYS)}"
        f"<h3>Laboratory</h3>{_table(LABORATORY_KEYS)}"
        f"<h3>Chain rule</h3>{_table(CHAIN_RULE_KEYS)}"
    )


def example_as_html(example: Example | None) -> str:
    """What an example is, whose article it comes from, what to look for and what to try."""
    if example is None:
        return "<p>The network that is drawn is no example: choose one in File → Examples.</p>"
    return (
        f"<h3>{escape(example.title)}</h3><p>{escape(example.group)}</p>"
        f"<p><b>What to look for.</b> {escape(example.look_for)}</p>"
        f"<p><b>What to try.</b> {escape(example.hint)}</p>"
    )


def about_as_html() -> str:
    """Name, version and licence."""
    return (
        f"<h3>Backprop Explorer {__version__}</h3>"
        "<p>Draw a small network and watch backpropagation happen on it.</p>"
        "<p>Free software under the MIT licence. Built with Python, Qt for Python, numpy and pyqtgraph.</p>"
    )


def _table(rows: tuple[tuple[str, str], ...]) -> str:
    cells = (
        f"<tr><td><b>{escape(left)}</b>&nbsp;&nbsp;</td><td>{escape(right)}</td></tr>" for left, right in rows
    )
    return f"<table cellpadding='3'>{''.join(cells)}</table>"
