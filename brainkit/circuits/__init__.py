"Populations of spiking cells: how they are wired, how they fire, and the few equations that stand for thousands of them."
from .._lazy import attach

__getattr__, __dir__, __all__ = attach(__name__, {
    "connect": ["Projection", "Wiring", "generator", "bernoulli_pairs", "fixed_indegree"],
    "lif": ["LIF", "LIFState", "DeltaLIF", "DeltaState", "lif_rate", "poisson_drive"],
    "brunel": ["Brunel", "brunel_spikes", "siegert"],
    "qif": ["QIF", "QIFState", "MPR", "MPRState", "FixedPoints", "mpr_fixed_points", "mpr_rates", "lorentzian", "kick"],
    "ei": ["TwoPopulations", "two_populations", "run_circuit", "run_circuits", "CircuitRun", "SynapticMeans", "local_field"],
    "meanfield": ["NoSmoothOnset", "smooth_onset", "QuadraticFit", "fit_quadratic", "SeriesFit", "fit_series", "lorentzian_currents", "residual", "TransferGrid",
                  "measure_transfer", "RatePair", "TransferFit", "fit_transfer", "steady_rates", "Bridge", "bridge"],
    "surrogate": ["SHAPES", "spike", "SpikingCells", "SpikingState", "CellLayer", "spiking_network"],
    "digits": ["Images", "digit_images", "spike_code", "Recipe", "Reader", "learn", "Activity", "activity", "logistic"],
    "fixedpoint": ["FixedCells", "FixedState", "FixedLayer", "FixedNetwork", "rounded", "Prices", "Energy", "energy"],
    "nir": ["NIRError", "NIRNetwork", "to_nir", "from_nir", "write_nir", "read_nir", "sized", "population_to_nir"],
    "pynn": [],
    "statistics": ["SpikeList", "spike_list", "rates", "cv_isi", "population_count", "fano", "synchrony", "Rhythm", "rhythm", "welch", "runaway"],
})
