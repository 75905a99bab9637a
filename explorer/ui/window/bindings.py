"""What does each action do?"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from explorer.backprop.message_kind import Phase
from explorer.backprop.step_grouping import Grain
from explorer.network.model import Kind
from explorer.ui.canvas.tool import Tool
from explorer.ui.commands.training_commands import training_commands
from explorer.ui.theme.theme import Appearance
from explorer.ui.window.help_dialog import FIRST_THINGS, HelpDialog, about_as_html, keys_as_html

if TYPE_CHECKING:
    from explorer.ui.window.furniture import Furniture
    from explorer.ui.window.main_window import MainWindow


def commands_of(window: "MainWindow", furniture: "Furniture") -> dict[str, Callable[[], object]]:
    """What to call when an action is triggered, under the action's name."""
    files, player, runner, canvas = furniture.files, furniture.player, furniture.runner, window.canvas
    commands: dict[str, Callable[[], object]] = {
        "new": files.new,
        "new-network": files.new_network,
        "open": files.open,
        "save": files.save,
        "save-as": files.save_as,
        "export": files.export_weights,
        "export-history": files.export_history,
        "import-samples": files.import_samples,
        "export-samples": files.export_samples,
        "quit": window.close,
        "zoom-in": canvas.zoom_in,
        "zoom-out": canvas.zoom_out,
        "zoom-original": canvas.zoom_original,
        "fit": canvas.fit,
        "rename": canvas.rename_selected,
        "full-screen": window.toggle_full_screen,
        "reduce-motion": furniture.reduce_motion,
        "reset-layout": window.docks.reset,
        "first": player.first,
        "back": player.back,
        "play": player.toggle,
        "next": player.next,
        "last": player.last,
        "forward": partial(player.play_phase, Phase.FORWARD),
        "backward": partial(player.play_phase, Phase.BACKWARD),
        "update": partial(player.play_phase, Phase.UPDATE),
        "apply": furniture.apply_update,
        "faster": lambda: player.set_speed(player.speed * 2),
        "slower": lambda: player.set_speed(player.speed / 2),
        "next-sample": lambda: player.set_sample(player.sample + 1),
        "previous-sample": lambda: player.set_sample(player.sample - 1),
        "train": runner.toggle,
        "train-step": runner.step,
        "train-reset": runner.reset,
        "go-back": runner.go_back,
        "keep-run": runner.keep,
        "rate-double": lambda: furniture.scale_learning_rate(2.0),
        "rate-halve": lambda: furniture.scale_learning_rate(0.5),
        "descend": partial(window.docks.show, "Learning rate"),
        "first-things": lambda: HelpDialog("What to try first", FIRST_THINGS, window).show(),
        "shortcuts": lambda: HelpDialog(
            "Keys and gestures", keys_as_html(window.named_actions), window
        ).show(),
        "about": lambda: HelpDialog("About", about_as_html(), window).show(),
    }
    commands |= {f"tool-{tool.value}": partial(canvas.set_tool, tool) for tool in Tool}
    commands |= {f"add-kind:{kind.value}": partial(window.add_with_tool, kind) for kind in Kind}
    commands |= {f"grain:{grain.value}": partial(player.set_grain, grain) for grain in Grain}
    commands |= {f"theme:{a.value}": partial(window.set_appearance, a) for a in Appearance}
    commands |= training_commands(window.document)
    return commands | furniture.canvas_commands.commands()
