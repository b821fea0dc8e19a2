"""What the main screen does, one controller a file: each is given a host, the session and the panes it drives."""
