"""A mapping for a ledger of another layout, proposed and tried: `pazanga map`."""
