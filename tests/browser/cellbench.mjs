// The bench for a cell: a slider is moved by the keyboard, and the traces follow it; then the cell is clamped by voltage.
import { figures, fingerprint, numbers, runNotebook, session, until } from "./steps.mjs";

const BENCH = ".brainkit-cellbench";

const trace = async (page, name) => { const { x, y } = await numbers(page, name, ["x", "y"]); return { points: y.length, last: x[x.length - 1], high: Math.max(...y), mark: fingerprint(y) }; };

// Waits until the line of that name is another one than before.
const followed = (page, name, before, what) => until(page, what, ([bench, name, before]) => {
  const trace = [...document.querySelectorAll(`${bench} .js-plotly-plot`)].flatMap((figure) => figure._fullData ?? []).find((trace) => trace.name === name);
  return Math.abs([...trace.y].reduce((sum, value, k) => sum + value * (1 + (k % 97)), 0) - before) > 1e-6 && document.querySelector(`${bench} .brainkit-status`);
}, [BENCH, name, before]);

await session(async (page, { url, shot }) => {
  await runNotebook(page, url);
  await figures(page, BENCH, 2);
  await page.locator(BENCH).scrollIntoViewIfNeeded();
  const first = await trace(page, "voltage");

  const sodium = page.locator(`${BENCH} .widget-hslider`, { hasText: "g na" }).locator(".noUi-handle");
  await sodium.focus();
  await page.keyboard.press("Home");
  await followed(page, "voltage", first.mark, "the voltage to follow the sodium slider");
  const shut = await trace(page, "voltage"), still = await trace(page, "I na");

  const before = await trace(page, "command");
  await page.locator(`${BENCH} select`).nth(1).selectOption("voltage step");
  await followed(page, "command", before.mark, "the clamp to be one of voltage");
  const clamped = await trace(page, "voltage");
  if (shot) await page.screenshot({ path: shot });
  return { first, shut, still, clamped };
});
