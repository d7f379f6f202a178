"What a person runs and sees: templates, pages, the Lab, the doctor, and brains, cells and variants on a bench."
from brainkit._lazy import attach

__getattr__, __dir__, __all__ = attach(__name__, {
    "templates": ["TemplateError", "load_template", "notebooks", "settle"],
    "kernel": ["execute"],
    "typeset": ["mathml", "prose", "remote_loads"],
    "page": ["render"],
    "lab": [],
    "doctor": [],
    "experiment": ["Experiment", "Outcome", "begin", "simulate", "offered", "fitting", "knobs", "telling"],
    "wholebrain": ["WholeBrain"],
    "cellbench": ["CellBench", "Trial", "Recording", "perform", "bench_cell"],
    "cellpage": [],
    "ladder": ["View", "Rung", "look", "rungs"],
    "variantbench": ["VariantBench"],
    "raster": ["RasterBench", "Played", "Raster", "play"],
    "proteinpage": [],
    "regulatorypage": [],
    "trackbench": ["TrackBench"],
    "structurebench": ["StructureBench", "open_structure_file", "read_scores", "residue_values"],
})
