"""How many examples a property test gets: few and always the same by default, many and new ones each time with
`pytest --hypothesis-profile=ci`. A test that sets its own number keeps it.
"""

from hypothesis import settings

settings.register_profile("fast", max_examples=40, deadline=None, derandomize=True)
settings.register_profile("ci", max_examples=300, deadline=None, print_blob=True)
settings.load_profile("fast")
