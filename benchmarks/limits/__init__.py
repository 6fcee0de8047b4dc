"""Is what is wished for met by what is shown? Limits, orders, refusals and refinements, checked
from a catalogue's own facts."""
