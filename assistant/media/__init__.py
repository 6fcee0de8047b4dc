"""Recordings and clips from shoppers, decoded under limits. The only package that imports PyAV."""
