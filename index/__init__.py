"""Everything that works without a screen; nothing here may import Textual."""
