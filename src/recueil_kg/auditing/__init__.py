"""What the sources say differently, what changed between editions, what sheets leave out, what was in force when."""
