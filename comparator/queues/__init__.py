"""What carries and does background work outside the requests: the queue for several machines, and what a worker looks after."""
