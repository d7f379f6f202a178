// The browser of tracks: the mutation is moved by the slider, its letter changed by a button, a wrong place refused; the tracks follow.
import { fingerprint, figures, numbers, runNotebook, session, until } from "./steps.mjs";

const BENCH = ".brainkit-tracks";

const told = async (page) => ({
  alternate: fingerprint([(await numbers(page, "alternate", ["y"])).y]), reference: fingerprint([(await numbers(page, "reference", ["y"])).y]),
  change: (await numbers(page, "change", ["y"])).y, at: (await numbers(page, "mutation", ["x"])).x[0], chosen: await numbers(page, "chosen", ["x", "y"]),
  said: await page.locator(`${BENCH} .brainkit-status, ${BENCH} .brainkit-error`).first().innerText(),
});

// Waits until the line of the mutation stands at `x` and the status names `text`.
const stands = (page, x, text) => until(page, `the mutation at ${x}, ${text}`, ([bench, x, text]) => {
  const trace = [...document.querySelectorAll(`${bench} .js-plotly-plot`)].flatMap((figure) => figure._fullData ?? []).find((each) => each.name === "mutation");
  return trace?.x[0] === x && document.querySelector(`${bench} .brainkit-status`)?.textContent.includes(text);
}, [BENCH, x, text]);

await session(async (page, { url, shot }) => {
  await runNotebook(page, url);
  await figures(page, BENCH, 1);
  await stands(page, 1500, "chr1:1,501");
  const first = await told(page);

  const handle = page.locator(`${BENCH} .noUi-handle, ${BENCH} .ui-slider-handle`).first();
  await handle.focus();
  await handle.press("ArrowRight");
  await stands(page, 1501, "chr1:1,502");
  const moved = await told(page);

  const other = "ACGT"[("ACGT".indexOf(moved.chosen.y[0]) + 2) % 4];
  await page.locator(`${BENCH} .widget-toggle-button, ${BENCH} .widget-toggle-buttons button`).filter({ hasText: new RegExp(`^${other}$`) }).click();
  await stands(page, 1501, `to ${other}`);
  const lettered = await told(page);

  if (shot) await page.locator(BENCH).screenshot({ path: shot });

  const box = page.locator(`${BENCH} input[type=text]`).first();
  await box.fill("7:1500");
  await box.press("Enter");
  await until(page, "the chromosome to be refused", (bench) => document.querySelector(`${bench} .brainkit-error`)?.textContent.includes("allowed: chr1"), BENCH);
  return { first, moved, lettered, refused: await told(page) };
});
