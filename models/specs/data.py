"""The examples that are asked for."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import ClassVar

from models.catalog import DATA, DataChoice, DataName, class_names
from models.columns import LONGEST_LABEL
from models.fields import Part, nearest, option, shown
from models.own_sets import LONGEST_COLUMN, LONGEST_PATH, Own, own_set, refuse_own

MOST_DRAWN = 2000  # examples that are drawn by hand


@dataclass(frozen=True, slots=True)
class DataSpec(Part):
    """The examples."""

    part: ClassVar[str] = "data"
    name: DataName = option("six_points", "Which data set the network learns from.")
    samples: int | None = option(
        None, "How many examples (none: the set's own number).", 1, 20_000
    )
    noise: float | None = option(
        None,
        "Standard deviation of the noise, in the data's units (none: its own).",
        0.0,
        100.0,
    )
    test: float = option(
        0.0, "Share of the examples that are held out, to test on.", 0.0, 0.9
    )
    seed: int = option(
        0, "Draws the examples; the same seed, the same data.", 0, 999_999
    )
    classes: int | None = option(
        None, "How many classes there are (none: the set's own number).", 2, 4
    )
    balance: float | None = option(
        None,
        "Share of the examples that are of the first class (none: as many of each).",
        0.02,
        0.98,
    )
    columns: tuple[str, ...] = option(
        (),
        "Which columns of a table are inputs (none: those that are usual).",
        0,
        LONGEST_COLUMN,
    )
    points: tuple[float, ...] = option(
        (),
        "The examples, if they are drawn by hand: the inputs and the target of each, "
        "in the data's units.",
        -1e6,
        1e6,
    )
    standardise: bool | None = option(
        None,
        "Give inputs, and targets that are numbers, mean 0 and deviation 1 "
        "(none: as suits the set).",
    )
    file: str = option("", "The path of a table of one's own.", 0, LONGEST_PATH)
    target: str = option("", "Its column that is learnt.", 0, LONGEST_COLUMN)
    labels: tuple[str, ...] = option(
        (), "The classes of its target (none: the target is numbers).", 0, LONGEST_LABEL
    )
    rows: int = option(
        0,
        "How many of its rows have a value in each of the columns.",
        0,
        1_000_000_000,
    )
    format: str = option(
        "", "How it is written, such as: semicolon decimal-comma.", 0, 200
    )
    digest: str = option(
        "", "Tells whether its values are those that were (none: not asked).", 0, 40
    )

    @property
    def choice(self) -> DataChoice:
        """What can be said of this set, as it is asked for."""
        columns = () if self.is_own else self.columns
        return _choice(self.name, self._own, self.classes, columns, len(self.points))

    @property
    def is_own(self) -> bool:
        """Whether the set is a table of one's own."""
        return self.name == "own"

    @property
    def undrawn(self) -> "DataSpec":
        """The set that examples drawn by hand take the place of."""
        return replace(self, points=()) if self.points else self

    @property
    def count(self) -> int:
        """How many examples there are; `samples` is of the set, not of those drawn."""
        is_usual = self.samples is None or bool(self.points)
        return self.choice.samples if is_usual else int(self.samples or 0)

    @property
    def table(self) -> DataChoice:
        """The same of all that there is of this set, also columns not asked for."""
        return _table(self.name, self._own)

    @property
    def _own(self) -> Own:
        """What is said of a table of one's own."""
        return self.file, self.columns, self.target, self.labels, self.rows

    @property
    def held_out(self) -> int:
        """How many of them are held out: some, if any are asked for, but not all."""
        if not self.test:
            return 0
        return min(max(round(self.test * self.count), 1), self.count - 1)

    @property
    def training(self) -> int:
        """How many of them the network learns from."""
        return self.count - self.held_out

    @property
    def noise_level(self) -> float:
        """The noise that is added; none to what is drawn by hand."""
        is_usual = self.noise is None or bool(self.points)
        return (self.choice.noise or 0.0) if is_usual else float(self.noise or 0.0)

    @property
    def is_standardised(self) -> bool:
        """Whether inputs, and targets that are numbers, are standardised."""
        own = self.choice.is_standardised
        return own if self.standardise is None else self.standardise

    def check(self) -> None:
        """Refuse more rows than a table has, noise on it, and none to learn."""
        self._check_own()
        self._check_columns()
        self._check_classes()
        self._check_points()
        if self.test and self.count == 1:
            raise ValueError(
                f"data.test must be 0 for one example alone, not {self.test:g}"
            )
        if self.points:
            _ = self.undrawn  # which is checked as such
            return
        most = self.choice.samples
        if self.choice.is_fixed and (self.samples or 0) > most:
            raise ValueError(
                f"data.samples must be at most {most} for {self.name}, "
                f"not {self.samples}"
            )
        if self.noise and self.choice.noise is None:
            raise ValueError(
                f"data.noise must be 0 for {self.name}, which was measured, "
                f"not {self.noise:g}"
            )

    def _check_own(self) -> None:
        if self.is_own:
            if refusal := refuse_own(*self._own, self.format):
                raise ValueError(refusal)
            return
        for key in ("file", "target", "labels", "rows", "format", "digest"):
            if value := getattr(self, key):
                raise ValueError(
                    f"data.{key} must be none for {self.name}, which is no table of "
                    f"one's own, not {shown(value)}"
                )

    def _check_columns(self) -> None:
        known = self.columns if self.is_own else self.table.inputs
        for name in self.columns:
            if name not in known:
                raise ValueError(
                    f"data.columns must be among the columns of {self.name}, not "
                    f"{shown(name)}{nearest(name, known)}"
                )
        if len(set(self.columns)) < len(self.columns):
            raise ValueError("data.columns must be different columns")

    def _check_classes(self) -> None:
        most = self.table.most_classes
        if self.classes is not None and not most:
            raise ValueError(
                f"data.classes must be none for {self.name}, not {self.classes}"
            )
        if self.balance is not None and not self.table.has_balance:
            raise ValueError(
                f"data.balance must be none for {self.name}, not {self.balance:g}"
            )

    def _check_points(self) -> None:
        width, classes = len(self.choice.inputs) + 1, len(self.choice.classes)
        count, rest = divmod(len(self.points), width)
        if rest or count > MOST_DRAWN:
            raise ValueError(
                f"data.points must be {width} numbers for each of at most {MOST_DRAWN} "
                f"examples, not {len(self.points)} numbers"
            )
        if classes and not set(self.points[width - 1 :: width]) <= set(range(classes)):
            raise ValueError(
                f"data.points must have a class from 0 to {classes - 1} as the last "
                "number of each example"
            )


def _table(name: DataName, own: Own) -> DataChoice:
    """Return what can be said of all of a set: by the catalogue, or by its spec."""
    return own_set(*own) if name == "own" else DATA[name]


@lru_cache(maxsize=64)
def _choice(
    name: DataName,
    own: Own,
    classes: int | None,
    columns: tuple[str, ...],
    numbers: int,
) -> DataChoice:
    """Return what can be said of a set, as it is asked for."""
    table = _table(name, own)
    inputs = columns or table.usual or table.inputs
    units = dict(zip(table.inputs, table.units, strict=False))
    choice = replace(
        table,
        inputs=inputs,
        units=(*(units[column] for column in inputs), table.units[-1]),
        classes=class_names(classes) if classes else table.classes,
    )
    if not numbers:
        return choice
    return replace(
        choice,
        title=f"{table.title}, drawn by hand",
        samples=max(1, numbers // (len(inputs) + 1)),
        noise=None,
        is_fixed=True,
    )
