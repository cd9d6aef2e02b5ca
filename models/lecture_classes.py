"""What the lecture claims on classification: lessons 13 to 16."""

from models.claims import Claim

CLAIMS: dict[str, Claim] = {}
