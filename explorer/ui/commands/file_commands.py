"""Which commands does the File menu have?"""

from explorer.ui.commands.command import Command

FILE_COMMANDS = (
    Command("new", "&New", lambda c: c.files.new(), "Ctrl+N", "Start from an empty canvas"),
    Command(
        "new-network",
        "New net&work…",
        lambda c: c.window.ask_for_network(c.files.replace),
        "Ctrl+Shift+N",
        "Build a layered network from sizes such as 2-4-1",
    ),
    Command("open", "&Open…", lambda c: c.files.open(), "Ctrl+O", "Open an experiment"),
    Command("save", "&Save", lambda c: c.files.save(), "Ctrl+S", "Save the experiment"),
    Command(
        "save-as",
        "Save &as…",
        lambda c: c.files.save_as(),
        "Ctrl+Shift+S",
        "Save the experiment under another name",
    ),
    Command(
        "import-samples",
        "&Import samples…",
        lambda c: c.files.import_samples(),
        tip="Read samples from a table: CSV, TSV or text, as spreadsheets write it",
    ),
    Command(
        "export-samples",
        "Export sam&ples…",
        lambda c: c.files.export_samples(),
        tip="Write the samples to a CSV file",
    ),
    Command(
        "export",
        "&Export weights…",
        lambda c: c.files.export_weights(),
        "Ctrl+E",
        "Take the trained weights away: JSON, NPZ, CSV or Python",
    ),
    Command(
        "export-history",
        "Export loss &history…",
        lambda c: c.files.export_history(),
        tip="Save the present run's history as CSV",
    ),
    Command("quit", "&Quit", lambda c: c.window.close(), "Ctrl+Q", "Close the window"),
)
