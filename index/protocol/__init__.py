"""The protocol between the interface and the index processes: one struct per question and per answer."""
