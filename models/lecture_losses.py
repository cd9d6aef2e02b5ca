"""What the lecture claims on losses: lessons 5 to 7, and the shelf of lesson 17."""

from models.claims import Claim

CLAIMS: dict[str, Claim] = {}
