// Frames with structures in 3Dmol, in a page that may ask nothing of anybody: each is drawn, and a click on a place where an atom is names its residue.
import { readFileSync } from "node:fs";
import { session } from "./steps.mjs";

await session(async (page, { frames, shot }) => {
  await page.setContent(`<!DOCTYPE html><body style="margin:0">${readFileSync(frames, "utf8")}</body>`);
  const told = [];
  for (const handle of await page.locator("iframe").elementHandles()) {
    const frame = await handle.contentFrame();
    await frame.waitForSelector("html[data-drawn=yes]", { state: "attached" });
    const before = await frame.locator("#named").innerText();
    // Atoms that are drawn and alone: what is in front at their place is what the click names.
    const found = await frame.evaluate(() => {
      const box = document.getElementById("scene").getBoundingClientRect(), atoms = viewer.selectedAtoms({ atom: "CA" });
      const places = viewer.modelToScreen(atoms).map((p, k) => ({ x: p.x - window.scrollX, y: p.y - window.scrollY, name: told.name[rowOf(atoms[k])] }));
      const inside = places.filter((p) => p.x > box.left + 20 && p.x < box.right - 20 && p.y > box.top + 20 && p.y < box.bottom - 20);
      return { inside, ss: viewer.selectedAtoms({ atom: "CA" }).map((a) => a.ss).join(""), b: atoms.map((a) => a.b), atoms: viewer.selectedAtoms({}).length };
    });
    const at = await handle.boundingBox();
    let place = null;
    for (const each of found.inside.filter((_, k) => k % Math.ceil(found.inside.length / 40) === 0)) {
      await page.mouse.click(at.x + each.x, at.y + each.y);
      if ((await frame.locator("#named").innerText()) === before) continue;
      place = each;
      break;
    }
    // The label stands on the atom that was hit: which that is, by the model's own words, and how far from the click, in pixels.
    const hit = place && await frame.evaluate(({ x, y }) => {
      const at = viewer.labels.filter(Boolean).at(-1).stylespec.position, atom = viewer.selectedAtoms({}).find((a) => a.x === at.x && a.y === at.y && a.z === at.z), on = viewer.modelToScreen(at);
      return { residue: atom.resi, name: atom.resn, pixels: Math.hypot(on.x - window.scrollX - x, on.y - window.scrollY - y) };
    }, place);
    told.push({ before, named: await frame.locator("#named").innerText(), hit, ss: found.ss, b: found.b, atoms: found.atoms, labels: await frame.evaluate(() => viewer.labels.filter(Boolean).length) });
  }
  if (shot) await page.screenshot({ path: shot });
  return { told };
});
