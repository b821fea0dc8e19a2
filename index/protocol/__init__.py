"""What the interface and the processes of the index say to each other: one struct a question, one an answer."""
