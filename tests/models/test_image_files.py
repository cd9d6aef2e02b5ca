"""Images of one's own: squared, counted, skipped or refused in a sentence."""

import gzip
import io
import struct
import zipfile
import zlib

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from models import squares
from models.image_files import Wish, read_images
from models.image_sets import gather
from models.images import ImageReading, Images
from models.latent_specs import ImagesSpec
from models.squares import read_square

quick = settings(
    max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def picture(width=20, height=20, color=(200, 100, 50), mode="RGB"):
    return Image.new(mode, (width, height), color)


def whole(path, size=8, colours="colour", **keys):
    *_, images = read_images(Wish(path, size, colours, **keys))
    assert isinstance(images, Images)
    return images


def refusal(path):
    with pytest.raises(ValueError, match=rf"^{path.name}: [^\n]+$") as caught:
        whole(path)
    assert str(path.parent) not in str(caught.value)
    return str(caught.value)


@pytest.fixture
def folder(tmp_path):
    """Return a folder with red cats and blue dogs, by kind."""
    for name, color in (("cat", (255, 0, 0)), ("dog", (0, 0, 255))):
        (tmp_path / name).mkdir()
        for number in range(3):
            suffix = ".png" if number else ".JPEG"
            picture(30 + number, 20, color).save(tmp_path / name / f"{number}{suffix}")
    return tmp_path


# A folder


def test_folders_are_labels(folder):
    (folder / "notes.txt").write_text("not read")
    (folder / "cat" / "._0.png").write_text("left by a Mac")
    images = whole(folder)
    assert images.shape == (8, 8, 3)
    assert images.count == 6
    assert images.attributes[0].classes == ("cat", "dog")
    assert images.attributes[0].values.tolist() == [0, 0, 0, 1, 1, 1]
    np.testing.assert_allclose(images.pixels[1:3].mean((0, 1, 2)), [255, 0, 0], atol=3)
    assert images.note == "6 images are used."
    assert not images.pixels.flags.writeable
    assert whole(folder / "cat").attributes == ()
    assert whole(folder, colours="grey").shape == (8, 8, 1)


def test_a_spec_names_a_folder(folder):
    spec = ImagesSpec("own", size=16, colours="grey", samples=4, file=str(folder))
    *_, images = gather(spec)
    assert (images.count, images.shape) == (4, spec.shape)
    with pytest.raises(ValueError, match="there is no such folder or file"):
        list(gather(ImagesSpec("own", file=str(folder / "gone"))))


def test_reading_tells_how_far_it_is(folder):
    for number in range(120):
        picture(4, 4).save(folder / f"{number}.png")
    told = [one for one in read_images(Wish(folder, 8, "grey")) if one]
    assert [one.count for one in told] == [50, 100, 126]
    assert [round(one.share, 2) for one in told[:2]] == [0.4, 0.79]
    assert isinstance(told[0], ImageReading)
    assert told[-1].attributes[0].classes == ("none", "cat", "dog")


def test_the_middle_square_is_kept(tmp_path):
    wide = np.zeros((10, 30, 3), np.uint8)
    wide[:, 10:20] = 255
    Image.fromarray(wide).save(tmp_path / "a.png")
    assert (read_square(tmp_path / "a.png", 10, "colour") == 255).all()
    tall = Image.fromarray(wide.transpose(1, 0, 2))
    tall.save(tmp_path / "b.png")
    assert (read_square(tmp_path / "b.png", 5, "grey") == 255).all()


def test_a_photo_is_turned_as_the_camera_was_held(tmp_path):
    lower_half = np.zeros((16, 16, 3), np.uint8)
    lower_half[8:] = 255
    orientation = Image.Exif()
    orientation[0x0112] = 3  # upside down
    Image.fromarray(lower_half).save(tmp_path / "a.jpg", exif=orientation)
    found = read_square(tmp_path / "a.jpg", 16, "grey")[..., 0]
    assert found[:6].min() > 200
    assert found[10:].max() < 50


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (picture(9, 9, (0, 0, 0, 0), "RGBA"), 255),
        (picture(9, 9, (0, 128), "LA"), 127),
        (picture(9, 9, 1, "1"), 255),
        (Image.fromarray(np.full((9, 9), 0x8000, np.uint16)), 128),
        (picture(9, 9, 7, "P"), None),
    ],
)
def test_pictures_of_all_kinds_are_read(tmp_path, made, expected):
    made.save(tmp_path / "a.png")
    found = read_square(tmp_path / "a.png", 4, "grey")
    assert found.shape == (4, 4, 1)
    if expected is not None:
        np.testing.assert_allclose(found, expected, atol=1)


def test_broken_files_are_listed_and_left_out(folder):
    good = (folder / "cat" / "1.png").read_bytes()
    (folder / "cat" / "half.png").write_bytes(good[:60])
    (folder / "dog" / "text.jpg").write_text("no picture")
    (folder / "dog" / "empty.png").touch()
    Image.new("RGB", (5, 5)).save(folder / "gif.png", format="GIF")
    images = whole(folder)
    assert images.count == 6
    assert [one.name for one in images.skipped] == [
        "gif.png", "cat/half.png", "dog/empty.png", "dog/text.jpg",
    ]  # fmt: skip
    assert {one.why for one in images.skipped} == {
        "it is broken, or no PNG or JPEG picture"
    }
    assert images.note == "6 images are used; 4 could not be read and are left out."


def test_a_folder_without_images_is_refused(tmp_path):
    (tmp_path / "empty").mkdir()
    assert refusal(tmp_path / "empty") == ("empty: there are no images, PNG or JPEG")
    assert refusal(tmp_path / "gone") == "gone: there is no such folder or file"


def test_one_image_only_is_refused(folder):
    alone = folder / "alone"
    alone.mkdir()
    picture().save(alone / "a.png")
    assert "there is one image only" in refusal(alone)
    (alone / "b.png").write_text("broken")
    assert refusal(alone).endswith(
        "that can be read; b.png: it is broken, or no PNG or JPEG picture"
    )


def test_of_too_many_an_even_sample_is_read(folder):
    images = whole(folder, most=4, seed=5)
    assert images.count == 4
    assert images.note == "4 images are used, an even random sample of 6 (seed 5)."
    assert set(images.attributes[0].values) == {0, 1}


def test_what_is_read_fits_into_the_memory():
    assert Wish(None, 8, "grey").limit == 20_000
    assert Wish(None, 512, "colour").limit == 1365


def header_of(width, height):
    """Return a PNG that claims to be so large, and has no pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", len(head)) + b"IHDR" + head
    check = struct.pack(">I", zlib.crc32(b"IHDR" + head))
    data = zlib.compress(b"\0")
    body = struct.pack(">I", len(data)) + b"IDAT" + data
    return (
        b"\x89PNG\r\n\x1a\n" + chunk + check
        + body + struct.pack(">I", zlib.crc32(b"IDAT" + data))
    )  # fmt: skip


@pytest.mark.parametrize("side", [8_000, 10_000, 20_000])
def test_a_huge_picture_is_refused_by_its_header(folder, side, monkeypatch):
    (folder / "huge.png").write_bytes(header_of(side, side))
    monkeypatch.setattr(squares, "squared", None)  # nothing is decoded
    with pytest.raises(ValueError, match="50 million"):
        read_square(folder / "huge.png", 8, "colour")
    monkeypatch.undo()
    assert "million" in whole(folder).skipped[0].why


# Files that hold many


def save_idx(path, values, open_=open):
    with open_(path, "wb") as file:
        file.write(bytes([0, 0, 8, values.ndim]))
        file.write(struct.pack(f">{values.ndim}I", *values.shape) + values.tobytes())


@pytest.fixture
def many():
    rng = np.random.default_rng(0)
    return rng.integers(0, 256, (12, 8, 8), dtype=np.uint8), np.arange(12) % 3


@pytest.mark.parametrize("open_", [open, gzip.open])
def test_idx_files_are_read(tmp_path, many, open_):
    pixels, labels = many
    save_idx(tmp_path / "t10k-images-idx3-ubyte", pixels, open_)
    save_idx(tmp_path / "t10k-labels-idx1-ubyte", labels.astype(np.uint8), open_)
    images = whole(tmp_path / "t10k-images-idx3-ubyte", colours="grey")
    assert np.array_equal(images.pixels[..., 0], pixels)
    assert images.attributes[0].values.tolist() == labels.tolist()
    assert images.attributes[0].classes == ("0", "1", "2")


def test_idx_files_with_other_labels_have_none(tmp_path, many):
    save_idx(tmp_path / "images", many[0])
    save_idx(tmp_path / "labels", many[1][:5].astype(np.uint8))
    assert whole(tmp_path / "images").attributes == ()


@pytest.mark.parametrize(
    ("change", "exact"),
    [
        (lambda x: x, True),
        (lambda x: x / 255, True),
        (lambda x: (x / 255).astype(np.float32), True),
        (lambda x: x.astype(np.int64), True),
        (lambda x: x.astype(np.uint16) * 257, True),
        (lambda x: x.reshape(12, 64), True),
        (lambda x: np.stack([x, x, x], 1), True),
        (lambda x: x[..., None], True),
        (lambda x: x // 16, False),
    ],
)
def test_arrays_of_all_kinds_are_read(tmp_path, many, change, exact):
    np.savez_compressed(tmp_path / "a.npz", x_train=change(many[0]), y=many[1])
    images = whole(tmp_path / "a.npz", colours="grey")
    np.testing.assert_allclose(
        images.pixels[..., 0].astype(int), many[0], atol=1 if exact else 18
    )
    assert images.attributes[0].values.tolist() == many[1].tolist()
    some = whole(tmp_path / "a.npz", colours="grey", most=5, seed=2)
    assert some.count == 5
    rows = images.pixels.reshape(12, -1).tolist()
    assert all(one in rows for one in some.pixels.reshape(5, -1).tolist())


def test_many_are_resized(tmp_path):
    np.savez(tmp_path / "a.npz", images=np.full((3, 40, 60, 3), 0.5))
    images = whole(tmp_path / "a.npz", size=24)
    assert images.pixels.shape == (3, 24, 24, 3)
    np.testing.assert_allclose(images.pixels, 128, atol=1)


@pytest.mark.parametrize(
    ("arrays", "sentence"),
    [
        ({"other": np.ones((3, 4, 4))}, "it has no array called images, x, x_train"),
        ({"x": np.ones((3, 4, 4, 7))}, "its images must be of shape"),
        ({"x": np.ones((3, 4, 4), object)}, "it holds objects, and numbers are wanted"),
        ({"x": np.full((3, 4, 4), np.nan)}, "no numbers, or infinite"),
        ({"x": np.ones((1, 4, 4))}, "there is one image only"),
        ({"x": np.ones((0, 4, 4))}, "there are no images"),
        ({"x": np.ones((3, 0, 4))}, "0 pixels"),
        ({"x": np.asfortranarray(np.ones((3, 4, 4)))}, "stored in Fortran's order"),
    ],
)
def test_arrays_that_are_no_images_are_refused(tmp_path, arrays, sentence):
    np.savez(tmp_path / "a.npz", **arrays)
    assert sentence in refusal(tmp_path / "a.npz")


def test_a_file_that_promises_more_than_it_has_is_refused(tmp_path, many):
    file = tmp_path / "images"
    save_idx(file, many[0])
    file.write_bytes(file.read_bytes()[:-100])
    assert refusal(file) == "images: it ends after 10 of 12 images"
    head = bytes([0, 0, 8, 3]) + struct.pack(">3I", 4_000_000_000, 4, 4)
    file.write_bytes(head + bytes(40))
    assert "ends after" in refusal(file)
    file.write_bytes(b"hello, world")
    assert refusal(file) == "images: it is neither an .npz file nor an IDX file"


# Bytes of any kind


def sentences(path):
    try:
        images = whole(path, colours="grey")
    except ValueError as error:
        assert "\n" not in str(error)
    else:
        assert images.count >= 2


@quick
@given(data=st.data(), kind=st.sampled_from(["PNG", "JPEG"]))
@pytest.mark.filterwarnings("ignore::UserWarning")  # of what is beside the pixels
def test_damaged_pictures_are_skipped(folder, data, kind):
    store = io.BytesIO()
    noise = np.random.default_rng(0).integers(0, 256, (12, 12, 3), dtype=np.uint8)
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(noise).save(store, kind, exif=exif)
    raw = bytearray(store.getvalue())
    for place in data.draw(st.lists(st.integers(0, len(raw) - 1), max_size=4)):
        raw[place] = data.draw(st.integers(0, 255))
    raw = raw[: data.draw(st.integers(0, len(raw)))]
    (folder / "cat" / "damaged.png").write_bytes(raw)
    assert whole(folder / "cat").count in (3, 4)


@quick
@given(st.binary(max_size=200))
def test_any_bytes_give_a_sentence(folder, raw):
    (folder / "raw").write_bytes(raw)
    sentences(folder / "raw")


@quick
@given(data=st.data(), name=st.sampled_from(["a.npz", "images"]))
def test_damaged_files_of_many_give_a_sentence(folder, many, data, name):
    if name == "images":
        save_idx(folder / name, many[0], gzip.open)
    else:
        np.savez_compressed(folder / name, x=many[0], y=many[1])
    raw = bytearray((folder / name).read_bytes())
    for place in data.draw(st.lists(st.integers(0, len(raw) - 1), max_size=4)):
        raw[place] = data.draw(st.integers(0, 255))
    (folder / name).write_bytes(raw)
    sentences(folder / name)


def test_nothing_is_unpickled(tmp_path):
    class Trap:
        def __reduce__(self):
            return (open, (str(tmp_path / "sprung"), "w"))

    labels = np.array([Trap(), Trap(), Trap()], dtype=object)
    np.savez(tmp_path / "a.npz", x=np.ones((3, 4, 4)), y=labels)
    sentences(tmp_path / "a.npz")
    np.savez(tmp_path / "b.npz", x=labels)
    sentences(tmp_path / "b.npz")
    with zipfile.ZipFile(tmp_path / "b.npz") as archive:
        assert archive.namelist() == ["x.npy"]
    assert not (tmp_path / "sprung").exists()
