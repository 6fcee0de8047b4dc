"""The bundled demo catalogue."""
