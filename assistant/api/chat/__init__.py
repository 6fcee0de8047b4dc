"""Chat completions, in the form that existing chat fronts speak."""
