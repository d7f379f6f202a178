"""Runs the cells of one notebook as nbdev does, in a process of its own.

The processes are forked from a server that has imported the heavy libraries and has started none of them, so a notebook begins with a clean interpreter at once.
"""
import io
import multiprocessing
import os
import sys
import time
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[2]
SKIP = ("notest", "slow")

# Notebooks of these folders compile many small programs and run each a few times, so XLA is told not to polish them: the cells ask the same of the same numbers, in less than half the
# time. The scales with long loops, and every notebook that is run with its slow cells, are compiled as a user's are; so is everything where XLA_FLAGS is set, be it to nothing.
PLAIN = ("dna", "genes", "links", "proteins", "variants")
LONG_LOOPS = ("links/07_circuit",)   # in those folders, but a circuit runs in it, which is slower plain
PLAIN_TOO = {f"{folder}/{name}" for folder, names in {   # in others: of their time, compiling was the larger part
    "apps": "16_regulatorypage 17_trackbench",
    "circuits": "08_synapses 09_voltage 14_fixedpoint 14_surrogate",
    "core": "04_methods 06_adjoint 10_volleys 15_fit 16_posterior 17_flow 18_neural 19_training",
    "neurons": "02_squid 03_sodium 04_interneuron 05_pyramidal 06_stability 07_excitability 08_composed 08_delta 08_families 09_kcna1 13_cell 14_cable 15_flux 15_reversal 17_features 18_protocols"
               " 19_clamps 19_connected 19_response 19_surrogate 22_nmodl 23_neuromlout",
    "tutorials": "03_action_potential 06_channelopathy 24_fold",
    "wholebrain": "03_epileptor 04_coombes 05_aln 05_balanced 05_columns 05_fhn 05_hopf 05_larter 05_modes 05_pools 05_rhythms 05_thalamus 05_wongwang 05_zerlaut 05_zetterberg 06_couplings 10_bold"
                  " 11_monitors 14_equations 14_surface 16_fit 17_inference",
}.items() for name in names.split()}
PLAIN_KNOWN = "0.10."   # where these flags were tried; one that XLA does not know ends the process
PLAIN_FLAGS = "--xla_backend_optimization_level=0 --xla_cpu_use_fusion_emitters=false"


def compiler_flags(path: Path) -> dict[str, str]:
    "What the environment says to XLA while the notebook is tested: nothing where it is compiled as a user's is, or where the flags are set already."
    name = f"{path.parent.name}/{path.stem}"
    plain = path.parent.name in PLAIN and name not in LONG_LOOPS or name in PLAIN_TOO
    return {"XLA_FLAGS": PLAIN_FLAGS} if plain and "XLA_FLAGS" not in os.environ and version("jaxlib").startswith(PLAIN_KNOWN) else {}


def _draw_once() -> None:
    "Each figure is drawn, for an error may hide in the drawing, but once and in pixels enough: a page would have it drawn twice, to cut its margins, and twice as fine."
    import nbdev.test
    from execnb.shell import CaptureShell
    from matplotlib_inline.config import InlineBackend

    def shell(path):
        made = CaptureShell(path, mpl_format="png")
        InlineBackend.instance().print_figure_kwargs = {"bbox_inches": None}
        return made
    nbdev.test.CaptureShell = shell


def _run(path: str, force: tuple[str, ...], pipe) -> None:
    "In the child: run the notebook's cells, send whether they all passed, and what they said."
    if not force:
        os.environ.update(compiler_flags(Path(path)))   # read when the first device starts
        _draw_once()
    from nbdev.test import test_nb
    os.chdir(ROOT / "nbs")
    said = io.StringIO()
    sys.stdout = sys.stderr = said
    try:
        passed, _ = test_nb(Path(path), skip_flags=list(SKIP), force_flags=list(force), basepath=ROOT)
    except BaseException as error:  # a notebook may do anything
        passed = False
        said.write(f"{type(error).__name__}: {error}")
    pipe.send((passed, said.getvalue()))
    pipe.close()
    os._exit(0)


def run_notebook(path: Path, force: tuple[str, ...] = (), timeout: float = 600) -> tuple[bool, str, float]:
    "Whether the notebook's cells passed, what they said, and how many seconds they took. `force` names flags whose cells run although they are skipped by default."
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.notebooks.warm"])
    ours, theirs = context.Pipe(duplex=False)
    start = time.perf_counter()
    child = context.Process(target=_run, args=(str(path), force, theirs))
    child.start()
    theirs.close()
    try:
        passed, said = ours.recv() if ours.poll(timeout) else (False, f"not finished after {timeout:g} s")
    except EOFError:
        passed, said = False, "the process died without a word: a crash in compiled code, or no memory left"
    finally:
        child.kill()
        child.join()
    return passed, said, time.perf_counter() - start
