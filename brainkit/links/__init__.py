"Typed, uncertain steps from one scale to the next, and chains of them."
from .._lazy import attach

__getattr__, __dir__, __all__ = attach(__name__, {
    "quantity": ["Quantity", "QuantityError", "Samples", "Interval", "Table"],
    "prior": ["Belief", "Prior", "PriorError", "Seal", "Distribution", "Fixed", "Normal", "LogNormal", "Uniform", "HalfNormal", "Bernoulli", "Mixture", "Seed"],
    "link": ["Link", "LinkError", "OutsideValidity", "Passage", "Rule", "Range"],
    "sensitivity": ["Shares", "pick_freeze", "given_data", "narrowing", "nested_width"],
    "chain": ["Chain", "ChainError", "Run", "Sweep"],
    "arms": ["Arm", "Question", "ask", "make_arms", "synonymous_arm", "check_variant"],
    "circuit": ["CellPair", "Circuit", "Fired", "simulate_network", "sodium_cells"],
    "bridge": ["Transfer", "measure_transfer", "fit_transfer", "rate_of", "mean_field"],
    "seizure": ["Recruitment", "run_brain", "x0_map", "resting_point"],
    "thread": ["Thread", "Size", "SIZES", "run_thread"],
    "language": ["logits_of", "language_map", "language_score", "MARGINALS", "SCORES"],
    "trunk": ["alphafold_trunk"],
    "checks": [], "pages": [], "story": [],
})
