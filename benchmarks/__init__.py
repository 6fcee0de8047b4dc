"""What is measured, and how: `python -m benchmarks.<name>`; figures are in docs/benchmarks.md."""
