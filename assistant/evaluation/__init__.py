"""Measuring the assistant on data sets anyone can bring into the documented form."""
