"""What the lecture claims on autoencoders: lessons 20 to 24, in small versions."""

from models.claims import Claim

CLAIMS: dict[str, Claim] = {}
