"""What a shopper's turn says: its acts, the roles of its words, what they link to."""
