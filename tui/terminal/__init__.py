"""Terminal output and input: painting, drivers, clipboard, other programs."""
