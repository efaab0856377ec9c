"""Sample files of every kind, spoiled by chance, through `woo process` and `woo check` as a user would run them."""
