"""Which statement of a thing bears on what a shopper says, and how."""
