// Prints the text of a PDF as pdf.js gives it: the items of each page in their
// order, a line break where an item ends a line, a form feed after each page.
//
//	node --input-type=module --eval SCRIPT FOLDER_OF_PDFJS_DIST FILE|--version
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

// pdf.js counts on these; node has them from 22 and 24 on.
Promise.withResolvers ??= function () {
  let resolve, reject;
  const promise = new this((yes, no) => ([resolve, reject] = [yes, no]));
  return { promise, resolve, reject };
};
Promise.try ??= function (f, ...args) {
  return new this((resolve) => resolve(f(...args)));
};

const [folder, file] = process.argv.slice(1); // with --eval there is no name of a script before them
const pdfjs = await import(pathToFileURL(join(folder, "legacy/build/pdf.mjs")).href);
if (file === "--version") {
  console.log(`pdf.js ${pdfjs.version}`);
  process.exit(0);
}
const task = pdfjs.getDocument({
  data: new Uint8Array(await readFile(file)),
  cMapUrl: join(folder, "cmaps/"),
  cMapPacked: true,
  standardFontDataUrl: join(folder, "standard_fonts/"),
  verbosity: 0,
});
const pdf = await task.promise;
for (let n = 1; n <= pdf.numPages; n++) {
  const page = await pdf.getPage(n);
  const { items } = await page.getTextContent();
  const text = items.map((i) => (i.str ?? "") + (i.hasEOL ? "\n" : "")).join("");
  process.stdout.write(text + "\f");
  page.cleanup();
}
await task.destroy();
