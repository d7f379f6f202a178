"""
Values that test_features.py compares with: eFEL (5.7.34) run on traces.npz. Run it in an environment that has eFEL: python make_features.py

traces.npz holds voltages of brainkit's own cells (squid axon, fast interneuron, the four cortical cells, one with an h current, a passive patch), some spontaneously active, two with noise, every 0.1 ms
in hundredths of a mV; `on` and `off` are the stimulus, ms; `strict` says where eFEL looked at the stimulus alone. A feature that eFEL does not have of a trace is null.
"""
import json
from pathlib import Path

import efel
import numpy as np

here = Path(__file__).parent
names = sorted(set(efel.get_feature_names()) - {"time", "voltage", "current", "impedance", "current_base", "steady_state_current_stimend", "time_constant"})


def values(v, on, off, strict):
    efel.reset()
    efel.set_setting("stimulus_current", -0.1)
    efel.set_setting("strict_stiminterval", bool(strict))
    found = efel.get_feature_values([{"T": 0.1 * np.arange(len(v)), "V": 0.01 * v, "stim_start": [float(on)], "stim_end": [float(off)]}], names, raise_warnings=False)[0]
    return {n: None if x is None else [float(f"{y:.12g}") for y in np.ravel(x)] for n, x in found.items()}


def main():
    data = np.load(here / "traces.npz")
    out = {str(n): values(v.astype(float), *rest) for n, v, *rest in zip(data["names"], data["v"], data["on"], data["off"], data["strict"])}
    keep = {n for n in names if any(x[n] is not None for x in out.values()) and not n.startswith(("inter", "post", "time_to_inter", "time_to_post", "ADP", "init", "deact", "inact", "activ"))}
    (here / "features.json").write_text(json.dumps({k: {n: x[n] for n in sorted(keep)} for k, x in out.items()}, indent=None, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
