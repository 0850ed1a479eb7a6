// Prints what Lighthouse says of a page: `node lighthouse.mjs URL [NAME=VALUE]`, with a cookie in the browser's own jar.
import lighthouse from "lighthouse";
import puppeteer from "puppeteer-core";

const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const [url, cookie = ""] = process.argv.slice(2);

const browser = await puppeteer.launch({
  executablePath: process.env.CHROME_PATH,
  headless: true,
  args: ["--no-sandbox", "--disable-background-networking"],
});
try {
  if (cookie) {
    const at = cookie.indexOf("=");
    const page = await browser.newPage();
    await page.setCookie({ name: cookie.slice(0, at), value: cookie.slice(at + 1), url });
    await page.close();
  }
  const port = Number(new URL(browser.wsEndpoint()).port);
  const { lhr } = await lighthouse(url, { port, onlyCategories: CATEGORIES, disableStorageReset: true, logLevel: "silent" });
  const points = CATEGORIES.map((name) => Math.round(100 * (lhr.categories[name].score ?? 0)));
  console.log(JSON.stringify({ points, weight_bytes: lhr.audits["total-byte-weight"].numericValue }));
} finally {
  await browser.close();
}
