// The live raster: inhibition is turned off by the keyboard, the spikes follow; then all is as before.
import { figures, fingerprint, numbers, runNotebook, session, until } from "./steps.mjs";

const BENCH = ".brainkit-raster";

const spikes = async (page) => { const { x } = await numbers(page, "spikes E", ["x"]); return { spikes: x.length, first: Math.min(...x), last: Math.max(...x), mark: fingerprint(x) }; };

// Waits until the excitatory spikes are others than before, and the bench has said how they fire.
const followed = (page, before, what) => until(page, what, ([bench, before]) => {
  const trace = [...document.querySelectorAll(`${bench} .js-plotly-plot`)].flatMap((figure) => figure._fullData ?? []).find((trace) => trace.name === "spikes E");
  return trace.x.length !== before && document.querySelector(`${bench} .brainkit-status`);
}, [BENCH, before]);

await session(async (page, { url, shot }) => {
  await runNotebook(page, url);
  await figures(page, BENCH, 1);
  await page.locator(BENCH).scrollIntoViewIfNeeded();
  const calm = await spikes(page);

  await page.locator(`${BENCH} .widget-hslider`, { hasText: /^g/ }).first().locator(".noUi-handle").focus();
  await page.keyboard.press("Home");
  await followed(page, calm.spikes, "the spikes to follow the slider of inhibition");
  const wild = await spikes(page);
  if (shot) await page.screenshot({ path: shot });

  await page.locator(`${BENCH} button`, { hasText: "start over" }).click();
  await followed(page, wild.spikes, "the spikes to be those of the beginning");
  return { calm, wild, back: await spikes(page) };
});
