import { wilson } from '@batt/domain/benchmarks/intervals';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { asSystem } from '../../db/as-viewer.ts';
import { testDatabase } from '../../db/test-database.ts';
import { testNation } from '../../db/test-nation.ts';
import type { TestNation } from '../../db/test-nation.ts';
import { ask } from '../../test-client.ts';
import { installCatalogue } from '../indicators/indicators.ts';

const { db, drop } = await testDatabase();
afterAll(drop);
let nation: TestNation;

// 2023 is published: Bro is clearly above in job acquisition in AB, Raskt is not, and Sør's figure is hidden.
beforeAll(async () => {
  nation = await testNation(db);
  const { bro, raskt, sor, oslo, agder } = nation.organisations;
  await asSystem(db, async (trx) => {
    await installCatalogue(trx);
    await trx.insertInto('publication').values({ year: 2023, revision: 1, publishedByName: 'Anne' }).execute();
    await trx
      .updateTable('measurementYear')
      .set({ state: 'published', revision: 1 })
      .where('year', '=', 2023)
      .execute();
    const cell = { year: 2023, revision: 1, programme: 'AB', indicator: 'job-acquisition', indicatorVersion: 1 };
    await trx
      .insertInto('figure')
      .values([
        { ...cell, providerId: bro, countyUnitId: oslo, status: 'ok', value: 48, n: 90, verdict: 'clearly-better' },
        { ...cell, providerId: raskt, countyUnitId: oslo, status: 'ok', value: 31, n: 40, verdict: 'within' },
        { ...cell, providerId: sor, countyUnitId: agder, status: 'suppressed', verdict: 'none' },
      ])
      .execute();
    await trx
      .insertInto('result')
      .values([bro, raskt, sor].map((providerId) => ({ ...cell, providerId, status: 'ok' as const, value: 31, n: 40 })))
      .execute();
    await trx
      .insertInto('benchmark')
      .values({
        year: 2023,
        revision: 1,
        programme: 'AB',
        indicator: 'job-acquisition',
        mean: 30,
        providers: 3,
        ranked: 2,
        leftOut: 1,
        best: '[]',
      })
      .execute();
  });
});
beforeEach(() =>
  asSystem(db, (trx) =>
    trx
      .deleteFrom('practice')
      .execute()
      .then(() => undefined),
  ),
);

const STATE = `id title state version adoptions returnedReason reviewedBy viewerCan
  figures { indicator { code } programme { code } } evidence { year value n mean verdict about { indicator { code } } }
  questions { id body answer organisation { name } viewerCan } adopted { adoptedOn note course { year value mean change } }`;
const mutate = async (who: string, name: string, input: object) => {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}`;
  const answer = await ask(
    db,
    who,
    `mutation ($input: ${type}Input!) { result: ${name}(input: $input) { __typename
      ... on ${type}Success { practice { ${STATE} } } ... on UserError { code } ... on ValidationError { fields { path code } } } }`,
    { input },
  );
  expect(answer.errors).toBeUndefined();
  return answer.data.result;
};
const list = async (who: string, args = '') =>
  (await ask(db, who, `{ practices${args} { edges { node { title } } } }`)).data.practices.edges.map(
    ({ node }: { node: { title: string } }) => node.title,
  );

const WORDS = {
  title: 'Jobbsøk i gruppe fra første uke',
  what: 'Deltakerne søker jobb sammen to formiddager i uka.',
  why: 'Fellesskap gir mot til å ringe arbeidsgivere.',
  how: 'En veileder leder gruppa og ringer sammen med dem.',
  forWhom: 'Deltakere som er klare for ordinært arbeid.',
  figures: [{ indicator: 'job-acquisition', programme: 'AB' }],
};
const draft = (change: object = {}, who = 'member@bro.example') => mutate(who, 'savePractice', { ...WORDS, ...change });
const published = async (change: object = {}): Promise<string> => {
  const { id } = (await draft(change)).practice;
  await mutate('manager@bro.example', 'submitPractice', { id });
  await mutate('manager@operator.example', 'publishPractice', { id });
  return id;
};

describe('from draft to readers', () => {
  test('a provider that is reliably above writes, its association reviews, every member reads', async () => {
    const grounds = async (who: string) =>
      (await ask(db, who, '{ practiceGrounds { year value verdict about { programme { code } } } }')).data
        .practiceGrounds;
    expect(await grounds('member@bro.example')).toEqual([
      { year: 2023, value: 48, verdict: 'CLEARLY_BETTER', about: { programme: { code: 'AB' } } },
    ]);
    for (const who of ['raskt', 'sor', 'frogner']) expect(await grounds(`member@${who}.example`), who).toEqual([]);
    const { practice } = await draft();
    expect(practice).toMatchObject({ state: 'DRAFT', version: 1, evidence: [], viewerCan: ['update'] });
    expect(await list('manager@operator.example')).toEqual([]);
    const submitted = await mutate('manager@bro.example', 'submitPractice', { id: practice.id });
    expect(submitted.practice).toMatchObject({
      state: 'SUBMITTED',
      evidence: [{ year: 2023, value: 48, n: 90, mean: 30, verdict: 'CLEARLY_BETTER' }],
    });
    expect(await list('viewer@operator.example')).toEqual([WORDS.title]);
    expect(await list('manager@sor.example')).toEqual([]);
    const shown = await mutate('manager@operator.example', 'publishPractice', { id: practice.id });
    expect(shown.practice).toMatchObject({ state: 'PUBLISHED', reviewedBy: expect.any(String) });
    for (const who of ['sor', 'arendal', 'agder', 'directorate', 'otherAssociation']) {
      expect(await list(`viewer@${who}.example`), who).toEqual([WORDS.title]);
    }
  });

  test('given back with what to mend, mended, and handed in again', async () => {
    const { id } = (await draft()).practice;
    await mutate('manager@bro.example', 'submitPractice', { id });
    const back = await mutate('manager@operator.example', 'returnPractice', { id, reason: 'Si mer om hvordan.' });
    expect(back).toMatchObject({ __typename: 'ReturnPracticeSuccess' });
    const [own] = (await ask(db, 'member@bro.example', `{ practices { edges { node { ${STATE} } } } }`)).data.practices
      .edges;
    expect(own.node).toMatchObject({ state: 'RETURNED', returnedReason: 'Si mer om hvordan.' });
    const changed = await draft({ id, version: own.node.version, how: 'Slik: …' });
    expect(changed.practice).toMatchObject({ state: 'DRAFT' });
    expect(await list('manager@operator.example')).toEqual([]);
    const again = await mutate('manager@bro.example', 'submitPractice', { id });
    expect(again.practice).toMatchObject({ state: 'SUBMITTED', returnedReason: null });
  });

  test('a change of what is published is reviewed anew; what is withdrawn is gone for others', async () => {
    const id = await published();
    const { practice } = await draft({ id, version: 3, why: 'Ny innsikt.' });
    expect(practice).toMatchObject({ state: 'DRAFT' });
    expect(await list('manager@sor.example')).toEqual([]);
    const other = await published({ title: 'Noe annet' });
    await mutate('manager@bro.example', 'withdrawPractice', { id: other });
    expect(await list('manager@sor.example')).toEqual([]);
  });

  test.each([
    ['who is not reliably above', 'raskt', {}, [{ path: 'figures.job-acquisition', code: 'not-above' }]],
    ['whose figure is hidden', 'sor', {}, [{ path: 'figures.job-acquisition', code: 'not-above' }]],
    ['who leaves a part out', 'bro', { how: ' ' }, [{ path: 'how', code: 'required' }]],
    ['who says not what it is about', 'bro', { figures: [] }, [{ path: 'figures', code: 'required' }]],
  ])('not handed in: %s', async (_what, who, change, fields) => {
    const { id } = (await draft(change, `member@${who}.example`)).practice;
    const refused = await mutate(`manager@${who}.example`, 'submitPractice', { id });
    expect(refused).toMatchObject({ __typename: 'ValidationError', code: 'not-ready', fields });
  });

  test('two who change it at once: the second sees that it has changed', async () => {
    const { id } = (await draft()).practice;
    expect((await draft({ id, version: 1, why: 'A' })).practice.version).toBe(2);
    expect(await draft({ id, version: 1, why: 'B' })).toEqual({
      __typename: 'ConflictError',
      code: 'changed-meanwhile',
    });
  });

  test('an identity number never gets in', async () => {
    expect(await draft({ what: 'Deltaker 01010750160 fikk jobb.' })).toMatchObject({ __typename: 'ValidationError' });
  });

  test.each([
    ['a Nav office', 'member@frogner.example'],
    ['whoever may only read', 'viewer@bro.example'],
    ['an association', 'manager@operator.example'],
  ])('not written by %s', async (_who, email) => {
    expect(await draft({}, email)).toMatchObject({ __typename: 'ForbiddenError' });
  });

  test('reviewed by its own associations alone, and handed in by managers', async () => {
    const { id } = (await draft()).practice;
    expect(await mutate('member@bro.example', 'submitPractice', { id })).toMatchObject({
      __typename: 'ForbiddenError',
    });
    await mutate('manager@bro.example', 'submitPractice', { id });
    expect(await mutate('member@operator.example', 'publishPractice', { id })).toMatchObject({
      __typename: 'ForbiddenError',
    });
    for (const who of ['otherAssociation', 'raskt', 'directorate']) {
      const refused = await mutate(`manager@${who}.example`, 'publishPractice', { id });
      expect(refused, who).toEqual({ __typename: 'NotFoundError', code: 'unknown-practice' });
    }
  });
});

describe('finding, asking, adopting', () => {
  test('inflections are found, those that fit best first, page by page', async () => {
    await published({ title: 'Arbeidsgivere på besøk', what: 'Bedriftene kommer til oss.' });
    await published();
    await published({ title: 'Mat og mosjon', why: 'Helse.', what: 'Frokost hver dag.', how: 'Vi lager mat.' });
    const found = '(search: "arbeidsgiver bedrifter")';
    expect(await list('viewer@sor.example', found)).toEqual(['Arbeidsgivere på besøk']);
    expect(await list('viewer@sor.example', '(search: "arbeidsgiver")')).toEqual([
      'Arbeidsgivere på besøk',
      WORDS.title,
    ]);
    expect(await list('viewer@sor.example', '(search: "ARBEIDSGIVERE")')).toHaveLength(2);
    for (const nothing of ['rakett', "'", 'mat & | !', '\\\\']) {
      const answer = await ask(
        db,
        'viewer@sor.example',
        'query ($s: String) { practices(search: $s) { edges { cursor } } }',
        {
          s: nothing,
        },
      );
      expect(answer.errors, nothing).toBeUndefined();
    }
    expect(await list('viewer@sor.example', '(search: "rakett")')).toEqual([]);
    expect(await list('viewer@sor.example', '(indicator: "job-acquisition", programme: "AB")')).toHaveLength(3);
    expect(await list('viewer@sor.example', '(indicator: "health")')).toEqual([]);
    const page = `query ($after: String) { practices(search: "arbeidsgiver", first: 1, after: $after) {
      edges { node { title } } pageInfo { endCursor hasNextPage } } }`;
    const { practices: first } = (await ask(db, 'viewer@sor.example', page)).data;
    const { practices: second } = (await ask(db, 'viewer@sor.example', page, { after: first.pageInfo.endCursor })).data;
    expect([...first.edges, ...second.edges].map(({ node }) => node.title)).toEqual([
      'Arbeidsgivere på besøk',
      WORDS.title,
    ]);
    expect(second.pageInfo.hasNextPage).toBe(false);
  });

  test('a question is theirs until it is answered, then for all', async () => {
    const id = await published();
    await mutate('member@arendal.example', 'askAboutPractice', { id, body: 'Hvor mange i gruppa?' });
    const questions = async (who: string) =>
      (await ask(db, who, `{ node(id: "${id}") { ... on Practice { ${STATE} } } }`)).data.node.questions;
    expect(await questions('viewer@sor.example')).toEqual([]);
    expect(await questions('viewer@arendal.example')).toMatchObject([{ answer: null, viewerCan: [] }]);
    const [question] = await questions('member@bro.example');
    expect(question).toMatchObject({ viewerCan: ['answer'], organisation: { name: 'Nav Arendal' } });
    const answer = { id: question.id, answer: 'Seks til åtte.' };
    expect(await mutate('member@sor.example', 'answerPracticeQuestion', answer)).toMatchObject({
      code: 'unknown-question',
    });
    await mutate('member@bro.example', 'answerPracticeQuestion', answer);
    expect(await questions('viewer@sor.example')).toMatchObject([{ answer: 'Seks til åtte.' }]);
  });

  test('adopting is the adopter’s own; the practice tells how many', async () => {
    const id = await published();
    const adopted = await mutate('member@sor.example', 'adoptPractice', {
      id,
      adoptedOn: '2024-03-01',
      note: 'To grupper.',
    });
    expect(adopted.practice).toMatchObject({
      adoptions: 1,
      adopted: { adoptedOn: '2024-03-01', note: 'To grupper.', course: [{ year: 2023, value: 31, mean: 30 }] },
    });
    const again = await mutate('member@sor.example', 'adoptPractice', { id, adoptedOn: '2024-04-01', note: '' });
    expect(again.practice).toMatchObject({ adoptions: 1, adopted: { adoptedOn: '2024-04-01' } });
    const seen = (await ask(db, 'manager@bro.example', `{ node(id: "${id}") { ... on Practice { ${STATE} } } }`)).data;
    expect(seen.node).toMatchObject({ adoptions: 1, adopted: null, viewerCan: ['update', 'withdraw'] });
    expect(
      await mutate('member@bro.example', 'adoptPractice', { id, adoptedOn: '2024-04-01', note: '' }),
    ).toMatchObject({ code: 'own-practice' });
    expect(
      await mutate('member@arendal.example', 'adoptPractice', { id, adoptedOn: '2024-04-01', note: '' }),
    ).toMatchObject({ __typename: 'ForbiddenError' });
    expect((await mutate('member@sor.example', 'leavePractice', { id })).practice).toMatchObject({
      adoptions: 0,
      adopted: null,
    });
  });

  test('what came of it is told by the difference from the last year before, not by a rise alone', async () => {
    const { raskt } = nation.organisations;
    const id = await published();
    await asSystem(db, async (trx) => {
      const years = [2021, 2022];
      const opened = years.map((year) => ({ year, deadline: `${year + 1}-01-16T00:00:00+01:00` }));
      await trx.insertInto('measurementYear').values(opened).execute();
      const publications = years.map((year) => ({ year, revision: 1, publishedByName: 'Anne' }));
      await trx.insertInto('publication').values(publications).execute();
      await trx
        .updateTable('measurementYear')
        .set({ state: 'published', revision: 1 })
        .where('year', 'in', years)
        .execute();
    });
    const judged = async (numerator: number, denominator: number, indicatorVersion = 1) => {
      await asSystem(db, async (trx) => {
        const share = (part: number, whole: number) => {
          const { low, high } = wilson(part, whole);
          return {
            numerator: part,
            denominator: whole,
            n: whole,
            value: (100 * part) / whole,
            low: 100 * low,
            high: 100 * high,
          };
        };
        const cell = {
          revision: 1,
          programme: 'AB',
          indicator: 'job-acquisition',
          providerId: raskt,
          status: 'ok' as const,
        };
        await trx.deleteFrom('result').where('providerId', '=', raskt).where('year', '<>', 2023).execute();
        await trx
          .insertInto('result')
          .values([
            { ...cell, year: 2021, indicatorVersion: 1, ...share(12, 40) },
            { ...cell, year: 2022, indicatorVersion: 1, ...share(20, 40) },
          ])
          .execute();
        await trx
          .updateTable('result')
          .set({ ...share(numerator, denominator), indicatorVersion })
          .where('providerId', '=', raskt)
          .where('year', '=', 2023)
          .execute();
      });
      const input = { id, adoptedOn: '2022-03-01', note: '' };
      return (await mutate('member@raskt.example', 'adoptPractice', input)).practice.adopted.course.map(
        ({ year, change }: { year: number; change: string | null }) => [year, change],
      );
    };
    const before = [
      [2021, null],
      [2022, null],
    ];
    // From 30 % of 40: to 75 % and 52.5 % of 40, and to 45 %, which chance alone may give.
    expect(await judged(30, 40)).toEqual([...before, [2023, 'CLEARLY_BETTER']]);
    expect(await judged(21, 40)).toEqual([...before, [2023, 'BETTER']]);
    expect(await judged(18, 40)).toEqual([...before, [2023, 'WITHIN']]);
    expect(await judged(2, 40)).toEqual([...before, [2023, 'WEAKER']]);
    // Measured in another way, they do not compare.
    expect(await judged(30, 40, 2)).toEqual([...before, [2023, 'NONE']]);
  });

  test('the writer, the asker and the association are told', async () => {
    const id = await published();
    await mutate('member@arendal.example', 'askAboutPractice', { id, body: 'Hvor mange?' });
    const told = await asSystem(db, (trx) =>
      trx
        .selectFrom('notification')
        .innerJoin('organisation', 'organisation.id', 'notification.organisationId')
        .select(['organisation.name', 'notification.kind'])
        .distinct()
        .orderBy('name')
        .orderBy('notification.kind')
        .where('path', '=', `/practices/${encodeURIComponent(id)}`)
        .execute(),
    );
    expect(told).toEqual([
      { name: 'Attføringsbedriftene', kind: 'submitted' },
      { name: 'Bro AS', kind: 'asked' },
    ]);
  });

  test('a provider that is not above meets whom to learn from', async () => {
    await published();
    const suggested = async (provider: string, indicator: string) =>
      (
        await ask(
          db,
          'viewer@sor.example',
          `query ($provider: String!, $indicator: String!) { practiceSuggestions(provider: $provider, indicator: $indicator, programme: "AB") { title } }`,
          { provider, indicator },
        )
      ).data.practiceSuggestions;
    expect(await suggested(nation.numbers.sor, 'job-acquisition')).toEqual([{ title: WORDS.title }]);
    expect(await suggested(nation.numbers.bro, 'job-acquisition')).toEqual([]);
    expect(await suggested(nation.numbers.sor, 'health')).toEqual([]);
    // Their order tells who is like a provider, so whoever may not read its scorecard gets none.
    expect(await suggested(nation.numbers.raskt, 'job-acquisition')).toEqual([]);
  });
});
