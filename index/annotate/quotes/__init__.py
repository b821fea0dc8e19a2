"""Document to quotes: quotation marks, indirect speech, cues, and who speaks."""
