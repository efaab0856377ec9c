"""What a person or a program gets to see of `woo check`: the terminal, JSON and a page with pictures."""
