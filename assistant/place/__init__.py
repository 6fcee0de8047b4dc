"""Where a shopper is, where they say so: coarse, for one conversation, written down nowhere."""
