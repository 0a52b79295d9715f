"""Sections: long parts of a page that draw what views have made, in order."""
