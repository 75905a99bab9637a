"""Can Qt start here, and if not, what must the user do?

Without an answering display Qt calls abort(), which nothing can catch, and blames `xcb-cursor0` whatever is
wrong. So this asks first, in plain ctypes: which platforms would Qt try, do their libraries load, does the
display answer?
"""

import ctypes
import os
import sys
from collections.abc import Iterable, Mapping

# Library -> the Debian package that brings it: what Qt loads to draw at all, for X11, and for Wayland.
DRAWING_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libglib-2.0.so.0": "libglib2.0-0",
}
WINDOW_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
_WAYLAND_LIBRARIES = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}
_ADVICE = "start it in a desktop session or under xvfb-run; the verbs (see --help) need no display"


def missing_libraries(libraries: Iterable[str]) -> list[str]:
    """Those of `libraries` that the system's loader cannot load."""
    missing = []
    for library in libraries:
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(library)
    return missing


def obstacle_to_drawing() -> str | None:
    """One line: why Qt cannot draw, not even into a picture, and what to do; None where it can."""
    if not sys.platform.startswith("linux"):
        return None
    return _complaint(DRAWING_LIBRARIES)


def obstacle_to_a_window(environment: Mapping[str, str] = os.environ) -> str | None:
    """One line: why Qt cannot open a window, and what to do; None where it can."""
    if not sys.platform.startswith("linux"):
        return None
    platforms = _platforms(environment)
    if not platforms:
        return f"no display: neither DISPLAY nor WAYLAND_DISPLAY is set; {_ADVICE}"
    obstacles = [_obstacle_on(platform, environment) for platform in platforms]
    # Qt tries one platform after another, so that one that works is enough.
    return _complaint(DRAWING_LIBRARIES) or (None if None in obstacles else obstacles[0])


def _platforms(environment: Mapping[str, str]) -> list[str]:
    """The platforms that Qt would try, in its order; a wish of the user's stands alone."""
    wish = environment.get("QT_QPA_PLATFORM")
    if wish:
        return [platform.partition(":")[0] for platform in wish.split(";")]
    wayland = ["wayland"] if environment.get("WAYLAND_DISPLAY") else []
    return wayland + (["xcb"] if environment.get("DISPLAY") else [])


def _obstacle_on(platform: str, environment: Mapping[str, str]) -> str | None:
    if platform == "xcb":
        display = environment.get("DISPLAY", "")
        return _complaint(WINDOW_LIBRARIES) or (None if _x11_answers(display) else _silence(display))
    if platform == "wayland":
        display = environment.get("WAYLAND_DISPLAY", "")
        return _complaint(_WAYLAND_LIBRARIES) or (None if _wayland_answers(display) else _silence(display))
    return None  # offscreen, minimal, vnc, eglfs ... have no display to ask


def _silence(display: str) -> str:
    return f"the display {display or '(none is named)'} does not answer; {_ADVICE}"


def _complaint(libraries: Mapping[str, str]) -> str | None:
    missing = missing_libraries(libraries)
    if not missing:
        return None
    packages = " ".join(libraries[library] for library in missing)
    return (
        f"Qt needs libraries that are not installed: {', '.join(missing)}; "
        f"on Debian or Ubuntu: sudo apt-get install {packages}"
    )


def _x11_answers(display: str) -> bool:
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(os.fsencode(display), None)
    answers = not xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)  # also frees a connection that failed
    return answers


def _wayland_answers(display: str) -> bool:
    wayland = ctypes.CDLL("libwayland-client.so.0")
    wayland.wl_display_connect.restype = ctypes.c_void_p
    wayland.wl_display_connect.argtypes = [ctypes.c_char_p]
    wayland.wl_display_disconnect.argtypes = [ctypes.c_void_p]
    connection = wayland.wl_display_connect(os.fsencode(display))
    if not connection:
        return False
    wayland.wl_display_disconnect(connection)
    return True
