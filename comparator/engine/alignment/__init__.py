"""Stage 5: words, agenda items, the features of a pair and the model that weighs them."""
