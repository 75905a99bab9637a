"""How is the program started as a module? `python -m explorer` is `backprop-explorer`."""

import sys

from explorer.app import main

if __name__ == "__main__":
    sys.exit(main())
