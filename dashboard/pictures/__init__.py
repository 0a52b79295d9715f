"""Charts of pages as pictures: SVG, PNG and PDF of the markup that pages draw."""
