import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { examine } from './graphql-limits.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.map': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};
const COMPRESSIBLE = /\.(html|js|css|json|webmanifest|svg|map|txt)$/;

/** What `vite build` of the web client leaves behind. */
export const builtWebClient = fileURLToPath(new URL('../../web/dist', import.meta.url));

/** Whether there is a web client to serve. */
export function isBuilt(folder = builtWebClient): boolean {
  return existsSync(join(folder, 'index.html'));
}

interface File {
  path: string;
  bytes: Buffer;
  etag: string;
  /** The bytes by content encoding, made when first asked for. */
  encoded: Map<string, Promise<Buffer>>;
}

interface WebClient {
  /** By path. */
  files: Map<string, File>;
  /** Of its GraphQL documents, as `examine` spells them. */
  definitions: Set<string>;
}

/** The built web client in memory, as it is now: a new build while the server runs (`pnpm dev`) is read with its page. */
export function openWebClient(folder = builtWebClient): () => WebClient {
  let client: WebClient = { files: new Map(), definitions: new Set() };
  let readAt = 0;
  return () => {
    const builtAt = isBuilt(folder) ? statSync(join(folder, 'index.html')).mtimeMs : 0;
    if (builtAt !== readAt) {
      const files = builtAt ? readFiles(folder) : new Map<string, File>();
      const list = files.get('/documents.json');
      files.delete('/documents.json');
      const documents = z.array(z.string()).parse(JSON.parse(list?.bytes.toString() ?? '[]'));
      client = { files, definitions: new Set(documents.flatMap((document) => examine(document).definitions)) };
      readAt = builtAt;
    }
    return client;
  };
}

/**
 * Serves the web client; every path that is no file of its own is the client's to route. Files under `/assets` have
 * their content's hash in their name and never change.
 */
export function mountWebClient(app: FastifyInstance, current: () => WebClient): void {
  app.get('/*', async (request, reply) => {
    const path = new URL(request.url, 'http://own.invalid').pathname;
    const all = current().files;
    const asked = all.get(path);
    // A file that is not there must not be answered with a page.
    const page = extname(path) === '' ? all.get('/index.html') : undefined;
    const file = asked ?? page;
    if (!file) return reply.callNotFound();
    return send(file, request, reply);
  });
}

async function send(file: File, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  reply
    .type(TYPES[extname(file.path)] ?? 'application/octet-stream')
    .header('cache-control', file.path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
    .header('etag', file.etag)
    .header('vary', 'accept-encoding');
  if (request.headers['if-none-match'] === file.etag) return reply.code(304).send();
  const accepted = request.headers['accept-encoding'] ?? '';
  const encoding = COMPRESSIBLE.test(file.path) && ['br', 'gzip'].find((name) => accepted.includes(name));
  if (!encoding) return reply.send(file.bytes);
  let bytes = file.encoded.get(encoding);
  if (!bytes) {
    bytes = encode(encoding, file.bytes);
    file.encoded.set(encoding, bytes);
  }
  return reply.header('content-encoding', encoding).send(await bytes);
}

function encode(encoding: string, bytes: Buffer): Promise<Buffer> {
  return encoding === 'br'
    ? promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })
    : promisify(gzip)(bytes, { level: 9 });
}

function readFiles(folder: string): Map<string, File> {
  const files = new Map<string, File>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const place = join(entry.parentPath, entry.name);
    const path = `/${relative(folder, place).split(sep).join('/')}`;
    const bytes = readFileSync(place);
    const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
    files.set(path, { path, bytes, etag, encoded: new Map() });
  }
  return files;
}
