"""The code that trains what `models` ships; nothing here is needed to run the assistant."""
