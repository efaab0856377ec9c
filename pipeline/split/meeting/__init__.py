"""Meetings: when and where, who was there, and the items of the agenda."""
