"""The keys of an autoencoder: what they refuse, and what a change makes meaningless."""

import pytest

from models.latent_options import OPTIONS, ROOT, parse_changes, revise
from models.latent_specs import AutoencoderSpec
from models.roots import differences, value_of

START = AutoencoderSpec()


def change(*settings, spec=START):
    return revise(spec, parse_changes(list(settings)))


def test_every_key_has_a_meaning_and_a_legal_default():
    for option in OPTIONS.values():
        assert option.meaning.endswith(".")
        assert option.check(option.default) == option.default


def test_defaults_are_those_of_the_spec():
    assert OPTIONS["optimizer.name"].default == "adam"
    assert OPTIONS["batch.size"].default == 64
    assert {key: value_of(START, key) for key in OPTIONS} == {
        key: option.default for key, option in OPTIONS.items()
    }


def test_a_spec_survives_json():
    spec = change("images.name=faces", "hourglass.layers=512,128", "view.chosen=3,4")
    assert ROOT.from_json(ROOT.to_json(spec)) == spec
    assert differences(START, spec) == {
        "images.name", "hourglass.layers", "view.chosen",
        "hourglass.activation", "optimizer.learning_rate",
    }  # fmt: skip


def test_other_images_come_with_what_learns_well_from_them():
    faces = change("images.name=faces")
    assert faces.hourglass.activation == "elu"
    assert ROOT.revise(faces, {"images.name": "digits"}).hourglass == START.hourglass
    chosen = ROOT.revise(START, {"hourglass.activation": "relu"})
    kept = ROOT.revise(chosen, {"images.name": "faces"})
    assert kept.hourglass.activation == "relu", "what was chosen stays"


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        ("hourglass.botleneck=3", "did you mean hourglass.bottleneck?"),
        ("hourglass.bottleneck=0", "must be a whole number from 1 to 256, not 0"),
        ("hourglass.bottleneck=64", "must be less than the 64 numbers of an image"),
        ("optimizer.name=newton", "a rule without a Hessian"),
        ("view.first=3", "view.first must be at most 2"),
        ("images.size", "is not of the form KEY=VALUE"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(setting, sentence):
    with pytest.raises(ValueError, match=sentence.replace("?", r"\?")):
        change(setting)


def test_other_images_have_other_numbers_and_know_other_things():
    spec = change("view.chosen=3", "view.color_by=digit", "view.ends=1,2")
    faces = change("images.name=faces", spec=spec)
    assert (faces.view.chosen, faces.view.ends) == ((), ())
    assert faces.view.color_by == "auto"


def test_what_does_not_go_with_a_choice_gives_way_to_it():
    wide = change("images.name=faces", "hourglass.bottleneck=100", "view.first=90")
    digits = change("images.name=digits", spec=wide)
    assert digits.hourglass.bottleneck == 2
    assert digits.view.first == 1
    own = change("images.name=own", "images.size=28")
    assert change("images.name=faces", spec=own).images.size in (24, 32)
    linear = change("hourglass.output=linear")
    assert change("learning.loss=log", spec=linear).hourglass.output == "sigmoid"
    log = change("learning.loss=log")
    assert change("hourglass.output=linear", spec=log).learning.loss == "squared"


def test_a_narrower_bottleneck_has_no_such_numbers():
    wide = change("hourglass.bottleneck=8", "view.first=7", "view.second=8")
    assert change("hourglass.bottleneck=4", spec=wide).view.second == 2
