"""Deciding statements about series: which metric is meant, which values decide, within which tolerance."""
