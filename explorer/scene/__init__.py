"""The 3-D scene: a loss surface, the path on it, and what explains them."""
