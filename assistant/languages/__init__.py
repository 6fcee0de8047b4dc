"""Languages the assistant speaks: a folder each, found by its name. The code knows none of them.

A folder has `language.toml` (how numbers, lists, quotations and sentences are put together),
`messages.toml` (what is said), `claims.toml` (claims as clauses), `words.toml` (values, fields,
units) and `page.toml` (the page's texts); see docs/languages.md.
"""
