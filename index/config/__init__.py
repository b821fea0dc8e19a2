"""Configuration: the default, the user's file over it, and what one run works on."""
