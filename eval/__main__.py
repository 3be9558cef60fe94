"""`python -m eval`: see `commands`."""

import sys

from .commands import main

sys.exit(main())
