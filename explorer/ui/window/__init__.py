"""The main window: menus, toolbar, docks, dialogs, and what puts all parts together."""
