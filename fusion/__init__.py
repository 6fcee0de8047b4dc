"""Fusion: tensors in, tensors out. Knows nothing of products, files or shops."""
