"""O16: the layered microcircuit of Potjans and Diesmann at full scale, 77 169 cells and 298.9 million synapses; about 5 GB and some minutes."""
import pytest

from brainkit.circuits import Microcircuit, by_population, microcircuit_spikes
from brainkit.core import available_memory

PUBLISHED = dict(L23E=0.903, L23I=2.965, L4E=4.414, L4I=5.876, L5E=7.569, L5I=8.633, L6E=1.105, L6I=7.829)


def test_full_scale_is_announced_in_bytes():
    circuit = Microcircuit()
    wiring = circuit.wiring()
    assert dict(zip(circuit.names, circuit.rates)) == PUBLISHED and not circuit.direct.any()
    assert wiring.n == 77_169 and 2.98e8 < wiring.synapses < 3.0e8 and wiring.nbytes / wiring.synapses < 12.01 and wiring.peak < 6e9


@pytest.mark.slow
def test_full_scale_layers_fire_at_the_published_rates():
    circuit = Microcircuit()
    if available_memory() < circuit.wiring().peak + 2e9:
        pytest.skip(f"needs {circuit.wiring().peak / 1e9 + 2:.0f} GB of memory")
    seen = by_population(circuit, microcircuit_spikes(circuit, 700.0, 1).window(200, 700))
    for name, published in PUBLISHED.items():
        assert seen[name]["rate_hz"] == pytest.approx(published, rel=0.1), name
