"""Optimisers for millions of parameters: they overwrite theta, a part at a time.

The rules are those of `models.optimizers`, which go element by element, applied to
parts that stay in the cache. Adam goes through memory once, by torch's own kernel (that
of ``torch.optim.Adam(fused=True)``), which takes a fifth of the time.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, cast

import numpy as np
import torch
from torch import Tensor

from models.images import Floats
from models.optimizers import Here, Moments, make_optimizer
from models.snapshots import Array
from models.specs import OptimizerSpec

PART = 16_384  # parameters

KERNELS: dict[str, Callable[..., None]] = {
    "adam": torch._fused_adam_,
    "adamw": torch._fused_adamw_,
}


class FlatRule(NamedTuple):
    """A rule that works on one vector of parameters."""

    step: Callable[[Floats, float], None]  # gradient (P,), rate: overwrites theta
    memory: Callable[[], object]  # what it remembers, immutable


def make_rule(spec: OptimizerSpec, theta: Floats, memory: object) -> FlatRule:
    """Return a rule that overwrites `theta` (P,) and goes on from `memory`, if any.

    What another rule remembers is of no use: it begins with nothing.
    """
    if spec.name in KERNELS and spec.bias_correction:
        return _by_kernel(spec, theta, memory)
    return _by_parts(spec, theta, memory)


def _by_kernel(spec: OptimizerSpec, theta: Floats, known: object) -> FlatRule:
    kernel, memory = KERNELS[spec.name], _moments(known)
    m = torch.zeros(len(theta)) if memory is None else torch.tensor(memory.m)
    v = torch.zeros(len(theta)) if memory is None else torch.tensor(memory.v)
    steps = torch.tensor(0.0 if memory is None else float(memory.steps))
    whole = torch.from_numpy(theta)

    def step(gradient: Floats, rate: float) -> None:
        steps.add_(1)
        kernel(
            [whole], [torch.from_numpy(gradient)], [m], [v], [], [steps],
            lr=rate, beta1=spec.beta1, beta2=spec.beta2, eps=spec.epsilon,
            weight_decay=spec.weight_decay if spec.name == "adamw" else 0.0,
            amsgrad=False, maximize=False,
        )  # fmt: skip

    def remember() -> Moments:
        return Moments(_sealed(m.numpy()), _sealed(v.numpy()), int(steps))

    return FlatRule(step, remember)


def _moments(memory: object) -> Moments | None:
    return memory if isinstance(memory, Moments) else None


class CardRule(NamedTuple):
    """A rule that works on one vector of parameters, wherever it lies."""

    step: Callable[[Tensor, float], None]  # gradient (P,), rate: overwrites theta
    memory: Callable[[], object]  # what it remembers, immutable, in memory


def make_card_rule(spec: OptimizerSpec, theta: Tensor, kept: object) -> CardRule:
    """Return Adam or AdamW in torch's own words, which all devices understand.

    It overwrites `theta` (P,) and goes on from what was `kept`, of whichever device.
    """
    memory = _moments(kept)
    known = [np.zeros(len(theta), np.float32)] * 2 if memory is None else memory[:2]
    m, v = (torch.tensor(part, device=theta.device) for part in known)
    steps = 0 if memory is None else int(memory.steps)
    decay = spec.weight_decay if spec.name == "adamw" else 0.0

    def step(gradient: Tensor, rate: float) -> None:
        nonlocal steps
        steps += 1
        first, second = 1.0, 1.0
        if spec.bias_correction:
            first, second = 1 - spec.beta1**steps, 1 - spec.beta2**steps
        theta.mul_(1 - rate * decay)
        m.lerp_(gradient, 1 - spec.beta1)
        v.mul_(spec.beta2).addcmul_(gradient, gradient, value=1 - spec.beta2)
        root = (v / second).sqrt_().add_(spec.epsilon)
        theta.addcdiv_(m, root, value=-rate / first)

    def remember() -> Moments:
        return Moments(_sealed(m.cpu().numpy()), _sealed(v.cpu().numpy()), steps)

    return CardRule(step, remember)


def _by_parts(spec: OptimizerSpec, theta: Floats, memory: object) -> FlatRule:
    rule, whole = make_optimizer(spec), cast(Array, theta)
    parts = [slice(start, start + PART) for start in range(0, len(theta), PART)]
    memories: list[Any] = [rule.init(whole[part]) for part in parts]
    kind = type(memories[0])
    if isinstance(memory, tuple) and all(isinstance(one, kind) for one in memory):
        memories = list(memory)

    def step(gradient: Floats, rate: float) -> None:
        for number, part in enumerate(parts):
            values: Any = theta[part]
            slopes: Any = gradient[part].copy()  # a memory may keep it
            here = Here(values, slopes, rate, _no_bend)
            change, memories[number] = rule.update(here, memories[number])
            theta[part] += change

    return FlatRule(step, lambda: tuple(memories))


def _sealed(values: Floats) -> Any:
    copy = np.array(values)
    copy.setflags(write=False)
    return copy


def _no_bend() -> Any:
    raise NotImplementedError("a Hessian of so many parameters is too large")
