"""Renders the demo catalogue and writes its texts; see demo/README.md."""
