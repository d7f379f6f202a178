"Typed, uncertain steps from one scale to the next, and chains of them."
from .._lazy import attach

__getattr__, __dir__, __all__ = attach(__name__, {
    "quantity": ["Quantity", "QuantityError", "Samples", "Interval", "Table"],
    "prior": ["Belief", "Prior", "PriorError", "Seal", "Distribution", "Fixed", "Normal", "LogNormal", "Uniform", "HalfNormal", "Bernoulli", "Mixture", "Seed"],
    "link": ["Link", "LinkError", "OutsideValidity", "Passage", "Rule", "Range"],
    "sensitivity": ["Shares", "pick_freeze", "given_data", "narrowing", "nested_width"],
    "chain": ["Chain", "ChainError", "Run", "Sweep"],
})
