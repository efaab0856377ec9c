"""Proposals, memos and letters: what they tell of themselves."""
