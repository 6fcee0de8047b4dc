"""What catalogues of ten thousand to a million products cost: feeds, phases, questions."""
