"""Format readers: one module a format, each with a `read` that yields drafts and flaws."""
