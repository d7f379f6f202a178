// The bench for a structure: a residue is picked on the cartoon, then on the map of pairs; a wrong variant is refused, another typed; colours are chosen; everything follows.
import { figures, fingerprint, numbers, onScreen, runNotebook, session, until } from "./steps.mjs";

const BENCH = ".brainkit-structure";

const said = (page, what) => until(page, `the words on ${what}`, ([bench, what]) => document.querySelector(`${bench} .brainkit-residue`)?.textContent.startsWith(what), [BENCH, what]);

const state = async (page) => ({ words: await page.locator(`${BENCH} .brainkit-residue`).innerText(), label: (await numbers(page, "picked", ["text"])).text, place: (await numbers(page, "picked", ["x", "y", "z"])),
  colours: fingerprint((await numbers(page, "chain", ["intensity"])).intensity), neighbours: await page.locator(`${BENCH} .brainkit-neighbours tr`).count() });

const type = async (page, text) => {
  const box = page.locator(`${BENCH} input[type=text]`).first();
  await box.fill(text);
  await box.press("Enter");
};

// Waits until the figure that holds the scene has a canvas, and gives its number of vertices.
const scene = async (page) => {
  await until(page, "a scene of its own", (bench) => document.querySelector(`${bench} .gl-container canvas`)?.width > 100, BENCH);
  return (await numbers(page, "chain", ["x"])).x.length;
};

await session(async (page, { url, shot }) => {
  await runNotebook(page, url);
  await figures(page, BENCH, 3);
  const vertices = await scene(page);
  await said(page, "R1648");
  await page.locator(BENCH).scrollIntoViewIfNeeded();
  const first = { ...(await state(page)), traces: await page.evaluate(() => [...document.querySelectorAll(".js-plotly-plot")].flatMap((figure) => figure._fullData.map((trace) => trace.name))) };
  if (shot) await page.locator(BENCH).screenshot({ path: shot });

  await type(page, "K1648H");
  await until(page, "the wrong residue to be refused", (bench) => document.querySelector(`${bench} .brainkit-error`)?.textContent.includes("has R at 1648, not K"), BENCH);
  const refused = await state(page);

  // Click on the cartoon, where a vertex is on the screen; what lies in front of it is named first, and that is what the click must pick.
  let named = null;
  for (let k = 0; k < 40 && !named; k++) {
    const place = await onScreen(page, "chain", Math.floor((vertices * (k + 0.5)) / 40));
    await page.mouse.move(place.x, place.y);
    await page.mouse.move(place.x + 1, place.y);
    named = await page.waitForFunction(() => [...document.querySelectorAll(".js-plotly-plot .hoverlayer text, .js-plotly-plot svg text")].map((text) => /^([A-Z]\d+): /.exec(text.textContent)?.[1]).find(Boolean), null, { timeout: 1500, polling: 100 }).then((found) => found.jsonValue(), () => null);
  }
  if (!named) throw new Error("no residue of the cartoon was named under the pointer");
  await page.mouse.down();                                  // held until the scene, drawn without a graphics card, has seen it
  await said(page, named);
  await page.mouse.up();
  const picked = { ...(await state(page)), named };

  await page.locator(`${BENCH} select`).nth(1).selectOption({ label: "distance from the picked" });
  await until(page, "other colours", ([before]) => {
    const trace = [...document.querySelectorAll(".js-plotly-plot")].flatMap((figure) => figure._fullData ?? []).find((trace) => trace.name === "chain");
    return trace && Math.min(...trace.intensity) < 1;
  }, [0]);
  const coloured = await state(page);

  // Click on the map at residue 400, 1200: the column is picked.
  const at = await page.evaluate((bench) => {
    const figure = [...document.querySelectorAll(`${bench} .js-plotly-plot`)].find((each) => each._fullData.some((trace) => trace.name === "pairs"));
    figure.scrollIntoView({ block: "center" });
    const box = figure.getBoundingClientRect(), { xaxis: x, yaxis: y } = figure._fullLayout;
    return { x: box.left + x._offset + x.d2p(1200), y: box.top + y._offset + y.d2p(400) };
  }, BENCH);
  await page.mouse.move(at.x, at.y);
  await page.mouse.move(at.x + 1, at.y);
  await until(page, "the pair under the pointer", () => [...document.querySelectorAll(".js-plotly-plot .hoverlayer text")].some((text) => /Å/.test(text.textContent)));
  await page.mouse.down();
  await page.mouse.up();
  await until(page, "a residue near 1200", (bench) => /^[A-Z](119|120)\d/.test(document.querySelector(`${bench} .brainkit-residue`)?.textContent ?? ""), BENCH);
  return { vertices, first, refused, picked, coloured, mapped: await state(page) };
});
