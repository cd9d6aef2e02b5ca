"""What the lecture claims on networks: lessons 1 to 4."""

from models.claims import Claim

CLAIMS: dict[str, Claim] = {}
