"""How well and how fast an archive answers: a judged set of questions, and a million items."""
