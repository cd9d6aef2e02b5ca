"""What the lecture claims on the gradient and descents: lessons 8 to 12."""

from models.claims import Claim

CLAIMS: dict[str, Claim] = {}
