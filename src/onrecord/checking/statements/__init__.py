"""Statements that something was done, decided by the facts on record that say the same in other words."""
