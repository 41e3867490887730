// What it costs to read what is published: `pnpm bench reads`. Starts the platform with the demo nation in a folder of its own and
// prints, for a scorecard, a county comparison and a ranking, the processor time of one request (API and PostgreSQL) beside that of
// one named statement that returns the finished JSON: the limit. Both take turns, so that a busy machine is busy for both.
// Processor time is read from /proc, so it needs Linux.
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { embeddedDatabase } from '../src/db/embedded.ts';
import { connectionConfig } from '../src/db/client.ts';

const YEAR = 2025;
const PROGRAMME = 'AB';
const COUNTY = '0300';
const ROUNDS = 7;
const REQUESTS = 100;

/** A read as outsiders ask it, and the best that one statement does for the same. */
interface Read {
  name: string;
  query: string;
  variables: Record<string, unknown>;
  limit: string;
  values: readonly unknown[];
}

const dataDir = mkdtempSync(path.join(tmpdir(), 'batt-bench-'));
const env = { ...process.env, BATT_DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'silent' };
const program = (name: string) => fileURLToPath(new URL(`${name}.js`, import.meta.url));
const server = spawn(process.execPath, [program('start')], { env, stdio: ['ignore', 'pipe', 'inherit'] });
try {
  const address = await addressOf(server);
  const database = await embeddedDatabase(dataDir);
  const client = new pg.Client(connectionConfig(database.url, 'batt_system'));
  await client.connect();
  await measure(server, address, client).finally(() => client.end());
} finally {
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  await ended;
  rmSync(dataDir, { recursive: true, force: true });
}

function readsOf(provider: string): Read[] {
  return [
    {
      name: 'scorecard',
      query: `query ($provider: String!, $year: Int!, $programme: String!) {
      scorecard(provider: $provider, year: $year, programme: $programme) {
        rows {
          indicator { code } own { value n interval { low high } status } previous { value } nationalMean countyMean
          best { provider { name } value } rank { position of } target { level value low high } targetStatus
        }
      }
    }`,
      variables: { provider, year: YEAR, programme: PROGRAMME },
      limit: `with slot as materialized (
          select p.id, p.county_unit_id, y.year, y.revision, before.year as year_before, before.revision as revision_before
          from organisation p join measurement_year y on y.year = $2
          left join measurement_year before on before.year = y.year - 1
          where p.kind = 'provider' and p.number = $1),
        benchmarks as materialized (
          select b.indicator, b.area_id, b.mean, b.best, b.ranked from slot join benchmark b on b.year = slot.year
            and b.revision = slot.revision and (b.programme = $3 or b.programme is null)
            and (b.area_id is null or b.area_id = slot.county_unit_id)),
        targets as materialized (
          select distinct on (indicator) indicator, level, value, low, high from (
            select 1 as nearest, 'local' as level, indicator, agreed_value as value, agreed_low as low, agreed_high as high
            from slot join local_target t on t.provider_id = slot.id and t.year = slot.year
            where agreed_at is not null and state <> 'withdrawn' and (t.programme = $3 or t.programme is null)
            union all
            select case level when 'county' then 2 else 3 end, level, indicator, value, low, high
            from slot join general_target t on t.year = slot.year and t.state = 'published'
              and (t.level = 'national' or t.owner_id = slot.county_unit_id)
            where t.programme = $3 or t.programme is null) t
          order by indicator, nearest)
        select jsonb_agg(jsonb_build_object(
          'indicator', f.indicator, 'own', jsonb_build_object('value', f.value, 'n', f.n, 'low', f.low, 'high', f.high, 'status', f.status),
          'previous', b.value, 'nationalMean', nation.mean, 'countyMean', county.mean, 'best', nation.best,
          'rank', jsonb_build_object('position', f.rank, 'of', nation.ranked),
          'target', jsonb_build_object('level', t.level, 'value', t.value, 'low', t.low, 'high', t.high)))::text as json
        from slot
        join figure f on f.provider_id = slot.id and f.year = slot.year and f.revision = slot.revision
          and (f.programme = $3 or f.programme is null)
        left join figure b on b.provider_id = slot.id and b.year = slot.year_before and b.revision = slot.revision_before
          and (b.programme = $3 or b.programme is null) and b.indicator = f.indicator
        left join benchmarks nation on nation.indicator = f.indicator and nation.area_id is null
        left join benchmarks county on county.indicator = f.indicator and county.area_id is not null
        left join targets t on t.indicator = f.indicator`,
      values: [provider, YEAR, PROGRAMME],
    },
    {
      name: 'comparison',
      query: `query ($county: String!, $year: Int!, $programme: String!) {
      comparison(county: $county, year: $year, programme: $programme) {
        indicators { code } nation countyMeans rows { provider { number name } cells { status value n verdict } }
      }
    }`,
      variables: { county: COUNTY, year: YEAR, programme: PROGRAMME },
      limit: `select jsonb_build_object('rows', (
        select jsonb_agg(jsonb_build_object('number', p.number, 'name', p.name, 'cells', (
          select jsonb_agg(jsonb_build_array(f.indicator, f.status, f.value, f.n, f.verdict))
          from figure f where f.provider_id = p.id and f.year = y.year and f.revision = y.revision
            and (f.programme = $3 or f.programme is null))) order by p.name)
        from organisation p where p.kind = 'provider' and p.county_unit_id = c.id), 'means', (
        select jsonb_agg(jsonb_build_array(b.indicator, b.area_id, b.mean)) from benchmark b
        where b.year = y.year and b.revision = y.revision and (b.programme = $3 or b.programme is null)
          and (b.area_id is null or b.area_id = c.id)))::text as json
      from organisation c join measurement_year y on y.year = $2 where c.kind = 'county-unit' and c.number = $1`,
      values: [COUNTY, YEAR, PROGRAMME],
    },
    {
      name: 'ranking',
      query: `query ($year: Int!, $programme: String!) {
      ranking(indicator: "job-acquisition", programme: $programme, year: $year, first: 100) {
        edges { node { provider { number name } rank value n } }
      }
    }`,
      variables: { year: YEAR, programme: PROGRAMME },
      limit: `select jsonb_agg(jsonb_build_array(number, name, rank, value, n) order by position)::text as json
      from (
        select p.number, p.name, f.rank, f.value, f.n, f.position
        from measurement_year y
        join figure f on f.year = y.year and f.revision = y.revision and f.indicator = 'job-acquisition' and f.programme = $2
        join organisation p on p.id = f.provider_id
        where y.year = $1 and f.rank is not null order by f.position limit 100
      ) ranked`,
      values: [YEAR, PROGRAMME],
    },
  ];
}

async function measure(api: ChildProcess, address: string, client: pg.Client): Promise<void> {
  const one = async (statement: string): Promise<string> =>
    String(Object.values((await client.query<Record<string, unknown>>(statement)).rows[0] ?? {})[0]);
  const provider = await one(
    `select min(p.number) from organisation p join organisation c on c.id = p.county_unit_id
     join figure f on f.provider_id = p.id and f.year = ${YEAR} and f.programme = '${PROGRAMME}' and f.rank is not null
     where c.number = '${COUNTY}'`,
  );
  const email = await one(
    `select min(p.email) from person p join membership m on m.person_id = p.id join organisation o on o.id = m.organisation_id
     where o.kind = 'county-unit' and o.number = '${COUNTY}'`,
  );
  const made = spawnSync(process.execPath, [program('batt'), 'token', 'create', '--as', email], {
    env,
    encoding: 'utf8',
  });
  if (made.status !== 0) throw new Error(made.stderr);
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${made.stdout.trim()}` };

  const ownBackend = Number(await one('select pg_backend_pid()'));
  const backends = async () => {
    const { rows } = await client.query<{ pid: number }>(
      `select pid from pg_stat_activity where application_name in ('batt_nobody', 'batt_system') and pid <> ${ownBackend}`,
    );
    return rows.map(({ pid }) => pid);
  };

  // What the platform does by itself after its start is over when it spends next to nothing.
  const all = async () => [...(await backends()), api.pid ?? 0].reduce((sum, pid) => sum + (spentBy(pid) || 0), 0);
  for (let before = -Infinity, now = await all(); now - before > 50; now = await all()) {
    before = now;
    await setTimeout(2_000);
  }

  for (const { name, query, variables, limit, values } of readsOf(provider)) {
    const body = JSON.stringify({ query, variables });
    const ask = async () => {
      const response = await fetch(`${address}/graphql`, { method: 'POST', headers, body });
      const text = await response.text();
      if (!response.ok || text.includes('"errors"')) throw new Error(`${name}: ${text.slice(0, 500)}`);
    };
    const state = async () => {
      const { rows } = await client.query<{ json: string | null }>({ name, text: limit, values: [...values] });
      if (!rows[0]?.json) throw new Error(`${name}: the statement finds nothing`);
    };
    const requests: Cost[] = [];
    const statements: Cost[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const theirs = [...(await backends()), api.pid ?? 0];
      const request = await costOf(ask, theirs);
      // The client of the statement is what an API cannot do without.
      const own = () => process.cpuUsage();
      const start = own();
      const statement = await costOf(state, [ownBackend]);
      const { user, system } = process.cpuUsage(start);
      statement.cpu += (user + system) / 1000 / REQUESTS;
      // The first round warms up.
      if (round > 0) {
        requests.push(request);
        statements.push(statement);
      }
    }
    const [request, statement] = [middle(requests), middle(statements)];
    process.stdout.write(
      `${name}\n  request   ${told(request)}\n  statement ${told(statement)}\n` +
        `  ratio     ${(request.cpu / statement.cpu).toFixed(1)} by processor time\n`,
    );
  }
}

/** Of one request, in milliseconds. */
interface Cost {
  cpu: number;
  elapsed: number;
}

/** What a work costs the processes; one that ends meanwhile is left out. */
async function costOf(work: () => Promise<void>, pids: readonly number[]): Promise<Cost> {
  const elapsed: number[] = [];
  const before = pids.map(spentBy);
  for (let index = 0; index < REQUESTS; index++) {
    const start = performance.now();
    await work();
    elapsed.push(performance.now() - start);
  }
  const spent = pids.map((pid, index) => spentBy(pid) - (before[index] ?? 0));
  const cpu = spent.reduce((sum, one) => sum + (Number.isNaN(one) ? 0 : one), 0) / REQUESTS;
  return { cpu, elapsed: middleOf(elapsed) };
}

function told({ cpu, elapsed }: Cost): string {
  return `${cpu.toFixed(2)} ms of processor time, ${elapsed.toFixed(2)} ms until answered`;
}

function middle(costs: readonly Cost[]): Cost {
  return { cpu: middleOf(costs.map(({ cpu }) => cpu)), elapsed: middleOf(costs.map(({ elapsed }) => elapsed)) };
}

function middleOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** What a process has spent so far, in milliseconds: the 14th and 15th field of `/proc/PID/stat`, in hundredths of a second. */
function spentBy(pid: number): number {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return Number.NaN;
  const fields = readFileSync(file, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return 10 * (Number(fields[11]) + Number(fields[12]));
}

/** Where the server says that it is ready. */
async function addressOf({ stdout }: ChildProcess): Promise<string> {
  if (!stdout) throw new Error('The server has no output.');
  for await (const line of createInterface({ input: stdout })) {
    const found = /ready at (\S+)/.exec(line)?.[1];
    if (found) return found;
  }
  throw new Error('The server did not start.');
}
