"README.md is nbs/index.ipynb as Markdown: `python -m tests.house.readme` writes it."
import json
from pathlib import Path

ROOT = Path(__file__).parents[2]


def rendered() -> str:
    "nbs/index.ipynb as Markdown: hidden cells, nbdev's directives and outputs left out."
    import nbformat
    from nbconvert import MarkdownExporter
    cells = []
    for cell in json.loads((ROOT / "nbs/index.ipynb").read_text(encoding="utf-8"))["cells"]:
        lines = "".join(cell["source"]).splitlines()
        if cell["cell_type"] == "code" and any(line.startswith("#| hide") for line in lines):
            continue
        source = "\n".join(line for line in lines if cell["cell_type"] == "markdown" or not line.startswith("#|"))
        new = nbformat.v4.new_markdown_cell if cell["cell_type"] == "markdown" else nbformat.v4.new_code_cell
        cells.append(new(source))
    nb = nbformat.v4.new_notebook(cells=cells, metadata={"language_info": {"name": "python"}})
    return MarkdownExporter().from_notebook_node(nb)[0].strip() + "\n"


def commands() -> list[str]:
    "The two commands of README.md, each a single line."
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return [block.split("```")[0].strip() for block in text.split("```sh\n")[1:]]


if __name__ == "__main__":
    (ROOT / "README.md").write_text(rendered(), encoding="utf-8")
    print("README.md written from nbs/index.ipynb")
