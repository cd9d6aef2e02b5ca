"""What is seen of an autoencoder, and what is done with its codes."""
