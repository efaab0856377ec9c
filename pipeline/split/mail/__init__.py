"""The mails of a thread: where they start, what they say, who quotes whom."""
