"""Serves the shopping assistant as a web page: `python app.py`, then open the address it prints."""

import sys

from assistant.cli.serve import main

if __name__ == "__main__":
    sys.exit(main())
