"""Frames: what a turn does, and the part each of its spans plays, read by a small learned model."""
