"""What came of it: decisions and actions."""
