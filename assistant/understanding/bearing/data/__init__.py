"""Things as shops state them, marked by hand: `GUIDE.md` says how."""
