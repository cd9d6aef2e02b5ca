"""The examples that are asked for."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import ClassVar

from models.catalog import DATA, DataChoice, DataName, class_names
from models.columns import LONGEST_LABEL
from models.fields import Part, nearest, option, shown
from models.language import tr
from models.own_sets import LONGEST_COLUMN, LONGEST_PATH, Own, own_set, refuse_own

MOST_DRAWN = 2000  # examples that are drawn by hand


@dataclass(frozen=True, slots=True)
class DataSpec(Part):
    """The examples."""

    part: ClassVar[str] = "data"
    name: DataName = option("six_points", tr("Which data set the network learns from."))
    samples: int | None = option(
        None, tr("How many examples (none: the set's own number)."), 1, 20_000
    )
    noise: float | None = option(
        None,
        tr("Standard deviation of the noise, in the data's units (none: its own)."),
        0.0,
        100.0,
    )
    test: float = option(
        0.0, tr("Share of the examples that are held out, to test on."), 0.0, 0.9
    )
    seed: int = option(
        0, tr("Draws the examples; the same seed, the same data."), 0, 999_999
    )
    classes: int | None = option(
        None, tr("How many classes there are (none: the set's own number)."), 2, 4
    )
    balance: float | None = option(
        None,
        tr(
            "Share of the examples that are of the first class (none: as many of each)."
        ),
        0.02,
        0.98,
    )
    columns: tuple[str, ...] = option(
        (),
        tr("Which columns of a table are inputs (none: those that are usual)."),
        0,
        LONGEST_COLUMN,
    )
    points: tuple[float, ...] = option(
        (),
        tr(
            "The examples, if they are drawn by hand: the inputs and the target of "
            "each, in the data's units."
        ),
        -1e6,
        1e6,
    )
    standardise: bool | None = option(
        None,
        tr(
            "Give inputs, and targets that are numbers, mean 0 and deviation 1 "
            "(none: as suits the set)."
        ),
    )
    file: str = option("", tr("The path of a table of one's own."), 0, LONGEST_PATH)
    target: str = option("", tr("Its column that is learnt."), 0, LONGEST_COLUMN)
    labels: tuple[str, ...] = option(
        (),
        tr("The classes of its target (none: the target is numbers)."),
        0,
        LONGEST_LABEL,
    )
    rows: int = option(
        0,
        tr("How many of its rows have a value in each of the columns."),
        0,
        1_000_000_000,
    )
    format: str = option(
        "", tr("How it is written, such as: semicolon decimal-comma."), 0, 200
    )
    digest: str = option(
        "", tr("Tells whether its values are those that were (none: not asked)."), 0, 40
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
                tr(
                    "data.test must be 0 for one example alone, not {test:g}",
                    test=self.test,
                )
            )
        if self.points:
            _ = self.undrawn  # which is checked as such
            return
        most = self.choice.samples
        if self.choice.is_fixed and (self.samples or 0) > most:
            raise ValueError(
                tr(
                    "data.samples must be at most {most} for {name}, not {samples}",
                    most=most,
                    name=self.name,
                    samples=self.samples,
                )
            )
        if self.noise and self.choice.noise is None:
            raise ValueError(
                tr(
                    "data.noise must be 0 for {name}, which was measured, not "
                    "{noise:g}",
                    name=self.name,
                    noise=self.noise,
                )
            )

    def _check_own(self) -> None:
        if self.is_own:
            if refusal := refuse_own(*self._own, self.format):
                raise ValueError(refusal)
            return
        for key in ("file", "target", "labels", "rows", "format", "digest"):
            if value := getattr(self, key):
                raise ValueError(
                    tr(
                        "data.{key} must be none for {name}, which is no table "
                        "of one's own, not {value}",
                        key=key,
                        name=self.name,
                        value=shown(value),
                    )
                )

    def _check_columns(self) -> None:
        known = self.columns if self.is_own else self.table.inputs
        for name in self.columns:
            if name not in known:
                raise ValueError(
                    tr(
                        "data.columns must be among the columns of {set}, not "
                        "{name}{hint}",
                        set=self.name,
                        name=shown(name),
                        hint=nearest(name, known),
                    )
                )
        if len(set(self.columns)) < len(self.columns):
            raise ValueError(tr("data.columns must be different columns"))

    def _check_classes(self) -> None:
        most = self.table.most_classes
        if self.classes is not None and not most:
            raise ValueError(
                tr(
                    "data.classes must be none for {name}, not {classes}",
                    name=self.name,
                    classes=self.classes,
                )
            )
        if self.balance is not None and not self.table.has_balance:
            raise ValueError(
                tr(
                    "data.balance must be none for {name}, not {balance:g}",
                    name=self.name,
                    balance=self.balance,
                )
            )

    def _check_points(self) -> None:
        width, classes = len(self.choice.inputs) + 1, len(self.choice.classes)
        count, rest = divmod(len(self.points), width)
        if rest or count > MOST_DRAWN:
            raise ValueError(
                tr(
                    "data.points must be {width} numbers for each of at most "
                    "{most} examples, not {given} numbers",
                    width=width,
                    most=MOST_DRAWN,
                    given=len(self.points),
                )
            )
        if classes and not set(self.points[width - 1 :: width]) <= set(range(classes)):
            raise ValueError(
                tr(
                    "data.points must have a class from 0 to {classes} as the "
                    "last number of each example",
                    classes=classes - 1,
                )
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
        title=tr("{title}, drawn by hand", title=table.title),
        samples=max(1, numbers // (len(inputs) + 1)),
        noise=None,
        is_fixed=True,
    )
