"""Settings of the property tests of this room."""

from hypothesis import settings

# A busy machine is slow now and then; that is no failure of a property.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
