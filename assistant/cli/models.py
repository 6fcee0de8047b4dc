"""`python -m assistant models list|pull`"""
