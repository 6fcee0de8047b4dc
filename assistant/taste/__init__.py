"""What a shopper likes, where they asked for it: theirs, sent with a turn, never stored here."""

from assistant.taste.profile import DIALS, Preference, Profile, Signal

__all__ = ["DIALS", "Preference", "Profile", "Signal"]
