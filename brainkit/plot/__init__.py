"The figures that every scale shares, in one style. Nothing here loads matplotlib or plotly before a figure is drawn."
from .._lazy import attach

__getattr__, __dir__, __all__ = attach(__name__, {
    "theme": ["Palette", "PALETTES", "WIDTH", "palette", "colours", "colour_distance", "contrast", "colormap", "colorscale", "style", "use_style", "styled",
              "plotly_template", "pretty", "axis_label", "amount", "checked", "new_axes", "label_ends"],
    "series": ["traces", "panels", "bipolar", "raster", "binned_rates", "spectrum", "phase"],
    "samples": ["fan", "violins", "bars", "intervals", "Score", "evidence", "resection", "quantiles", "density"],
    "channels": ["gating_curves", "window", "sweep_family"],
    "protein": ["Segment", "Mark", "protein_ladder", "chain_path"],
    "network": ["connectivity_matrix", "cluster_order", "to_ras", "strongest", "connectome_3d", "connectome_views"],
    "coarse": ["coarser"],
    "surface": ["RegionMap", "cortex_3d", "surface_views", "hemispheres", "icosphere", "offline_html"],
})
