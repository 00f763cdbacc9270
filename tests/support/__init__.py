"""What the tests share: building the handbook, serving it, finding a browser."""
