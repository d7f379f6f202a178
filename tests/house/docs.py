"Renders every notebook to a page without quarto and without a network: `python -m tests.house.docs DIR`."
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def notebooks() -> list[Path]:
    "Every notebook of the source."
    return sorted(p for p in (ROOT / "nbs").rglob("*.ipynb") if ".ipynb_checkpoints" not in p.parts)


def page(path: Path) -> tuple[str, list[str]]:
    "The page of a notebook as it lies there, and what could not be shown."
    import nbformat

    from brainkit.apps.page import render
    return render(nbformat.read(path, as_version=4), code="shown", path=str(path.parent))


if __name__ == "__main__":
    out = Path(sys.argv[1])
    wrong = 0
    for path in notebooks():
        html, problems = page(path)
        target = out / path.relative_to(ROOT / "nbs").with_suffix(".html")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(html, encoding="utf-8")
        for problem in problems:
            print(f"{path.relative_to(ROOT)}: {problem}")
        wrong += len(problems)
    print(f"{len(notebooks())} pages in {out}, {wrong} problems")
    raise SystemExit(bool(wrong))
