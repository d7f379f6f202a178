// The bench for a whole brain: a slider is moved by the keyboard, a region is taken out by a click on its marker and given back by another.
import { figures, fingerprint, numbers, onScreen, runNotebook, session, until } from "./steps.mjs";

const BENCH = ".brainkit-wholebrain";

const state = async (page) => {
  const mean = (await numbers(page, "mean of regions", ["y"])).y, carpet = (await numbers(page, "carpet", ["z", "y"])), colours = (await numbers(page, "cortex", ["intensity"])).intensity;
  return { mean: fingerprint(mean), points: mean.length, silent: carpet.y.filter((_, k) => carpet.z[k].every((value) => !Number.isFinite(value))), colours: fingerprint(colours), symbols: (await numbers(page, "regions", ["marker"])).marker.symbol,
    handles: (await numbers(page, "handles", ["x"])).x.reduce((sum, x) => sum + x, 0) };
};

// Waits until the bench has answered: its status is another one, and the colours of the cortex are others than before.
const answered = (page, before, what) => until(page, what, ([bench, before]) => {
  const trace = [...document.querySelectorAll(`${bench} .js-plotly-plot`)].flatMap((figure) => figure._fullData ?? []).find((trace) => trace.name === "cortex");
  const colour = [...trace.intensity].reduce((sum, value, k) => sum + value * (1 + (k % 97)), 0);
  return Math.abs(colour - before) > 1e-9 && document.querySelector(`${bench} .brainkit-status`);
}, [BENCH, before]);

// Moves the pointer to a place in the scene and on it by a pixel to and fro, since a figure looks under the pointer when it moves, until the figure says which region is there.
const point = async (page, place, region) => {
  const named = (region) => [...document.querySelectorAll(".js-plotly-plot svg text")].some((text) => text.textContent.includes(region));
  for (let k = 0; k < 200; k++) {
    await page.mouse.move(place.x + (k % 2), place.y);
    if (await page.waitForFunction(named, region, { timeout: 400, polling: 50 }).then(() => true, () => false)) return;
  }
  throw new Error(`${region} is not under the pointer at ${JSON.stringify(place)}`);
};

const click = async (page) => { await page.mouse.down(); await page.mouse.up(); };

// The number of the region whose marker stands farthest from all others on the screen.
const alone = async (page, count) => {
  const at = [];
  for (let k = 0; k < count; k++) at.push(await onScreen(page, "regions", k));
  const gap = at.map((p, k) => Math.min(...at.filter((_, j) => j !== k).map((q) => Math.hypot(p.x - q.x, p.y - q.y))));
  return gap.indexOf(Math.max(...gap));
};

// Where a marker and its handle are on the screen, once they are in one place; where they are after all, if that never happens.
const together = async (page, number) => {
  for (let left = 300; ; left--) {
    const marker = await onScreen(page, "regions", number), handle = await onScreen(page, "handles", number);
    if (Math.hypot(marker.x - handle.x, marker.y - handle.y) < 1 || !left) return [marker, handle];
    await page.waitForTimeout(100);
  }
};

await session(async (page, { url, labels, shot }) => {
  await runNotebook(page, url);
  await figures(page, BENCH, 2);
  await until(page, "a 3D scene", (bench) => document.querySelector(`${bench} .gl-container canvas`)?.width > 100, BENCH);
  await page.locator(BENCH).scrollIntoViewIfNeeded();
  const number = await alone(page, labels.length), region = labels[number];
  const first = await state(page);

  await page.locator(`${BENCH} .widget-hslider`, { hasText: "strength" }).locator(".noUi-handle").focus();
  await page.keyboard.press("ArrowRight");
  await answered(page, first.colours, "the slider to move the traces and the colours");
  const moved = await state(page);

  const place = await onScreen(page, "regions", number), handle = await onScreen(page, "handles", number);
  await point(page, place, region);
  await click(page);
  await answered(page, moved.colours, "the click on the marker to take the region out");
  await until(page, "the region in the list", ([bench, region]) => [...document.querySelectorAll(`${bench} .jupyter-widget-tag`)].some((tag) => tag.textContent.includes(region)), [BENCH, region]);
  const out = await state(page);
  if (shot) await page.screenshot({ path: shot });

  // A drag turns the head, and its handles with it, and takes nothing out though it begins on a marker.
  await point(page, place, region);
  await page.mouse.down();
  await page.mouse.move(place.x + 60, place.y + 10, { steps: 6 });
  await page.mouse.up();
  await until(page, "the handles to follow the turned head", (before) => {
    const handles = [...document.querySelectorAll(".js-plotly-plot")].flatMap((figure) => figure._fullData ?? []).find((trace) => trace.name === "handles");
    return Math.abs([...handles.x].reduce((sum, x) => sum + x, 0) - before) > 1;
  }, out.handles);
  const [again, handled] = await together(page, number), turned = await state(page);

  await point(page, again, region);
  await click(page);
  await answered(page, turned.colours, "another click to give it back");
  await until(page, "the list to be empty", ([bench, region]) => ![...document.querySelectorAll(`${bench} .jupyter-widget-tag`)].some((tag) => tag.textContent.includes(region)), [BENCH, region]);
  const back = await state(page);
  return { number, region, first, moved, out, turned, back, apart: [Math.hypot(place.x - handle.x, place.y - handle.y), Math.hypot(again.x - handled.x, again.y - handled.y)], travelled: Math.hypot(again.x - place.x, again.y - place.y) };
});
