"""`python -m index`."""

import sys

from .commands import main

sys.exit(main())
