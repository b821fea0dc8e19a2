"""The screens that open over the panes, one a file."""
