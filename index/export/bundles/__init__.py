"""Evidence bundles: the cited originals with a manifest of digests, written and verified."""
