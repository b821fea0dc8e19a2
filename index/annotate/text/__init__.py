"""Text to blocks, sentences and words: what the other rooms of annotation walk over."""
