"A sweep over devices and over the workers of a cluster gives the numbers of the sweep on one machine, and says what is wrong in its own words."
import os
import runpy
import socket
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import numpy as np
import pytest

from brainkit.core import local_cluster, spread

ROOT = Path(__file__).parents[2]


def script(folder: Path, text: str, *arguments: str, **environment: str) -> str:
    "What a script prints that is run by a Python of its own."
    path = folder / "script.py"
    path.write_text(textwrap.dedent(text))
    known = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))} | environment
    done = subprocess.run([sys.executable, str(path), *arguments], capture_output=True, text=True, cwd=folder, env=known, timeout=300)
    assert done.returncode == 0, done.stderr[-6000:]
    return done.stdout


def test_brains_over_devices(tmp_path):
    "Seven noisy brains of 76 regions with delays on four devices that XLA was forced to show: bit for bit."
    said = script(tmp_path, """
        import jax, numpy as np
        from brainkit.core import Additive, TemporalAverage, integrate, spread, sweep
        from brainkit.wholebrain import Generic2dOscillator, load_connectivity, normalise
        from brainkit.wholebrain.couplings import Difference

        brain = normalise(load_connectivity(progress=False), "region")

        def one(member):
            strength, key = member
            net = brain.network(speed=4.0, dt=0.1, coupling=Difference(a=strength))
            return integrate(Generic2dOscillator(a=2.5), 100.0, 0.1, n=76, network=net, noise=Additive({"V": 0.01}), key=key, record={"V": TemporalAverage("V", 2.0)})["V"]

        members = np.linspace(0.0, 2.0, 7, dtype=np.float32), jax.random.split(jax.random.key(0), 7)
        here, there = sweep(one, members), spread(one, members, jax.devices())
        assert here.shape == there.shape == (7, 50, 76) and np.ptp(here) > 1
        np.testing.assert_array_equal(here, there)
        print(len(jax.devices()))
        """, XLA_FLAGS="--xla_force_host_platform_device_count=4")
    assert said.split() == ["4"]


JOINED = """
    import sys

    import jax
    import jax.numpy as jnp
    import numpy as np

    from brainkit.core import spread, sweep

    jax.distributed.initialize(sys.argv[1], 2, int(sys.argv[2]))
    one = lambda member: {"x": jnp.sin(member[0]) + jax.random.normal(member[1], (3,))}
    members = np.linspace(0, 1, 11, dtype=np.float32), jax.random.split(jax.random.key(0), 11)
    np.testing.assert_array_equal(spread(one, members, jax.devices())["x"], sweep(one, members)["x"])
    try:
        spread(one, members, jax.devices(), keep="nowhere")
        raise AssertionError("nothing was refused")
    except ValueError as error:
        assert "2 processes" in str(error), error
    print(len(jax.devices()))
    """


@pytest.mark.slow
def test_two_processes_that_were_joined(tmp_path):
    "Two processes of two devices each, joined as two machines would be: each gets all results."
    from concurrent.futures import ThreadPoolExecutor
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    folders = [tmp_path / str(k) for k in range(2)]
    for folder in folders:
        folder.mkdir()
    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(lambda k: script(folders[k], JOINED, address, str(k), XLA_FLAGS="--xla_force_host_platform_device_count=2"), range(2)))
    assert [s.split()[-1] for s in said] == ["4", "4"], said                          # what joins them talks, too


CLUSTER = """
    import os
    import sys
    from pathlib import Path
    from typing import Any, NamedTuple

    import jax
    import jax.numpy as jnp
    import numpy as np

    from brainkit.core import Additive, Dynamics, Trace, field, integrate, local_cluster, parameters, spread, sweep


    @parameters
    class Decay(Dynamics):
        "A model that no module has."
        tau: float = field(10.0, unit="ms")

        class State(NamedTuple):
            x: Any

        def initial(self, n=()):
            return self.State(jnp.ones(n))

        def drift(self, state, u):
            return self.State(-state.x / self.tau)


    BASE = Decay()


    def one(member):
        tau, key = member
        run = integrate(BASE.replace(tau=tau), 20.0, 0.1, method="heun", dtype="float64", noise=Additive({"x": 0.1}), key=key, record={"x": Trace("x", period=1.0)})
        return {"x": run["x"], "end": run.state}


    def mortal(marks, always):
        "A function whose member 9 ends the process that computes it, the first time or always."
        def look(m):
            mark = Path(marks) / "died"
            if int(m) == 9 and (always or not mark.exists()):
                mark.touch()
                os._exit(1)
            return np.float32(m * m)
        return lambda member: jax.pure_callback(look, jax.ShapeDtypeStruct((), jnp.float32), member, vmap_method="sequential")


    if __name__ == "__main__":
        folder = Path(sys.argv[1])
        members = np.linspace(5.0, 50.0, 11), jax.random.split(jax.random.key(0), 11)
        with local_cluster(2) as client:
            with jax.enable_x64(True):
                here, there = sweep(one, members), spread(one, members, client, group=4, batch=2)
                assert there["x"].dtype == np.float64 and type(there["end"]) is Decay.State
                jax.tree.map(np.testing.assert_array_equal, here, there)
            numbers = np.arange(12.0, dtype=np.float32)
            np.testing.assert_array_equal(spread(mortal(folder, False), numbers, client, group=3, batch=1), numbers**2)
            assert (folder / "died").exists()
            client.cluster.scheduler.allowed_failures = 0                              # one death is enough to see what is said; nothing else runs that might be blamed
            try:
                spread(mortal(folder, True), numbers[9:], client.scheduler.address, group=3, batch=1, keep=folder / "kept")
                raise AssertionError("nothing died")
            except RuntimeError as error:
                assert str(error).startswith("the members 0 to 2 ended tcp://") and "smaller group than 3" in str(error), error
            assert (folder / "kept/sweep.json").exists() and not (folder / "kept/group-0.npz").exists()
        print("done")
    """


def test_a_cluster_of_processes(tmp_path):
    "Two workers give the sweep's numbers in float64 for a model of the script's own; the group of one that dies is done by the other; members that end every worker are named."
    pytest.importorskip("distributed", reason="no Dask here: pip install 'brainkit[cluster]'")
    assert script(tmp_path, CLUSTER, str(tmp_path)).split() == ["done"]


def test_a_script_without_its_guard(tmp_path):
    "Such a script is told so before it starts a process; in a function that it calls, too."
    path = tmp_path / "careless.py"
    path.write_text("from brainkit.core import local_cluster\n\n\ndef main():\n    with local_cluster(2):\n        pass\n\n\nmain()\n")
    with pytest.raises(RuntimeError, match=r'careless.py, line 9, starts a cluster .* if __name__ == "__main__":'):
        runpy.run_path(str(path), run_name="__main__")


def test_without_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    for call in (lambda: spread(lambda x: x, np.ones(3), "tcp://127.0.0.1:1"), lambda: local_cluster().__enter__()):
        with pytest.raises(ImportError, match=r"pip install 'brainkit\[cluster\]'"):
            call()


def test_workers_that_are_none_or_others(monkeypatch):
    "An address where nobody answers, a cluster without workers, and one whose worker has another version."
    dask = pytest.importorskip("dask", reason="no Dask here: pip install 'brainkit[cluster]'")
    from brainkit.core import scaleout
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))                                                          # taken, and not listened to
        address = f"tcp://127.0.0.1:{nobody.getsockname()[1]}"
        with dask.config.set({"distributed.comm.timeouts.connect": "1s"}), pytest.raises(ConnectionError, match=f"no Dask scheduler answers at {address}"):
            spread(lambda x: x, np.ones(3), address)
    with local_cluster(0, processes=False) as client, pytest.raises(ValueError, match="has no workers; start some: dask worker inproc://"):
        spread(lambda x: x, np.ones(3), client)
    mine = scaleout._versions()
    monkeypatch.setattr(scaleout, "_versions", lambda: mine if threading.current_thread() is threading.main_thread() else ("0.0", "0.1"))
    with local_cluster(1, processes=False) as client, pytest.raises(ValueError, match=rf"has brainkit 0.0 and JAX 0.1, this process {mine[0]} and {mine[1]}; allowed: the same"):
        spread(lambda x: x, np.ones(3), client)
