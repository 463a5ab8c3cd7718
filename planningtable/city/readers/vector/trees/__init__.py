"""Trees: the register, and how large each tree is where the register does not say."""
