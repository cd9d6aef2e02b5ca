"""What the user asked for of an autoencoder: parts that are checked when built."""

from dataclasses import dataclass, field
from typing import ClassVar, Literal

from models.catalog import ActivationName, OptimizerName
from models.faces import WorldName
from models.fields import Part, option, shown
from models.language import tr
from models.latent_plane_specs import LatentPlaneSpec
from models.latent_shapes import ConvolutionalShape, Volume, check_side
from models.parameters import Shape
from models.specs import BatchSpec, OptimizerSpec

ImagesName = Literal["digits", "faces", "own"]
ColoursName = Literal["colour", "grey"]
OutputName = Literal["sigmoid", "linear"]
ToolName = Literal[
    "reconstructions",
    "map",
    "interpolation",
    "attribute",
    "encoder",
    "decoder",
    "landscape",
]
AxesName = Literal["principal", "pair"]
ShownName = Literal["spread", "worst", "chosen"]
DrawnByName = Literal["bell", "classes", "uniform"]
HourglassName = Literal["dense", "convolutional"]
DeviceName = Literal["cpu", "cuda", "mps"]
PixelLossName = Literal["squared", "log"]

HalfShape = Shape | ConvolutionalShape

DIGITS, DIGIT_SIZE = 1797, 8
MOST_LAYERS = 4
MOST_PARAMETERS = 50_000_000
SIZES = 24, 32, 48, 64  # of faces
KERNELS: tuple[OptimizerName, ...] = "adam", "adamw"  # rules for graphics cards
ALONE = "newton", "lbfgs"  # rules that need a Hessian, or much memory


@dataclass(frozen=True, slots=True)
class ImagesSpec(Part):
    """The images."""

    part: ClassVar[str] = "images"
    name: ImagesName = option("digits", tr("Which images the autoencoder learns from."))
    world: WorldName = option("people", tr("What differs from face to face."))
    size: int = option(32, tr("Side of a face, or of an image of one's own."), 8, 128)
    colours: ColoursName = option("colour", tr("What is kept of images of one's own."))
    samples: int = option(
        4000, tr("How many faces, or at most so many images."), 2, 20_000
    )
    test: float = option(
        0.2, tr("Share of the images that are held out, to test on."), 0.0, 0.9
    )
    seed: int = option(
        0, tr("Draws the faces, and which images are held out."), 0, 999_999
    )
    file: str = option("", tr("The folder or file of images of one's own."), None, 1000)

    @property
    def count(self) -> int:
        """How many images there are; of one's own, at most."""
        return DIGITS if self.name == "digits" else self.samples

    @property
    def shape(self) -> tuple[int, int, int]:
        """Height, width and channels of an image."""
        if self.name == "digits":
            return DIGIT_SIZE, DIGIT_SIZE, 1
        is_grey = self.name == "own" and self.colours == "grey"
        return self.size, self.size, 1 if is_grey else 3

    @property
    def width(self) -> int:
        """D, how many numbers an image is."""
        height, width, channels = self.shape
        return height * width * channels

    def check(self) -> None:
        """Refuse faces of sizes they are not drawn in."""
        if self.name == "faces" and self.size not in SIZES:
            raise ValueError(
                tr(
                    "images.size must be 24, 32, 48 or 64 for faces, not {size}",
                    size=self.size,
                )
            )


@dataclass(frozen=True, slots=True)
class HourglassSpec(Part):
    """Layers that narrow to a bottleneck, and the same again the other way round."""

    part: ClassVar[str] = "hourglass"
    layers: tuple[int, ...] = option(
        (128, 64),
        tr(
            "Units of each layer from the image to the bottleneck, such as 128,64; of "
            "convolutions their filters. The decoder has the same, the other way round "
            "(empty: none)."
        ),
        1,
        2048,
    )
    bottleneck: int = option(
        2, tr("k: how many numbers an image is squeezed into."), 1, 256
    )
    activation: ActivationName = option(
        "tanh", tr("The bend in all layers but the bottleneck and the output.")
    )
    output: OutputName = option(
        "sigmoid",
        tr("What becomes of the last sums: sigmoid keeps pixels from 0 to 1."),
    )
    seed: int = option(
        0, tr("Draws the initial weights; the same seed, the same weights."), 0, 999_999
    )
    kind: HourglassName = option(
        "dense",
        tr(
            "Layers in which each unit sees all the last one holds, or convolutions "
            "that halve the side of an image (from 64 pixels on)."
        ),
    )

    def check(self) -> None:
        """Refuse hourglasses too deep to be drawn, and convolutions without any."""
        if self.kind == "convolutional" and not self.layers:
            raise ValueError(
                tr("hourglass.layers must be at least one layer of convolutions")
            )
        if len(self.layers) > MOST_LAYERS:
            raise ValueError(
                tr(
                    "hourglass.layers must be at most {most} layers, not {given}",
                    most=MOST_LAYERS,
                    given=len(self.layers),
                )
            )


@dataclass(frozen=True, slots=True)
class LearningSpec(Part):
    """What the training makes small, and how long."""

    part: ClassVar[str] = "learning"
    loss: PixelLossName = option(
        "squared", tr("How wrong a pixel is: its squared error, or its log loss.")
    )
    epochs: int = option(
        200, tr("How many passes over the images that train."), 1, 10_000
    )
    l2: float = option(
        0.0, tr("λ: adds λ times the mean square of the codes' numbers."), 0.0, 10.0
    )
    noise: float = option(
        0.0,
        tr(
            "Standard deviation of the noise on what the encoder sees; the goal "
            "stays the image without it."
        ),
        0.0,
        2.0,
    )
    variational: bool = option(
        False,
        tr(
            "Let the encoder say a normal distribution for each image, near N(0, 1), "
            "and the decoder see a sample of it."
        ),
    )
    kl: float = option(
        0.05,
        tr(
            "β: adds β times the divergence of those distributions from N(0, 1), in "
            "nats for each pixel."
        ),
        0.0,
        100.0,
    )
    seed: int = option(0, tr("Draws the noise and the samples."), 0, 999_999)
    device: DeviceName = option(
        "cpu",
        tr("What computes: the processor, or a graphics card, where there is one."),
    )


@dataclass(frozen=True, slots=True)
class LatentViewSpec(Part):
    """What is looked at, and how. Images are meant by their numbers."""

    part: ClassVar[str] = "view"
    tool: ToolName = option(
        "reconstructions", tr("What is done with the latent space.")
    )
    speed: float = option(20.0, tr("Epochs a second while playing."), 0.5, 10_000.0)
    color_by: str = option(
        "auto",
        tr("What is known of the images, by which codes are coloured."),
        None,
        60,
    )
    axes: AxesName = option(
        "principal",
        tr("Draw the two directions in which codes differ most, or a pair."),
    )
    first: int = option(1, tr("Which number of a code is drawn along x."), 1, 256)
    second: int = option(2, tr("Which number of a code is drawn along y."), 1, 256)
    aligned: bool = option(
        True, tr("Turn, flip and scale each epoch's codes to meet those of the last.")
    )
    thumbnails: bool = option(False, tr("Draw images where their codes lie."))
    map: bool = option(False, tr("Draw what the decoder makes of each place."))
    map_side: int = option(12, tr("Images along a side of that map."), 4, 40)
    doubt: bool = option(
        False, tr("Shade places that move if they are decoded and encoded again.")
    )
    chosen: tuple[int, ...] = option((), tr("The images looked at."), 0, 999_999)
    shown: ShownName = option(
        "spread",
        tr("Which images are reconstructed: some of all, the worst, the chosen."),
    )
    ends: tuple[int, ...] = option(
        (),
        tr("Between which two images to interpolate (none: two far apart)."),
        0,
        999_999,
    )
    steps: int = option(9, tr("Images of an interpolation, both ends included."), 3, 25)
    attribute: str = option(
        "auto", tr("What the attribute vector stands for."), None, 60
    )
    with_it: tuple[int, ...] = option(
        (), tr("Images that have it (none: the 20 that have most of it)."), 0, 999_999
    )
    without: tuple[int, ...] = option(
        (), tr("Images that lack it (none: the 20 that have least of it)."), 0, 999_999
    )
    alpha: float = option(
        0.0, tr("How much of the vector is added to a code."), -2.0, 2.0
    )
    drawn_by: DrawnByName = option(
        "bell",
        tr(
            "Where new codes are drawn from: a normal distribution fitted to all, "
            "one for each class, or uniformly from the box that holds them."
        ),
    )
    draws: int = option(400, tr("How many new codes are drawn."), 4, 2000)
    draw_seed: int = option(0, tr("Draws the new codes."), 0, 999_999)
    sheet: int = option(5, tr("Images along a side of the sheet of them."), 2, 20)


def _usual_optimizer() -> OptimizerSpec:
    return OptimizerSpec("adam", learning_rate=0.003, schedule="cosine")


@dataclass(frozen=True, slots=True)
class AutoencoderSpec:
    """All that was asked for."""

    images: ImagesSpec = field(default_factory=ImagesSpec)
    hourglass: HourglassSpec = field(default_factory=HourglassSpec)
    learning: LearningSpec = field(default_factory=LearningSpec)
    optimizer: OptimizerSpec = field(default_factory=_usual_optimizer)
    batch: BatchSpec = field(default_factory=lambda: BatchSpec(size=64))
    view: LatentViewSpec = field(default_factory=LatentViewSpec)
    plane: LatentPlaneSpec = field(default_factory=LatentPlaneSpec)

    def __post_init__(self) -> None:
        if self.hourglass.kind == "convolutional":
            check_side(self.images.shape[0], len(self.hourglass.layers))
        self._check_width()
        self._check_device()
        for name in ("first", "second"):
            number = getattr(self.view, name)
            if number > max(2, self.hourglass.bottleneck):
                raise ValueError(
                    tr(
                        "view.{name} must be at most {bottleneck}, the numbers "
                        "of a code, not {number}",
                        name=name,
                        bottleneck=self.hourglass.bottleneck,
                        number=number,
                    )
                )
        if self.learning.loss == "log" and self.hourglass.output != "sigmoid":
            raise ValueError(
                tr(
                    "hourglass.output must be sigmoid for log loss, not {output}",
                    output=self.hourglass.output,
                )
            )
        if self.optimizer.name in ALONE:
            raise ValueError(
                tr(
                    "optimizer.name must be a rule without a Hessian for an "
                    "autoencoder, not {name}",
                    name=shown(self.optimizer.name),
                )
            )

    def _check_device(self) -> None:
        if self.learning.device != "cpu" and self.optimizer.name not in KERNELS:
            raise ValueError(
                tr(
                    "optimizer.name must be adam or adamw on a graphics card, "
                    "not {name}",
                    name=shown(self.optimizer.name),
                )
            )

    def _check_width(self) -> None:
        if self.hourglass.bottleneck >= self.images.width:
            raise ValueError(
                tr(
                    "hourglass.bottleneck must be less than the {width} numbers "
                    "of an image, not {bottleneck}",
                    width=self.images.width,
                    bottleneck=self.hourglass.bottleneck,
                )
            )
        if self.count > MOST_PARAMETERS:
            raise ValueError(
                tr(
                    "hourglass.layers must give at most {most:,} "
                    "parameters, not {count:,}",
                    most=MOST_PARAMETERS,
                    count=self.count,
                )
            )

    @property
    def encoder(self) -> HalfShape:
        """From an image to its code; twice as many numbers where it is a bell."""
        ends = self.hourglass.bottleneck * (1 + self.learning.variational)
        if self.hourglass.kind == "convolutional":
            return ConvolutionalShape(self._image, self.hourglass.layers, ends)
        return Shape((self.images.width, *self.hourglass.layers, ends))

    @property
    def decoder(self) -> HalfShape:
        """From a code to an image."""
        if self.hourglass.kind == "convolutional":
            code = self.hourglass.bottleneck
            return ConvolutionalShape(self._image, self.hourglass.layers, code, True)
        layers = self.hourglass.layers[::-1]
        return Shape((self.hourglass.bottleneck, *layers, self.images.width))

    @property
    def _image(self) -> Volume:
        side, _, channels = self.images.shape
        return Volume(side, channels)

    @property
    def count(self) -> int:
        """P, the number of parameters: those of the encoder, then of the decoder."""
        return self.encoder.count + self.decoder.count

    def batches(self, learnt: int) -> int:
        """Return how many batches an epoch has, where so many images train."""
        size = self.batch.size if 0 < self.batch.size < learnt else learnt
        return -(-learnt // size)

    @property
    def compression(self) -> float:
        """How many numbers of an image one number of its code stands for."""
        return self.images.width / self.hourglass.bottleneck
