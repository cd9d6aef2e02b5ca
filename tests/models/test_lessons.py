"""The lessons: what they claim holds here, what they say fits, what is none is told."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.claims import Fact
from models.glossary import glossary
from models.lecture import CLAIMS, verify
from models.lecture_measures import network_of
from models.lessons import (
    FOLDER,
    KEYS,
    Lesson,
    headings,
    is_lesson_file,
    lesson_names,
    lesson_of,
    load_lesson,
    read_lesson,
)

LESSONS = [str(number) for number in range(1, 25)]
LONGEST = {"title": 60, "text": 600, "question": 200, "observation": 400}
TRAINED = "images", "hourglass", "learning", "optimizer", "batch"
TREE = json.loads((FOLDER / "7.json").read_text("utf-8"))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=6,
)


@pytest.mark.parametrize("name", CLAIMS)
def test_it_holds(name):
    facts = [fact for fact in CLAIMS[name]() if fact is not None]
    assert len(facts) == 1
    assert isinstance(facts[0].holds, bool)
    assert facts == [Fact(facts[0].says, True)]
    assert facts[0].says.endswith(".")
    assert len(facts[0].says) <= 140


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_fits(name):
    lesson = load_lesson(name)
    assert {
        key: len(getattr(lesson, key)) <= most for key, most in LONGEST.items()
    } == (dict.fromkeys(LONGEST, True))
    assert all(len(one.text) <= 90 and len(one.why) <= 200 for one in lesson.answers)
    assert 2 <= len(lesson.facts) <= 4
    assert set(lesson.facts) <= set(CLAIMS)
    assert 1 <= len(lesson.panels) <= 3


def test_each_claim_is_made_by_one_lesson():
    made = [name for lesson in LESSONS for name in load_lesson(lesson).facts]
    assert sorted(made) == sorted(CLAIMS)


def test_lessons_of_people_share_what_is_trained():
    first, *others = (load_lesson(name).spec for name in ("22", "23", "24"))
    for name in TRAINED:
        for other in others:
            assert getattr(other, name) == getattr(first, name)


def test_they_are_listed_in_lecture_order():
    assert lesson_names() == LESSONS
    assert [one.name for one in headings()] == LESSONS
    assert [one.title for one in headings()] == [
        load_lesson(name).title for name in LESSONS
    ]
    with pytest.raises(ValueError, match="there is no lesson 99: the lessons are 1, 2"):
        load_lesson("99")


def test_words_are_shown_by_lessons_that_there_are():
    terms = glossary()
    assert [term.name.lower() for term in terms] == sorted(
        term.name.lower() for term in terms
    )
    shown = {number for term in terms for number in term.lessons}
    assert shown == {int(name) for name in LESSONS}
    assert all(term.says.endswith(".") and len(term.says) < 100 for term in terms)


def test_right_answers_stand_in_all_places():
    places = [load_lesson(name).right for name in LESSONS]
    assert max(places.count(place) for place in range(4)) <= 12


def test_what_is_played_begins_with_what_the_question_hid():
    for name in LESSONS:
        lesson = load_lesson(name)
        assert lesson.steps or lesson.then != lesson.spec, name


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"titel": "x"}, "there is no key titel; did you mean title"),
        ({"title": ""}, "title must be a text"),
        ({"title": "x" * 99}, "title has 99 characters, and may have 80"),
        ({"text": None}, "text must be a text"),
        ({"tab": "kitchen"}, "tab must be landscape or autoencoder, not kitchen"),
        ({"answers": []}, "answers must be a list of 2 to 4"),
        ({"answers": [{"text": "a"}, 3]}, "answer 1: why is missing"),
        ({"right": 9}, "right must be a whole number from 0 to 2, not 9"),
        ({"steps": -1}, "steps must be a whole number from 0"),
        ({"panels": "race"}, "panels must be a list of names"),
        ({"panels": ["rase"]}, "panels: there is no panel rase; did you mean race?"),
        (
            {"tab": "autoencoder", "spec": {}, "then": {}, "panels": ["race"]},
            "panels: there is no panel race",
        ),
        ({"spec": {"data": {"name": "mons"}}}, "data.name must be"),
        ({"then": {"vew": {}}}, "there is no part vew"),
        ({"then": 3}, "then must be an object of parts"),
    ],
)
def test_what_is_wrong_is_named(changes, sentence):
    with pytest.raises(ValueError, match=sentence):
        lesson_of("own", TREE | changes)


def test_a_lesson_of_ones_own_is_read_from_anywhere(tmp_path):
    path = tmp_path / "mine.json"
    path.write_text(json.dumps(TREE), "utf-8")
    assert is_lesson_file(path)
    lesson = read_lesson(path)
    assert (lesson.name, lesson.heading) == ("mine.json", TREE["title"])
    path.rename(tmp_path / "7.json")
    lesson = read_lesson(tmp_path / "7.json")
    assert lesson.heading == TREE["title"], "which is not the lecture's lesson 7"
    path.write_bytes(b"\xff")
    assert not is_lesson_file(path)
    with pytest.raises(ValueError, match=r"mine\.json is not a text file"):
        read_lesson(path)
    with pytest.raises(ValueError, match="cannot be read"):
        read_lesson(tmp_path / "none.json")


def test_a_claim_that_there_is_not_is_told_as_one():
    (fact,) = verify(["lowest_point_of_the_through"])
    assert not fact.holds
    assert "did you mean lowest_point_of_the_trough" in fact.says


@given(st.dictionaries(st.sampled_from(KEYS), JSON, max_size=4))
def test_whatever_a_file_says_it_is_a_lesson_or_refused_in_a_sentence(changes):
    try:
        lesson = lesson_of("own", TREE | changes)
    except ValueError as refused:
        assert 0 < len(str(refused)) < 400
    else:
        assert isinstance(lesson, Lesson)


def test_lesson_10_quotes_what_the_strip_says():
    spec = load_lesson("10").spec
    model = network_of(spec)
    theta = np.array([spec.start.theta])
    loss, gradient = model.total(model.losses(theta))[0], model.gradient(theta)[0]
    rate = spec.optimizer.learning_rate
    promised = loss - rate * float(gradient @ gradient)
    real = model.total(model.losses(theta - rate * gradient))[0]
    text = load_lesson("10").text
    assert f"−{-promised:.1f}" in text
    assert f"{real:.1f}" in text
