"""What the lecture claims on likelihood: lessons 18 and 19."""

from models.claims import Claim

CLAIMS: dict[str, Claim] = {}
