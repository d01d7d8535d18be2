"""Reading of statements about series: what a sentence says of a number of places over years.

In comes a text with the day it was said and who said it; out come statements (level, change, trend, comparison, rank,
extreme, share, absence), each with its places, its years, its amount and the words that name what is measured.
"""
