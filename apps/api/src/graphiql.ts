import type { FastifyInstance } from 'fastify';

// The page holds all of itself, editor and workers too, so it loads nothing; it asks its own server alone.
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'unsafe-inline' blob:",
  'worker-src blob:',
  "style-src 'unsafe-inline'",
  'font-src data:',
  'img-src data:',
  "connect-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** GraphiQL at `/graphiql`, to try questions on the API while one develops; whoever is signed in asks. */
export function mountGraphiql(app: FastifyInstance): void {
  app.get('/graphiql', async (_request, reply) => {
    const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
    reply.raw.setHeader('content-security-policy', CONTENT_SECURITY_POLICY);
    return reply
      .type('text/html; charset=utf-8')
      .send(renderGraphiQL({ title: 'GraphiQL – BATT', endpoint: '/graphql', subscriptionsProtocol: 'SSE' }));
  });
}
