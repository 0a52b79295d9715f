"""A document as paragraphs, and as rows with named columns."""
