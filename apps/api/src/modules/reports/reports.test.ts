import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asSystem, asViewer } from '../../db/as-viewer.ts';
import { testDatabase } from '../../db/test-database.ts';
import type { TestNation } from '../../db/test-nation.ts';
import { testNation } from '../../db/test-nation.ts';
import { ask } from '../../test-client.ts';
import { checkAuditLog } from '../audit/audit.ts';
import { lockReports } from './reports.ts';

const { db, drop } = await testDatabase();
afterAll(drop);

let nation: TestNation;
beforeAll(async () => void (nation = await testNation(db)));

const BRO = '810034882';
const report = async (who: string, provider = BRO, year = 2024) => {
  const { data, errors } = await ask(
    db,
    who,
    `query ($provider: String!, $year: Int!) { report(provider: $provider, year: $year) {
      state late deadline submittedAt reopenedReason viewerCan parts { file rows previousRows state } imports { files }
    } }`,
    { provider, year },
  );
  expect(errors).toBeUndefined();
  return data.report;
};

const mutate = async (who: string, mutation: string, input: Record<string, unknown>, result: string) => {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}`;
  const { data, errors } = await ask(
    db,
    who,
    `mutation ($input: ${type}Input!) { ${mutation}(input: $input) { __typename ... on UserError { code } ... on ${type}Success { ${result} } } }`,
    { input },
  );
  expect(errors).toBeUndefined();
  return data[mutation];
};
const of2024 = { provider: BRO, year: 2024 };

describe('a report', () => {
  test('is there before it is begun, for those who may know', async () => {
    expect(await report('manager@bro.example')).toMatchObject({
      state: 'NOT_STARTED',
      deadline: '2025-01-15T23:00:00.000Z',
      viewerCan: ['read', 'create', 'update', 'submit'],
    });
    expect(await report('viewer@oslo.example')).toMatchObject({ state: 'NOT_STARTED', parts: [], viewerCan: ['read'] });
    for (const who of [
      'manager@raskt.example',
      'manager@agder.example',
      'manager@otherAssociation.example',
      'manager@frogner.example',
    ]) {
      expect(await report(who), who).toBeNull();
    }
    expect(await report('manager@bro.example', BRO, 1999)).toBeNull();
  });

  test('those who have not handed in are reminded by their county unit and association, once however often', async () => {
    const remind = (who: string, year = 2024) => mutate(who, 'remindProviders', { year }, 'reminded');
    const told = () =>
      asSystem(db, (trx) =>
        trx
          .selectFrom('notification')
          .innerJoin('organisation', 'organisation.id', 'notification.organisationId')
          .where('thing', '=', 'report-deadline:2024')
          .select(['organisation.number', 'notification.kind', 'notification.path', 'notification.details'])
          .orderBy('notification.id')
          .execute(),
      );
    const before = (await told()).length;
    const { reminded } = await remind('member@oslo.example');
    expect(reminded).toBeGreaterThan(0);
    const first = await told();
    expect(first.length).toBeGreaterThan(before);
    expect(first).toContainEqual({
      number: BRO,
      kind: 'deadline-soon',
      path: '/report?year=2024',
      details: expect.objectContaining({ year: 2024, date: '2025-01-15' }),
    });
    expect(await remind('member@oslo.example')).toMatchObject({ reminded });
    expect((await told()).length).toBe(first.length);
    // Only its own: none of those told lies under another county unit.
    const elsewhere = await asSystem(db, (trx) =>
      trx
        .selectFrom('organisation')
        .where('kind', '=', 'provider')
        .where('countyUnitId', '<>', nation.organisations.oslo)
        .select('number')
        .execute(),
    );
    expect(elsewhere.length).toBeGreaterThan(0);
    for (const { number } of elsewhere) expect(first.map((each) => each.number)).not.toContain(number);

    for (const who of ['viewer@oslo.example', 'manager@bro.example', 'manager@frogner.example'])
      expect((await remind(who)).__typename, who).toBe('ForbiddenError');
    expect((await remind('member@oslo.example', 1999)).__typename).toBe('NotFoundError');
  });

  test('is not handed in empty, nor by a member', async () => {
    expect(await mutate('manager@bro.example', 'submitReport', of2024, 'report { state }')).toEqual({
      __typename: 'ConflictError',
      code: 'report-empty',
    });
    expect((await mutate('member@bro.example', 'submitReport', of2024, 'report { state }')).__typename).toBe(
      'ForbiddenError',
    );
    expect((await mutate('manager@raskt.example', 'submitReport', of2024, 'report { state }')).__typename).toBe(
      'NotFoundError',
    );
  });

  test('tells what it holds, file by file', async () => {
    await asViewer(db, nation.viewer('bro', 'member'), async (trx) => {
      const providerId = nation.organisations.bro;
      await trx
        .insertInto('participation')
        .values([
          {
            providerId,
            participationId: 'p1',
            programme: 'AB',
            startDate: '2023-06-01',
            endDate: '2024-02-01',
            endReason: 'other',
          },
          // Ended before the year, but found work in it.
          {
            providerId,
            participationId: 'p2',
            programme: 'AB',
            startDate: '2022-06-01',
            endDate: '2023-02-01',
            endReason: 'other',
            employedDate: '2024-01-10',
          },
          {
            providerId,
            participationId: 'p3',
            programme: 'AB',
            startDate: '2021-06-01',
            endDate: '2021-12-31',
            endReason: 'other',
          },
        ])
        .execute();
      await trx.insertInto('healthAnswer').values({ providerId, year: 2024, question: 1, answer: true }).execute();
      const answers = Array.from({ length: 6 }, (_, index) => ({
        providerId,
        survey: 'nav' as const,
        year: 2024,
        responseId: `r${index}`,
        question: 1,
        answer: 4,
      }));
      const few = answers.slice(0, 4).map((answer) => ({ ...answer, survey: 'employee' as const }));
      await trx
        .insertInto('surveyAnswer')
        .values([...answers, ...few])
        .execute();
    });
    const { parts } = await report('viewer@bro.example');
    expect(parts).toContainEqual({ file: 'participations.csv', rows: 2, previousRows: 2, state: 'COMPLETE' });
    expect(parts).toContainEqual({ file: 'health_checklist.csv', rows: 1, previousRows: 0, state: 'STARTED' });
    expect(parts).toContainEqual({ file: 'staff_training.csv', rows: 0, previousRows: 0, state: 'NOT_STARTED' });
    expect((await report('manager@oslo.example')).parts, 'not for the county unit').toEqual([]);
  });

  test('is handed in late, or in time when the deadline was moved', async () => {
    expect(await mutate('manager@bro.example', 'submitReport', of2024, 'report { state late }')).toMatchObject({
      report: { state: 'SUBMITTED', late: true },
    });
    expect(await mutate('manager@bro.example', 'submitReport', of2024, 'report { state }')).toMatchObject({
      code: 'report-submitted',
    });
    const deadline = { ...of2024, deadline: '2035-01-01T00:00:00Z' };
    expect((await mutate('manager@bro.example', 'extendDeadline', deadline, 'report { late }')).__typename).toBe(
      'ForbiddenError',
    );
    expect(
      (await mutate('manager@otherAssociation.example', 'extendDeadline', deadline, 'report { late }')).__typename,
    ).toBe('NotFoundError');
    expect(
      await mutate('manager@operator.example', 'extendDeadline', deadline, 'report { late deadline }'),
    ).toMatchObject({
      report: { late: false, deadline: '2035-01-01T00:00:00.000Z' },
    });
  });

  test('counts for everybody, without telling whose', async () => {
    const { data } = await ask(
      db,
      'viewer@sor.example',
      '{ years { year state reportsIn reportsExpected late viewerCan } }',
    );
    expect(data.years[0]).toEqual({
      year: 2024,
      state: 'OPEN',
      reportsIn: 1,
      reportsExpected: 3,
      late: 0,
      viewerCan: ['read'],
    });
  });

  test('is listed for its county unit and its association', async () => {
    const list = async (who: string, args = '') => {
      const { data } = await ask(
        db,
        who,
        `{ reports(year: 2024${args}) { edges { node { provider { name } state } } } }`,
      );
      return data.reports.edges.map(
        ({ node }: { node: { provider: { name: string }; state: string } }) => `${node.provider.name} ${node.state}`,
      );
    };
    expect(await list('viewer@oslo.example')).toEqual(['Bro AS SUBMITTED', 'Raskt tilbake AS NOT_STARTED']);
    expect(await list('viewer@oslo.example', ', state: NOT_STARTED')).toEqual(['Raskt tilbake AS NOT_STARTED']);
    expect(await list('viewer@directorate.example', ', county: "1000"')).toEqual(['Sør AS NOT_STARTED']);
    expect(await list('viewer@bro.example')).toEqual(['Bro AS SUBMITTED']);
    expect(await list('viewer@frogner.example')).toEqual([]);
  });

  test('is locked with its year: answers shrink to counts, too few are gone', async () => {
    await asSystem(db, (trx) => lockReports(trx, 2024));
    expect(await report('manager@bro.example')).toMatchObject({ state: 'LOCKED' });
    await asSystem(db, async (trx) => {
      expect(await trx.selectFrom('surveyAnswer').selectAll().execute()).toEqual([]);
      expect(await trx.selectFrom('surveyCount').select(['survey', 'answers']).execute()).toEqual([
        { survey: 'nav', answers: 6 },
      ]);
    });
    expect(await mutate('manager@bro.example', 'submitReport', of2024, 'report { state }')).toMatchObject({
      code: 'report-locked',
    });
  });

  test('is reopened by the association, with a reason', async () => {
    const because = { ...of2024, reason: 'Feil i sluttårsak' };
    expect((await mutate('manager@bro.example', 'reopenReport', because, 'report { state }')).__typename).toBe(
      'ForbiddenError',
    );
    expect(
      await mutate('manager@operator.example', 'reopenReport', because, 'report { state reopenedReason }'),
    ).toMatchObject({
      report: { state: 'REOPENED', reopenedReason: 'Feil i sluttårsak' },
    });
    expect(await mutate('manager@operator.example', 'reopenReport', because, 'report { state }')).toMatchObject({
      code: 'report-not-submitted',
    });
  });
});

describe('a year', () => {
  test('is opened and closed by the operator’s managers', async () => {
    expect((await mutate('member@operator.example', 'openYear', { year: 2025 }, 'year { year }')).__typename).toBe(
      'ForbiddenError',
    );
    expect((await mutate('manager@directorate.example', 'openYear', { year: 2025 }, 'year { year }')).__typename).toBe(
      'ForbiddenError',
    );
    expect(
      await mutate('manager@operator.example', 'openYear', { year: 2025 }, 'year { state deadline viewerCan }'),
    ).toMatchObject({
      year: { state: 'OPEN', deadline: '2026-01-15T23:00:00.000Z', viewerCan: ['read', 'create', 'update', 'close'] },
    });
    expect(await mutate('manager@operator.example', 'openYear', { year: 2025 }, 'year { year }')).toMatchObject({
      code: 'year-exists',
    });
    expect(await mutate('manager@operator.example', 'closeYear', { year: 2025 }, 'year { state }')).toMatchObject({
      year: { state: 'CLOSED' },
    });
    expect(await mutate('manager@operator.example', 'closeYear', { year: 2025 }, 'year { state }')).toMatchObject({
      code: 'year-not-open',
    });
    expect(await mutate('manager@operator.example', 'closeYear', { year: 2019 }, 'year { state }')).toMatchObject({
      code: 'year-not-found',
    });
  });
});

describe('the audit log', () => {
  test('is read by the managers of who did it and of whom it was done to', async () => {
    const log = async (who: string) => {
      const { data } = await ask(db, who, '{ auditLog { edges { node { action subject organisation { number } } } } }');
      return data.auditLog.edges.map(({ node }: { node: { action: string } }) => node.action);
    };
    expect(await log('manager@bro.example')).toEqual(['reopen-report', 'extend-report', 'submit-report']);
    expect(await log('manager@operator.example')).toEqual([
      'close-year',
      'open-year',
      'reopen-report',
      'extend-report',
    ]);
    expect(await log('member@bro.example')).toEqual([]);
    expect(await log('manager@raskt.example')).toEqual([]);
  });

  test('is whole, and shows any change, gap or rewritten row', async () => {
    const check = () => asSystem(db, checkAuditLog);
    expect(await check()).toMatchObject({ entries: 7, brokenAt: null });
    const tamper = async (statement: string) => {
      let found: number | null = null;
      const undo = new Error('undo');
      await asSystem(db, async (trx) => {
        // As somebody with the whole database in hand.
        await sql
          .raw(`set local role batt_owner; alter table audit_entry disable row level security; ${statement};
          alter table audit_entry enable row level security; set local role batt_system`)
          .execute(trx);
        found = (await checkAuditLog(trx)).brokenAt;
        throw undo;
      }).catch((error) => {
        if (error !== undo) throw error;
      });
      return found;
    };
    expect(await tamper(`update audit_entry set details = '{}' where seq = 2`)).toBe(2);
    expect(await tamper(`update audit_entry set person_id = null where seq = 4`)).toBe(4);
    expect(await tamper('delete from audit_entry where seq = 3')).toBe(4);
    expect(await tamper('delete from audit_entry where seq = 1')).toBe(2);
    expect(await tamper('update audit_entry set seq = seq + 1 where seq = 7')).toBe(8);
  });

  test('cannot be changed by anybody who serves people', async () => {
    for (const statement of ['delete from audit_entry', `update audit_entry set action = ''`, 'truncate audit_entry']) {
      await expect(asSystem(db, (trx) => sql.raw(statement).execute(trx))).rejects.toThrow('permission denied');
    }
    const forged = asViewer(db, nation.viewer('bro'), (trx) =>
      sql`insert into audit_entry values (99, now(), null, null, null, 'x', 'x', '{}', '', '')`.execute(trx),
    );
    await expect(forged).rejects.toThrow('permission denied');
  });
});
