"Populations of spiking cells: how they are wired, how they fire, and the few equations that stand for thousands of them."
from .._lazy import attach

__getattr__, __dir__, __all__ = attach(__name__, {
    "connect": ["Projection", "Wiring", "Law", "InDegree", "Chance", "Total", "OfPairs", "generator", "bernoulli_pairs", "fixed_indegree", "fixed_total", "available_memory"],
    "layouts": ["Distance", "SmallWorld", "EdgeList", "TruncatedNormal", "blocks", "separation", "distance_delay"],
    "sonata": ["Nodes", "Edges", "SonataError", "read_sonata", "write_sonata", "sonata_wiring", "read_nodes", "read_edges", "write_nodes", "write_edges", "read_types"],
    "lif": ["LIF", "LIFState", "DeltaLIF", "DeltaState", "lif_rate", "poisson_drive"],
    "brunel": ["Brunel", "brunel_spikes"],
    "microcircuit": ["Microcircuit", "CorticalCell", "CorticalState", "current_of_potential", "microcircuit_spikes", "by_population"],
    "gamma": ["InterneuronNetwork", "GammaState", "draw_interneurons", "gamma_runs", "coherence", "crossing_spikes"],
    "regimes": ["REGIMES", "Firing", "firing", "regime"],
    "lifrates": ["siegert", "LIFRates", "LIFRatesState", "RatePoints", "lif_fixed_points", "RateResponse", "lif_response", "loop_gain", "LoopRhythm", "loop_rhythm", "count_spectrum"],
    "qif": ["QIF", "QIFState", "MPR", "MPRState", "FixedPoints", "mpr_fixed_points", "mpr_rates", "lorentzian", "kick"],
    "ei": ["TwoPopulations", "two_populations", "run_circuit", "run_circuits", "CircuitRun", "SynapticMeans", "local_field"],
    "meanfield": ["NoSmoothOnset", "smooth_onset", "QuadraticFit", "fit_quadratic", "SeriesFit", "fit_series", "lorentzian_currents", "residual", "TransferGrid",
                  "measure_transfer", "RatePair", "TransferFit", "fit_transfer", "steady_rates", "Bridge", "bridge"],
    "statistics": ["SpikeList", "spike_list", "rates", "cv_isi", "population_count", "fano", "synchrony", "Rhythm", "rhythm", "welch", "runaway",
                   "cv2", "local_variation", "cell_counts", "cell_fano", "count_correlations", "correlogram", "train_spectrum"],
    "transfer": ["Bombarded", "rain", "Passive", "passive", "free_potential", "TransferFunction", "Measured", "measure_cell", "TransferFitted", "fit_transfer_function", "fit_softplus",
                 "MasterState", "MasterEquation", "master_rest"],
    "calcium": ["Indicator", "calcium_trace", "Movie", "film", "unmix", "deconvolve", "agreement"],
    "lfp": ["SynapticCurrents", "synaptic_currents", "weighted_sum", "Stick", "membrane_currents", "stick_field"],
    "worm": ["Worm", "load_worm", "auroc", "Scored", "score_pairs", "shared_inputs", "propagation", "mirror", "anatomy_scores", "GradedState", "GradedWorm", "graded_worm", "steady_gain",
             "logistic", "neuron_groups", "held_out_scores", "reputation"],
})
