"""What pictures are made of, their colours, and the templates that lay them out."""
