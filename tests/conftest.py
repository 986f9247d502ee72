"""One Hypothesis profile for every test: no deadline, few enough examples to stay quick."""

from hypothesis import settings

settings.register_profile("bizenv", deadline=None, max_examples=50)
settings.load_profile("bizenv")
