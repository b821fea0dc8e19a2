"""Everything that works without a screen. Nothing here may import Textual."""
