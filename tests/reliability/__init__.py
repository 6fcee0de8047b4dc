"""Kills and full disks at every step that changes a catalogue: nothing lost, doubled or altered."""
