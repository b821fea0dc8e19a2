"""Records: JSON, YAML, XML without a reader of its own, property lists, data in scripts."""
