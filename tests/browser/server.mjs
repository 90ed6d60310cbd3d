// A host as small as can be: serves a folder over HTTP, compressed, on a free port of this machine, with the security policy
// that its `_headers` ask for.

import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { createGzip } from "node:zlib";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".xml": "application/xml",
  ".txt": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
};

// Serves `folder` below `base` ("/" or "/june/"). Returns the site's address and how to stop.
export async function host(folder, base = "/") {
  const [, policy] = /Content-Security-Policy: (.*)/.exec(readFileSync(join(folder, "_headers"), "utf8"));
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    let file = path.startsWith(base) ? join(folder, normalize(path.slice(base.length))) : "";
    if (existsSync(file) && statSync(file).isDirectory()) file = join(file, "index.html");
    const found = file.startsWith(folder) && existsSync(file);
    if (!found) file = join(folder, "404.html");
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    const isText = !type.startsWith("image/png");
    response.writeHead(found ? 200 : 404, {
      "content-type": type,
      "cache-control": "max-age=31536000",
      "content-security-policy": policy,
      ...(isText ? { "content-encoding": "gzip" } : {}),
    });
    const bytes = createReadStream(file);
    (isText ? bytes.pipe(createGzip({ level: 9 })) : bytes).pipe(response);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { url: `http://127.0.0.1:${server.address().port}${base}`, stop: () => server.close() };
}
