"""How is the program started from a checkout? `python main.py` is `backprop-explorer`."""

import sys

from explorer.app import main

if __name__ == "__main__":
    sys.exit(main())
