import { describe, expect, it } from 'vitest';
import { ACTIONS, actionsOn, defineAbilityFor, rowOf, rulesFor } from './ability.ts';
import type { SubjectName } from './ability.ts';
import { ROLES } from './viewer.ts';
import type { OrganisationKind, Role, Viewer } from './viewer.ts';

const COLUMNS = ['provider', 'nav-office', 'county-unit', 'directorate', 'association', 'operator'] as const;
type Column = (typeof COLUMNS)[number];
const kindOf = (column: Column): OrganisationKind => (column === 'operator' ? 'association' : column);

const viewerOf = (column: Column, role: Role, rest: Partial<Viewer> = {}): Viewer => ({
  personId: 'me',
  personName: 'Me',
  organisationId: 10,
  organisationKind: kindOf(column),
  role,
  isOperator: column === 'operator',
  countyUnitId: column === 'provider' || column === 'nav-office' ? 30 : null,
  providerIds: column === 'provider' ? [10] : column === 'directorate' ? [] : [1, 2],
  scope: 'write',
  ...rest,
});

/** A row that is as near to the viewer as one of its kind can be: its own, or that of a provider it has to do with. */
const near = (subject: SubjectName, column: Column) => ({
  id: subject === 'Person' ? 'me' : 10,
  personId: 'me',
  organisationId: 10,
  concernsId: 10,
  providerId: column === 'provider' ? 10 : 1,
  navOfficeId: column === 'nav-office' ? 10 : 20,
  countyUnitId: column === 'county-unit' ? 10 : 30,
  counterpartId: column === 'nav-office' || column === 'county-unit' ? 10 : 20,
  ownerId: 10,
  level: column === 'directorate' ? 'national' : 'county',
  state: subject === 'Practice' ? 'submitted' : 'draft',
});
/** The same of strangers. */
const far = (subject: SubjectName, column: Column) => ({
  ...near(subject, column),
  id: subject === 'Person' ? 'you' : 77,
  personId: 'you',
  organisationId: 77,
  concernsId: null,
  providerId: 77,
  navOfficeId: 77,
  countyUnitId: 77,
  counterpartId: 77,
  ownerId: 77,
});

/**
 * The oracle, written by hand from what each organisation is there for, not from the rules. For each organisation: what
 * a viewer may / a member besides / a manager besides. r read, c create, u update, d delete, s submit, o reopen,
 * x extend, e export, P publish, L close, S suspend, p propose, k counter, a agree, g sign, m comment, w withdraw,
 * M remind, n confirm, N open, R return, A adopt, q ask, y answer.
 */
const NEAR: Record<SubjectName, string> = {
  //               provider    nav-office   county-unit  directorate  association  operator
  Organisation: `   r//         r//          r//          r//          r//u         r//cu`,
  Person: `         ru//c       ru//c        ru//c        ru//c        ru//c        ru//cS`,
  Membership: `     r//cud      r//cud       r//cud       r//cud       r//cud       r//cud`,
  Session: `        rd//        rd//         rd//         rd//         rd//         rd//`,
  ApiToken: `       rcd//       rcd//        rcd//        rcd//        rcd//        rcd//`,
  Agreement: `      r//         r//          r//          r//          r//cud       r//cud`,
  Programme: `      r//         r//          r//          r//          r//          r//cu`,
  Indicator: `      r//         r//          r//          r//          r//          r//cu`,
  Suitability: `    r//         r//          r//          r//u         r//          r//`,
  MeasurementYear: `r//         r//          r//          r//          r//          r//cuLP`,
  Publication: `    r//         r//          r//          r//          r//          r//`,
  Report: `         r/cu/s      //           r/M/         r//          r/M/ox       r/M/ox`,
  DataRow: `        r/cud/      //           //           //e          //           //`,
  SurveyAnswer: `   r/cud/      //           //           //           //           //`,
  UploadedFile: `   /rcd/       //           //           //           //           //`,
  Import: `         r/c/        //           //           //           //           //`,
  Result: `         r//         //           //           //           //           //`,
  Figure: `         r//         r//          r//          r//          r//          r//`,
  Benchmark: `      r//         r//          r//          r//          r//          r//`,
  Favourite: `      r/cd/       r/cd/        r/cd/        r/cd/        r/cd/        r/cd/`,
  GeneralTarget: `  //          //           r/cud/P      r/cud/P      //           //`,
  TargetTalk: `     r//         r/u/         r//          //           //           //`,
  TargetDraft: `    r/cud/      r/cud/       //           //           //           //`,
  RunningFigure: `  r//         r//          r//          //           //           //`,
  LocalTarget: `    r/kamwo/g   r/pkamwo/g   r//          //           //           //`,
  Thread: `         r/cu/       r/cu/        r/cu/        //           //           //`,
  ThreadStep: `     r//         r//          r//          //           //           //`,
  Comment: `        r/cu/       r/cu/        r/cu/        //           //           //`,
  CommentEdit: `    r//         r//          r//          //           //           //`,
  Meeting: `        r/cu/nN     r/cu/n       r/cu/n       //           //           //`,
  MeetingConfirmation: `r//     r//          r//          //           //           //`,
  Action: `         r/cu/       r/cu/        r/cu/        //           //           //`,
  Notification: `   ru//        ru//         ru//         ru//         ru//         ru//`,
  NotificationChoice: `ru//     ru//         ru//         ru//         ru//         ru//`,
  Practice: `       r/cu/sw     //           //           //           r//PR        r//PR`,
  PracticeQuestion: `r/y/       r//          r//          r//          r//          r//`,
  PracticeAdoption: `r/ud/      //           //           //           //           //`,
  AuditEntry: `     //r         //r          //r          //r          //r          //r`,
};
const FAR: Record<SubjectName, string> = {
  //               provider    nav-office   county-unit  directorate  association  operator
  Organisation: `   r//         r//          r//          r//          r//          r//cu`,
  Person: `         //c         //c          //c          //c          //c          //rcuS`,
  Membership: `     //          //           //           //           //           //rcud`,
  Session: `        //          //           //           //           //           //`,
  ApiToken: `       //          //           //           //           //           //`,
  Agreement: `      //          //           //           r//          //           r//cud`,
  Programme: `      r//         r//          r//          r//          r//          r//cu`,
  Indicator: `      r//         r//          r//          r//          r//          r//cu`,
  Suitability: `    r//         r//          r//          r//u         r//          r//`,
  MeasurementYear: `r//         r//          r//          r//          r//          r//cuLP`,
  Publication: `    r//         r//          r//          r//          r//          r//`,
  Report: `         //          //           //           r//          //           r//ox`,
  DataRow: `        //          //           //           //e          //           //`,
  SurveyAnswer: `   //          //           //           //           //           //`,
  UploadedFile: `   //          //           //           //           //           //`,
  Import: `         //          //           //           //           //           //`,
  Result: `         //          //           //           //           //           //`,
  Figure: `         //          //           //           r//          //           //`,
  Benchmark: `      r//         r//          r//          r//          r//          r//`,
  Favourite: `      //          //           //           //           //           //`,
  GeneralTarget: `  //          //           //           //           //           //`,
  TargetTalk: `     //          //           //           //           //           //`,
  TargetDraft: `    //          //           //           //           //           //`,
  RunningFigure: `  //          //           //           //           //           //`,
  LocalTarget: `    //          //           //           //           //           //`,
  Thread: `         //          //           //           //           //           //`,
  ThreadStep: `     //          //           //           //           //           //`,
  Comment: `        //          //           //           //           //           //`,
  CommentEdit: `    //          //           //           //           //           //`,
  Meeting: `        //          //           //           //           //           //`,
  MeetingConfirmation: `//      //           //           //           //           //`,
  Action: `         //          //           //           //           //           //`,
  Notification: `   //          //           //           //           //           //`,
  NotificationChoice: `//       //           //           //           //           //`,
  Practice: `       //          //           //           //           //           r//PR`,
  PracticeQuestion: `//         //           //           //           //           //`,
  PracticeAdoption: `//         //           //           //           //           //`,
  AuditEntry: `     //          //           //           //           //           //`,
};
const LETTERS: Record<string, string> = {
  r: 'read',
  c: 'create',
  u: 'update',
  d: 'delete',
  s: 'submit',
  o: 'reopen',
  x: 'extend',
  M: 'remind',
  e: 'export',
  P: 'publish',
  L: 'close',
  S: 'suspend',
  p: 'propose',
  k: 'counter',
  a: 'agree',
  g: 'sign',
  m: 'comment',
  w: 'withdraw',
  n: 'confirm',
  N: 'open',
  R: 'return',
  A: 'adopt',
  q: 'ask',
  y: 'answer',
};

/** The actions that a line of the oracle gives a role. */
function expected(line: string, column: Column, role: Role): string[] {
  const cell = line.trim().split(/\s+/)[COLUMNS.indexOf(column)] ?? '';
  const letters = cell
    .split('/')
    .slice(0, ROLES.indexOf(role) + 1)
    .join('');
  return letters
    .split('')
    .map((letter) => LETTERS[letter] ?? letter)
    .sort();
}

const subjects = (Object.keys(ACTIONS) as SubjectName[]).sort();
const everyone = COLUMNS.flatMap((column) => ROLES.map((role) => [column, role] as const));

describe.each(everyone)('%s, %s', (column, role) => {
  const ability = defineAbilityFor(viewerOf(column, role));
  it.each(subjects)('%s', (subject) => {
    expect([...actionsOn(ability, subject, near(subject, column))].sort()).toEqual(
      expected(NEAR[subject], column, role),
    );
    expect([...actionsOn(ability, subject, far(subject, column))].sort()).toEqual(expected(FAR[subject], column, role));
  });

  it('reads published targets of all levels', () => {
    for (const level of ['national', 'county']) {
      const target = { ...far('GeneralTarget', column), level, state: 'published' };
      expect(actionsOn(ability, 'GeneralTarget', target)).toEqual(['read']);
    }
  });

  it('may no more than read with a token for reading', () => {
    const reader = defineAbilityFor(viewerOf(column, role, { scope: 'read' }));
    for (const subject of subjects) {
      const row = near(subject, column);
      expect(actionsOn(reader, subject, row)).toEqual(
        actionsOn(ability, subject, row).filter((action) => action === 'read'),
      );
    }
  });

  it('has rules of plain equality and $in alone, each on columns it names', () => {
    for (const { conditions, inverted, action } of rulesFor(viewerOf(column, role))) {
      expect(inverted).toBeFalsy();
      expect(action).not.toContain('manage');
      for (const condition of Object.values(conditions ?? {})) {
        expect(condition).toBeDefined();
        expect(typeof condition === 'object' ? Object.keys(condition as object) : ['plain']).toEqual(
          typeof condition === 'object' ? ['$in'] : ['plain'],
        );
      }
    }
  });
});

describe('special cases', () => {
  const can = (column: Column, role: Role, action: string, subject: SubjectName, row: object) =>
    (actionsOn(defineAbilityFor(viewerOf(column, role)), subject, row) as string[]).includes(action);

  it('lets nobody who is signed out do anything', () => {
    const ability = defineAbilityFor(null);
    for (const subject of subjects) expect(actionsOn(ability, subject, near(subject, 'provider'))).toEqual([]);
  });

  it('lets an office propose to a provider only while they have an agreement', () => {
    const target = { navOfficeId: 10, providerId: 77, countyUnitId: 30 };
    for (const action of ['propose', 'counter', 'agree', 'sign', 'reopen']) {
      expect(can('nav-office', 'manager', action, 'LocalTarget', target)).toBe(false);
    }
    expect(can('nav-office', 'manager', 'withdraw', 'LocalTarget', target)).toBe(true);
    expect(can('nav-office', 'member', 'create', 'Thread', { counterpartId: 10, providerId: 77 })).toBe(false);
  });

  it('lets an association run the people of its members, the directorate only its own', () => {
    const membership = { organisationId: 1, personId: 'you' };
    expect(can('association', 'manager', 'update', 'Membership', membership)).toBe(true);
    expect(can('association', 'member', 'read', 'Membership', membership)).toBe(false);
    expect(can('directorate', 'manager', 'read', 'Membership', membership)).toBe(false);
    expect(can('county-unit', 'manager', 'read', 'Membership', membership)).toBe(false);
  });

  it('gives whole scorecards of a county unit by the unit, not by the provider', () => {
    expect(can('county-unit', 'viewer', 'read', 'Figure', { providerId: 1, countyUnitId: 11 })).toBe(false);
    expect(can('county-unit', 'viewer', 'read', 'Figure', { providerId: 77, countyUnitId: 10 })).toBe(true);
  });

  it('lets only a manager take a published target away, and no owner set one on another level', () => {
    const published = { ownerId: 10, level: 'county', state: 'published' };
    expect(can('county-unit', 'member', 'delete', 'GeneralTarget', published)).toBe(false);
    expect(can('county-unit', 'member', 'update', 'GeneralTarget', published)).toBe(false);
    expect(can('county-unit', 'manager', 'delete', 'GeneralTarget', published)).toBe(true);
    expect(
      can('county-unit', 'manager', 'create', 'GeneralTarget', { ...published, level: 'national', state: 'draft' }),
    ).toBe(false);
  });

  it('lets every member ask about a published practice, and providers alone adopt it', () => {
    const practice = { providerId: 77, state: 'published' };
    expect(can('nav-office', 'member', 'ask', 'Practice', practice)).toBe(true);
    expect(can('nav-office', 'viewer', 'ask', 'Practice', practice)).toBe(false);
    expect(can('provider', 'member', 'adopt', 'Practice', practice)).toBe(true);
    expect(can('county-unit', 'manager', 'adopt', 'Practice', practice)).toBe(false);
    expect(can('association', 'manager', 'publish', 'Practice', { ...practice, providerId: 1, state: 'draft' })).toBe(
      false,
    );
  });

  it('leaves the row as it was', () => {
    const row = Object.freeze({ id: 1 });
    expect(rowOf('Organisation', row)).not.toBe(row);
    expect(Object.keys(row)).toEqual(['id']);
  });
});
