"Genes that regulate genes: expression, networks inferred from it, and the switches that decide what a cell becomes."
from .._lazy import attach

__getattr__, __dir__, __all__ = attach(__name__, {
    "counts": ["Expression", "expression", "normalised", "standardised", "varying", "read_expression", "from_anndata", "to_anndata"],
    "edges": ["Inferred", "EdgeScore", "score_edges", "score_network"],
    "forests": ["genie3", "grnboost2"],
    "linear": ["correlation", "partial_correlation", "shrinkage", "lasso_path", "stability", "weigh_hubs"],
    "regulation": ["Regulation", "RegulationState", "steady_states", "perturbed", "response", "random_network", "multifactorial"],
    "dynamical": ["LearnedRegulation", "fit_steady", "fit_time_course"],
    "perturbation": ["Screen", "log_profile", "no_change", "mean_effect", "additive", "Judged", "judge", "judge_all", "predict"],
    "challenge": ["read_rdata", "Challenge", "dream4", "infer"],
    "bifurcation": ["Fixed", "fixed_points", "Branch", "follow", "Toggle", "ToggleState", "field_of"],
    "lineage": ["Lineage", "LineageState", "states_of", "fate", "separatrix", "commit"],
})
