"""Files in files: compression, archives and packages, opened within bounds."""
