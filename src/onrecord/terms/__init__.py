"""The words of the record as types: days and periods, quantities, ids, verdict labels, errors.

Nothing comes in and nothing goes out: this room reads no file, asks no clock and knows no other room.
"""
