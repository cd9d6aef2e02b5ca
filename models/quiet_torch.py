"""Imports torch without making a window stutter; import this before anything of torch.

Run in a worker thread a plain ``import torch`` stops all Python for 200 ms twice over:
`dlopen` inside an import keeps the interpreter lock, and the garbage collector walks
the million objects that appear. Loading the libraries through ctypes first releases
the lock; the objects of torch are then frozen out of every later collection.
"""

import ctypes
import gc
import importlib.util
import sys
from pathlib import Path

RTLD_NOW = 2


def _preload() -> None:
    spec = importlib.util.find_spec("torch")
    suffix = {"linux": "so", "darwin": "dylib"}.get(sys.platform)
    if suffix is None or spec is None or spec.origin is None:
        return
    open_library = ctypes.CDLL(None).dlopen
    open_library.restype = ctypes.c_void_p
    open_library.argtypes = [ctypes.c_char_p, ctypes.c_int]
    for name in ("libtorch_cpu", "libtorch_python"):
        path = Path(spec.origin).parent / "lib" / f"{name}.{suffix}"
        open_library(bytes(path), RTLD_NOW)  # a failure shows in the import itself


was_automatic = gc.isenabled()
gc.disable()
_preload()
import torch  # noqa: E402 - after its libraries

torch.set_num_threads(1)  # small tensors: a second thread costs more than it gives
gc.freeze()
if was_automatic:  # else there is another who sees to it, at the right time
    gc.enable()
