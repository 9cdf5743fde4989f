"""`python -m recueil_kg` is the command line."""

import sys

from recueil_kg.cli import main

sys.exit(main())
