"""Examples drawn by hand: what a click, a drag and an eraser make of the others.

All functions take and return examples (N, D + 1): the inputs and the target of each, in
their own units, as `data.points` has them.
"""

import numpy as np

from models.data import examples_of
from models.language import tr
from models.snapshots import Array, Data
from models.specs import MOST_DRAWN, Spec

MOST_INPUTS = 2  # as many as a picture has axes


def refusal_to_draw(spec: Spec) -> str:
    """Say in one sentence why no examples can be drawn; nothing, if they can."""
    if spec.is_function:
        return tr("A formula has no examples.")
    if (count := len(spec.data.choice.inputs)) > MOST_INPUTS:
        return tr(
            "A picture has two axes: these examples have {count} inputs.", count=count
        )
    if spec.data.count > MOST_DRAWN:
        return tr(
            "At most {most} examples are drawn by hand: take fewer, in Data.",
            most=MOST_DRAWN,
        )
    if len(spec.drawn_inputs) == MOST_INPUTS and not spec.is_map:
        return tr("Examples are drawn on the map, not in 3-D.")
    return ""


def refusal_to_add(examples: Array) -> str:
    """Say why there cannot be one example more; nothing, if there can."""
    if len(examples) < MOST_DRAWN:
        return ""
    return tr(
        "There are at most {most} examples that are drawn by hand.",
        most=MOST_DRAWN,
    )


def refusal_to_remove(examples: Array) -> str:
    """Say why there cannot be one example less; nothing, if there can."""
    return (
        "" if len(examples) > 1 else tr("The last example stays: one is to be learnt.")
    )


def placed(
    data: Data, inputs: tuple[int, ...], at: tuple[float, float], old: Array
) -> Array:
    """Return an example (D + 1,) that is drawn at a point, and as `old` in all else.

    Over two inputs its target is that of `old`; over one, the point is as high as its
    target, unless that is a class.

    Args:
        data: what the picture is of: it is in their units, as the network sees them.
        inputs: the numbers of the inputs along the axes.
        at: the point of the picture.
        old: the example (D + 1,) in its own units.
    """
    columns = list(inputs)
    if len(inputs) == 1 and not data.has_classes:
        columns.append(-1)
    example = old.copy()
    seen = np.array(at[: len(columns)])
    example[columns] = data.shift[columns] + data.scale[columns] * seen
    return example


def added(examples: Array, example: Array) -> Array:
    """Return `examples` and one more."""
    return np.vstack([examples, example])


def moved(examples: Array, row: int, example: Array) -> Array:
    """Return `examples` with another one at a row."""
    changed = examples.copy()
    changed[row] = example
    return changed


def removed(examples: Array, row: int) -> Array:
    """Return `examples` without one of them.

    The last one takes its place, so that of the others none is held out, or learnt
    from, that was not before.
    """
    changed = examples[:-1].copy()
    if row < len(changed):
        changed[row] = examples[-1]
    return changed


def fewest(spec: Spec) -> Array:
    """Return what is left to begin a drawing with.

    That is the first example of each class, or of numbers the two that are farthest
    apart in the first input.
    """
    examples = examples_of(spec.data)
    if spec.data.choice.has_classes:
        _, rows = np.unique(examples[:, -1], return_index=True)
    else:
        first = examples[:, 0]
        rows = np.unique([first.argmin(), first.argmax()])
    return examples[rows]


def settings_of(examples: Array) -> dict[str, object]:
    """Return what a spec says that asks for these examples, by dotted keys."""
    return {"data.points": tuple(examples.ravel().tolist())}
