"""The page of patterns: every component of the pages in every state, from made-up records, for those who change them."""
