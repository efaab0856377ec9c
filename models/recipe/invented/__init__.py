"""Invented documents with known answers: to train the model with, and, in other formats, to measure it by."""
