"""Runs the command that ./dev names."""

import sys

from bookbinder.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
