"""Activities: numbers, titles, schools, periods."""
