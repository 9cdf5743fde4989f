"""Match the graph's instruments with any list of agreements, and take a person's decisions back."""
