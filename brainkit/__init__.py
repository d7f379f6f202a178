"brainkit models the brain across its scales, from a base pair to a seizure map, in JAX."
__version__ = "0.1.0"

from ._lazy import attach
from .core.precision import keep_digits

keep_digits()

__getattr__, __dir__, __all__ = attach(__name__, {
    "core": [], "data": [], "plot": [],
    "dna": [], "genes": [], "variants": [], "proteins": [], "neurons": [], "circuits": [], "wholebrain": [],
    "links": [], "apps": [], "report": [], "cli": [],
})
