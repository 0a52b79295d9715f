"""Schools: all schools of a plan, and who meets whom in its activities."""
