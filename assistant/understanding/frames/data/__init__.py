"""Turns as shoppers say them, marked by hand; see GUIDE.md."""
