"""Entity resolution: which offers of several shops are one thing."""
