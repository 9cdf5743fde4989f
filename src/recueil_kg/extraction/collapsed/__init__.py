"""The text of a two-column PDF whose gap is lost: taken apart by the vocabulary.

Copies of this kind print a value of the side panel and a line of the text with one space between them, and a value that
goes on in the panel goes on two lines further down. What the panel's fields can hold decides where to cut.
"""
