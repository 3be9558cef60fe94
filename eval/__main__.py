"""`python -m eval`: see `commands`."""

import sys

from .commands import main

# Worker processes import this module as well, and must not start over.
if __name__ == "__main__":
    sys.exit(main())
