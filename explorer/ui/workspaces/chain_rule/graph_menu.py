"""What can be done with a variable of the graph? Its context menu."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from explorer.ui.widgets.plain_text import without_mnemonic
from explorer.ui.workspaces.chain_rule.graph_view import GraphView
from explorer.ui.workspaces.chain_rule.model import ChainModel


def graph_menu(view: GraphView, model: ChainModel, name: str) -> QMenu:
    """The menu of the variable `name`, or with "" that of the whole graph."""
    menu = QMenu(view)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    chain = model.chain
    if name:
        shown = without_mnemonic(name)
        node = chain.graph.by_name[name]
        if node.is_input:
            menu.addAction("Type a value…\tEnter", lambda: view.edit_value(name))
        menu.addAction(f"Derivatives by {shown}", lambda: model.choose_pair(chain.of, name))
        menu.addAction(f"Derivatives of {shown}", lambda: model.choose_pair(name, chain.by))
        if model.can_open(name):
            is_opened = name in model.settings.opened
            words = f"Close {shown} again\tO" if is_opened else "Open into elementary operations\tO"
            menu.addAction(words, lambda: model.toggle_opened(name))
        menu.addSeparator()
    menu.addAction("Fit the graph\t0", view.fit)
    return menu
