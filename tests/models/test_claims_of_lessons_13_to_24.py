"""What lessons 13 to 24 claim holds here, and what they say fits."""

import pytest

from models import (
    lecture_classes,
    lecture_images,
    lecture_likelihood,
    lecture_shelf,
)
from models.claims import Fact
from models.lecture import CLAIMS
from models.lessons import load_lesson

PARTS = lecture_classes, lecture_shelf, lecture_likelihood, lecture_images
OURS = [name for part in PARTS for name in part.CLAIMS]
LESSONS = [str(number) for number in range(13, 25)]
LONGEST = {"title": 60, "text": 600, "question": 200, "observation": 400}
TRAINED = "images", "hourglass", "learning", "optimizer", "batch"


@pytest.mark.parametrize("name", OURS)
def test_it_holds(name):
    facts = [fact for fact in CLAIMS[name]() if fact is not None]
    assert len(facts) == 1
    assert isinstance(facts[0].holds, bool)
    assert facts == [Fact(facts[0].says, True)]
    assert facts[0].says.startswith("Measured here")
    assert len(facts[0].says) <= 140


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_fits(name):
    lesson = load_lesson(name)
    assert {
        key: len(getattr(lesson, key)) <= most for key, most in LONGEST.items()
    } == (dict.fromkeys(LONGEST, True))
    assert all(len(one.text) <= 90 and len(one.why) <= 200 for one in lesson.answers)
    assert 2 <= len(lesson.facts) <= 4
    assert set(lesson.facts) <= set(OURS)
    assert 1 <= len(lesson.panels) <= 3


def test_each_claim_is_made_by_one_lesson():
    made = [name for lesson in LESSONS for name in load_lesson(lesson).facts]
    assert sorted(made) == sorted(OURS)


def test_lessons_of_people_share_what_is_trained():
    first, *others = (load_lesson(name).spec for name in ("22", "23", "24"))
    for name in TRAINED:
        for other in others:
            assert getattr(other, name) == getattr(first, name)
