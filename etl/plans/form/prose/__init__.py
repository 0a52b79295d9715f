"""Running text: paragraphs, figures in sentences, periods."""
