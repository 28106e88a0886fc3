"""Everything that writes, and the only place that knows both the models and the engine's records.

Functions are named ``entity_action``, take keywords only, and are all or nothing. They raise what ``errors.py`` names, each with a message
for people.
"""
