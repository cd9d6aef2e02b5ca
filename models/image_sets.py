"""The images that a spec asks for, wherever they come from."""

from collections.abc import Iterator
from pathlib import Path

from models.digits import load_digits
from models.faces import make_faces
from models.image_files import Wish, read_images
from models.images import ImageReading, Images
from models.language import tr
from models.latent_specs import ImagesSpec


def gather(spec: ImagesSpec) -> Iterator[ImageReading | Images | None]:
    """Yield how far it is, None where it may be stopped, and at last the images.

    Raises:
        ValueError: one sentence that names the folder or file and what is wrong.
    """
    if spec.name == "digits":
        yield load_digits()
    elif spec.name == "faces":
        yield from make_faces(spec.world, spec.samples, spec.size, spec.seed)
    elif not spec.file:
        raise ValueError(tr("images.file must name a folder or file of images"))
    else:
        path = Path(spec.file).expanduser()
        yield from read_images(
            Wish(path, spec.size, spec.colours, spec.samples, spec.seed)
        )
