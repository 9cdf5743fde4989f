"""A release: everything built, exported and described at once, and what changed since the one before."""
