"""Parsers of formats that are programs' business: Word and PDF files.

They run in a child process alone (``sandbox`` starts it), because a crafted file can make any parser take all memory or never come back.
"""
