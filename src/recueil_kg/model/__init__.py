"""What one source says of one instrument, as types; imports nothing else of the project but its errors."""
