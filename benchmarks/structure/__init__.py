"""What is found of the structure of documents whose answers are known."""
