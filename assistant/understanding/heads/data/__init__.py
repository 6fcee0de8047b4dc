"""Sentences to train the heads on, made from templates and lists of words."""
