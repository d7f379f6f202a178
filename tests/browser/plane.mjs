// The phase plane of the tutorial: a slider is moved by the keyboard until its rest is lost, and the picture and the words follow.
import { runNotebook, session, until } from "./steps.mjs";

const state = (page) => page.evaluate(() => {
  const picture = document.querySelector("img.plane-picture");
  return { src: picture.src, width: picture.naturalWidth, told: document.querySelector(".plane-told").innerText, sliders: document.querySelectorAll(".plane .widget-hslider").length };
});

await session(async (page, { url, shot }) => {
  await runNotebook(page, url);
  await until(page, "the picture of the plane", () => document.querySelector("img.plane-picture")?.naturalWidth > 0 && document.querySelector(".plane-told")?.innerText);
  const first = await state(page), seen = [first];
  const handle = page.locator(".plane .widget-hslider", { hasText: /^a/ }).first().locator(".noUi-handle");
  await handle.scrollIntoViewIfNeeded();
  while (!seen.at(-1).told.includes("unstable") && seen.length < 8) {
    await handle.focus();
    await page.keyboard.press("ArrowRight");
    await until(page, "the slider to draw another plane", ({ src, told }) => document.querySelector("img.plane-picture").src !== src && document.querySelector(".plane-told").innerText !== told, seen.at(-1));
    seen.push(await state(page));
  }
  await until(page, "the last picture to be loaded", () => document.querySelector("img.plane-picture").complete);
  if (shot) await page.screenshot({ path: shot });
  return { first: first.told, last: seen.at(-1).told, pictures: new Set(seen.map(({ src }) => src)).size, moves: seen.length - 1, width: first.width, sliders: first.sliders };
});
