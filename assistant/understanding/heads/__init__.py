"""Small learned heads on the text encoder's states: acts of a turn, roles of its words."""
