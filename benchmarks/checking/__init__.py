"""What `woo check` finds in files made bad and clean for each channel, beside other checkers, and how fast it is."""
