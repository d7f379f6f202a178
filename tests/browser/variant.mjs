// The bench for a variant: another one is typed, a wrong one refused, one clicked on the map; the ladder, the scores and the map follow.
import { figures, numbers, runNotebook, session, until } from "./steps.mjs";

const BENCH = ".brainkit-variant";

// Waits until all is known of the variant whose name the bench shows.
const known = (page, name) => until(page, `all that is known of ${name}`, ([bench, name]) => document.querySelector(`${bench} .brainkit-done`)?.textContent.includes(name), [BENCH, name]);

const state = (page) => page.evaluate((bench) => {
  const all = (query) => [...document.querySelectorAll(`${bench} ${query}`)];
  return { rungs: all(".brainkit-rung").map((row) => [row.dataset.scale, row.dataset.word]), scores: all(".brainkit-scores tr").length - 1, conflicts: all(".brainkit-conflict").length,
    gain: all(".brainkit-gain")[0]?.textContent, measured: all(".brainkit-measured tr").length - 1, residue: all(".brainkit-rung").find((row) => row.dataset.scale === "residue").textContent };
}, BENCH);

const type = async (page, text) => {
  const box = page.locator(`${BENCH} input[type=text]`).first();
  await box.fill(text);
  await box.press("Enter");
};

await session(async (page, { url, shot }) => {
  await runNotebook(page, url);
  await figures(page, BENCH, 2);
  await known(page, "Arg1648His");
  const first = { ...(await state(page)), asked: (await numbers(page, "asked", ["x"])).x };
  await page.locator(BENCH).scrollIntoViewIfNeeded();
  if (shot) await page.locator(BENCH).screenshot({ path: shot });

  await type(page, "SCN1A p.Lys1648His");
  await until(page, "the wrong residue to be refused", (bench) => document.querySelector(`${bench} .brainkit-error`)?.textContent.includes("has Arg at 1648, not Lys"), BENCH);
  const refused = { said: await page.locator(`${BENCH} .brainkit-error`).innerText(), ...(await state(page)) };

  await type(page, "SCN2A p.Arg1319Gln");
  await known(page, "SCN2A p.Arg1319Gln");
  const other = { ...(await state(page)), asked: (await numbers(page, "asked", ["x"])).x };

  // Click a change of the neighbourhood: the tile five residues to the right of the middle, at half of the height.
  const place = await page.evaluate((bench) => {
    const figure = [...document.querySelectorAll(`${bench} .js-plotly-plot`)].find((each) => each._fullData.some((trace) => trace.name === "neighbourhood"));
    figure.scrollIntoView({ block: "center" });
    const box = figure.getBoundingClientRect(), { xaxis2: x, yaxis2: y } = figure._fullLayout;
    return { x: box.left + x._offset + x.d2p(1324), y: box.top + y._offset + y._length / 2 + 2, residue: 1324 };
  }, BENCH);
  await page.mouse.move(place.x, place.y);
  await page.mouse.move(place.x + 1, place.y);
  await until(page, "the tile under the pointer to be named", () => [...document.querySelectorAll(".js-plotly-plot .hoverlayer text")].some((text) => /\d+/.test(text.textContent)));
  await page.mouse.down();
  await page.mouse.up();
  await known(page, `${place.residue}`);
  const clicked = { ...(await state(page)), asked: (await numbers(page, "asked", ["x"])).x, residue: place.residue };
  return { first, refused, other, clicked };
});
