"""A trained autoencoder and all that is seen of it, for the widgets that show it."""

from dataclasses import replace

import numpy as np

import models.quiet_torch  # noqa: F401 - one thread
from models.autoencoders import train
from models.hourglasses import decode, encode, hourglass_of, pixel_losses
from models.image_sets import gather
from models.images import Images, flat, split
from models.latent_bells import bells_of, drawn, drawn_in_box, ellipse, fitted, misfit
from models.latent_frames import principal_frame
from models.latent_maps import decode_grid, span
from models.latent_moments import (
    Decoded,
    Film,
    Guess,
    Invention,
    LatentSight,
    Moment,
    Reconstructions,
    Sweep,
    Uses,
    attribute_of,
)
from models.latent_specs import (
    AutoencoderSpec,
    HourglassSpec,
    ImagesSpec,
    LatentViewSpec,
    LearningSpec,
)
from models.latent_uses import (
    accuracy,
    guess_by_means,
    guess_by_neighbours,
    guess_by_regression,
    nearest_distances,
    principal,
)
from models.latent_walks import attribute_vector, interpolated, swept
from models.specs import OptimizerSpec

DIGITS = AutoencoderSpec(learning=LearningSpec(epochs=3))


def with_view(spec, **view):
    return replace(spec, view=replace(spec.view, **view))


def faces_spec(samples=2000, epochs=10):
    return AutoencoderSpec(
        images=ImagesSpec("faces", "people", 32, samples=samples),
        hourglass=HourglassSpec((256,), 16, "elu"),
        optimizer=OptimizerSpec("adam", learning_rate=0.004, schedule="cosine"),
        learning=LearningSpec(epochs=epochs),
        view=LatentViewSpec(),
    )


class Trained:
    """A moment, its parts computed by the models' own functions."""

    def __init__(self, spec):
        self.spec = spec
        self.images = next(
            one for one in gather(spec.images) if isinstance(one, Images)
        )
        points = [one for one in train(spec, self.images.pixels) if one is not None]
        self.points = points
        self.hourglass = hourglass_of(spec, points[-1].theta)
        self.rows = flat(self.images.pixels)
        self.codes = encode(self.hourglass, self.rows)
        frame = principal_frame(self.codes)
        places = frame.points(self.codes)
        self.moment = Moment(spec, self.images, points[-1], self.codes, frame, places)
        self.learnt, self.out = split(
            self.images.count, spec.images.test, spec.images.seed
        )

    def shaped(self, rows):
        return rows.reshape(*rows.shape[:-1], *self.images.shape)

    def back(self, codes):
        return self.shaped(decode(self.hourglass, codes))

    def sight(self, **view):
        moment = replace(self.moment, spec=with_view(self.spec, **view))
        return LatentSight(
            moment,
            decoded=self.decoded((0.0, 0.0)),
            reconstructions=self.reconstructions(self.out[:10]),
            atlas=self.atlas(12),
            film=self.film(3, 8, moment.spec.view.steps),
            sweep=self.sweep(moment.spec.view.alpha),
            uses=self.uses(),
            invention=self.invention(moment.spec.view),
        )

    def decoded(self, at):
        code = self.moment.frame.codes(np.array([at])).astype(np.float32)
        rows = decode(self.hourglass, code)
        doubt = float(np.linalg.norm(encode(self.hourglass, rows) - code))
        return Decoded(np.array(at), code[0], self.shaped(rows)[0], doubt)

    def reconstructions(self, numbers):
        rows = self.rows[numbers]
        return Reconstructions(
            numbers,
            self.shaped(rows),
            self.back(self.codes[numbers]),
            pixel_losses(self.hourglass, rows),
            np.isin(numbers, self.out),
        )

    def atlas(self, side):
        axes = span(self.moment.points, side)
        return decode_grid(self.hourglass, self.moment.frame, *axes)

    def film(self, start, end, steps=9):
        codes = interpolated(self.codes[start], self.codes[end], steps)
        latent = self.back(codes)
        faded = self.shaped(interpolated(self.rows[start], self.rows[end], steps))
        largest = tuple(
            float(np.abs(np.diff(row, axis=0)).mean((1, 2, 3)).max())
            for row in (latent, faded)
        )
        points = self.moment.frame.points(codes)
        return Film((start, end), points, latent, faded, largest)

    def sweep(self, alpha=0.0):
        attribute = self.images.attributes[0]
        order = np.argsort(attribute.values, kind="stable")
        without, with_it = order[:20], order[-20:]
        vector = attribute_vector(self.codes[with_it], self.codes[without])
        means = np.stack([self.codes[one].mean(0) for one in (without, with_it)])
        subjects, alphas = self.out[:6], np.linspace(-1, 1, 9)
        codes = swept(self.codes[subjects], vector, alphas)
        sheet = self.back(codes.reshape(-1, codes.shape[-1])).reshape(
            6, 9, *self.images.shape
        )
        chosen = self.back(self.codes[subjects[:1]] + np.float32(alpha) * vector)[0]
        labels = np.array([2, 5, 10, 20, 50, 100])
        goals = (attribute.values > np.median(attribute.values)).astype(int)
        told = [[], []]
        for count in labels:
            some = np.concatenate([order[: 2 * count : 2], order[-2 * count :: 2]])
            for found, rows in zip(told, (self.codes, self.rows), strict=True):
                guesses = guess_by_means(rows[some], goals[some], rows[self.out])
                found.append(accuracy(guesses, goals[self.out]))
        return Sweep(
            attribute.name, with_it, without, self.moment.frame.points(means), vector,
            alphas, subjects, sheet, chosen, labels, *map(np.array, told),
        )  # fmt: skip

    def uses(self):
        attribute = attribute_of(self.images, "digit")
        k = self.codes.shape[1]
        few = principal(self.rows[self.learnt], k)
        sources = {
            "codes": self.codes,
            "pixels": self.rows,
            "principal components": few.encode(self.rows),
        }
        values = attribute.values
        goals = (values if attribute.classes else values > 0).astype(int)
        guesses = []
        for name, rows in sources.items():
            known = rows[self.learnt], goals[self.learnt]
            found = [
                accuracy(guess(*known, rows[self.out]), goals[self.out])
                for guess in (guess_by_neighbours, guess_by_regression)
            ]
            guesses.append(Guess(name, rows.shape[1], *found))
        two = principal(self.rows[self.learnt], 2).encode(self.rows)
        other = few.decode(few.encode(self.rows[self.out])) - self.rows[self.out]
        own = float(pixel_losses(self.hourglass, self.rows[self.out]).mean())
        return Uses(
            attribute.name, tuple(guesses), two, own, float(np.square(other).mean())
        )

    def invention(self, view):
        attribute, count = self.images.attributes[0], view.draws
        bell, frame = fitted(self.codes), self.moment.frame
        bells = [bell]
        if view.drawn_by == "classes" and attribute.classes:
            bells = list(bells_of(self.codes, attribute.values))
        each = [drawn(one, -(-count // len(bells)), view.draw_seed) for one in bells]
        ways = {
            "bell": drawn(bell, count, view.draw_seed),
            "classes": np.concatenate(each)[:count],
            "uniform": drawn_in_box(self.codes, count, view.draw_seed),
        }
        chosen = ways[view.drawn_by]
        distances = {
            name: float(
                nearest_distances(self.rows, decode(self.hourglass, one)).mean()
            )
            for name, one in ways.items()
        }
        ellipses = tuple(
            ellipse(one, frame.axes, sigmas) + frame.points(one.mean[None])
            for one in (bells if view.drawn_by != "uniform" else ())
            for sigmas in (1, 2, 3)
        )
        sheet = self.back(chosen[np.arange(view.sheet**2) % len(chosen)])
        return Invention(
            tuple(bells), ellipses, frame.points(chosen), sheet,
            distances[view.drawn_by], distances, misfit(bell, self.codes),
        )  # fmt: skip
