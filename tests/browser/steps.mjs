// What every test of an app needs: a page that can reach this machine only, a notebook that is run, figures that are read, points of a scene on the screen.
import { pathToFileURL } from "node:url";

const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
  "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"];
const PATIENCE = 90_000;
const SLOW = "[anywidget] Failed to initialize model";  // said after two seconds on a machine that is busy; the widget comes none the less
const LOCAL = (url) => /^(data|blob|about|chrome):/.test(url) || new URL(url).hostname === "127.0.0.1";

// Runs `work(page, given)` in a browser and prints what it returns with what the page asked of others (`blocked`) and complained of (`errors`). No name but this machine's is found. The
// scripts of a session share the folder `profile`, so that JupyterLab is fetched and compiled once; to intercept requests would switch that off.
export async function session(work) {
  const given = JSON.parse(process.argv[2]);
  const { chromium } = await import(pathToFileURL(`${given.playwright}/index.mjs`));
  const context = await chromium.launchPersistentContext(given.profile, { executablePath: given.chromium, args: FLAGS, viewport: { width: given.width ?? 1500, height: given.height ?? 1050 } });
  const seen = { blocked: [], errors: [] };
  let page;
  try {
    context.on("request", (request) => LOCAL(request.url()) || seen.blocked.push(request.url()));
    page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    page.on("console", (message) => message.type() === "error" && !message.text().includes(SLOW) && seen.errors.push(`${message.text()} (${message.location().url})`));
    page.on("pageerror", (error) => String(error).includes(SLOW) || seen.errors.push(String(error.stack ?? error)));
    console.log(JSON.stringify({ ...(await work(page, given)), ...seen }));
  } catch (error) {
    if (page && given.shot) await page.screenshot({ path: given.shot }).catch(() => {});
    console.log(JSON.stringify({ failed: String(error.stack ?? error), ...seen }));
    process.exitCode = 1;
  } finally {
    await context.close();
  }
}

// Waits until `test(argument)` is true in the page; says what did not come if it never is.
export async function until(page, what, test, argument, timeout = PATIENCE) {
  await page.waitForFunction(test, argument, { timeout, polling: 100 }).catch(() => { throw new Error(`waited ${timeout / 1000} s in vain: ${what}`); });
}

// Opens a notebook and runs all its cells; throws with the traceback if one fails.
export async function runNotebook(page, url) {
  await page.goto(url);
  await until(page, "JupyterLab to start", () => window.jupyterapp !== undefined);
  await page.evaluate(() => window.jupyterapp.restored);
  await until(page, "the notebook to have a kernel", () => {
    const status = window.jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel?.status;
    return status === "idle";
  });
  await page.evaluate(() => window.jupyterapp.commands.execute("notebook:run-all-cells"));
  const traceback = await page.evaluate(() => [...document.querySelectorAll(".jp-RenderedText[data-mime-type='application/vnd.jupyter.stderr'] pre, .jp-OutputArea-output[data-mime-type*='error'] pre")]
    .map((element) => element.innerText).filter((text) => /Error/.test(text)).join("\n"));
  if (traceback) throw new Error(traceback);
}

// Waits until `count` figures below `selector` are drawn.
export async function figures(page, selector, count) {
  await until(page, `${count} figures in ${selector}`, ([selector, count]) => {
    const all = [...document.querySelectorAll(`${selector} .js-plotly-plot`)];
    return all.length === count && all.every((figure) => figure._fullLayout && figure._fullData?.length);
  }, [selector, count]);
}

// Numbers of the trace called `name` in any figure of the page, as plain (nested) lists: {x: [...], y: [...]}.
export function numbers(page, name, keys) {
  return page.evaluate(([name, keys]) => {
    const plain = (value) => ArrayBuffer.isView(value) ? [...value] : Array.isArray(value) ? value.map(plain) : value;
    for (const figure of document.querySelectorAll(".js-plotly-plot"))
      for (const trace of figure._fullData ?? [])
        if (trace.name === name) return Object.fromEntries(keys.map((key) => [key, plain(trace[key])]));
    return null;
  }, [name, keys]);
}

// Where point `index` of the 3D trace called `name` is on the screen, in pixels of the page, from the matrices of the scene's camera.
export function onScreen(page, name, index) {
  return page.evaluate(([name, index]) => {
    const times = (m, v) => [0, 1, 2, 3].map((row) => [0, 1, 2, 3].reduce((sum, k) => sum + m[4 * k + row] * v[k], 0));
    for (const figure of document.querySelectorAll(".js-plotly-plot"))
      for (const trace of figure._fullData ?? []) {
        if (trace.name !== name) continue;
        const scene = figure._fullLayout[trace.scene]._scene, { model, view, projection } = scene.glplot.cameraParams, scale = scene.dataScale ?? [1, 1, 1];
        const point = ["x", "y", "z"].map((axis, k) => trace[axis][index] * scale[k]);
        const [x, y, , w] = times(projection, times(view, times(model, [...point, 1])));
        const box = scene.container.getBoundingClientRect();
        return { x: box.left + box.width * (0.5 + (0.5 * x) / w), y: box.top + box.height * (0.5 - (0.5 * y) / w) };
      }
    return null;
  }, [name, index]);
}

// A sum that changes when any of the numbers does; numbers that are missing count as well.
export const fingerprint = (values) => values.flat().reduce((sum, value, k) => sum + (Number.isFinite(value) ? value : 1e6) * (1 + (k % 97)), 0);
