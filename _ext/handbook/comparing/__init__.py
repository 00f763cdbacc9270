"""Two handbooks and what differs between them, from the model and in the words of the pages."""
