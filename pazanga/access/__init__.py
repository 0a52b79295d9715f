"""Who may see and do what, and why: roles, rules, tokens, sessions, the journal."""
