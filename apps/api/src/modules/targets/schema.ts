import { ConflictError } from '@batt/domain/errors';
import type { MoveKind } from '@batt/domain/targets/negotiation';
import type { Aim } from '@batt/domain/targets/status';
import { encodeGlobalID } from '@pothos/plugin-relay';
import { z } from 'zod';
import { asks, builder, byUuid, enumOf, gives } from '../../builder.ts';
import { connection } from '../../page.ts';
import { indicatorKey } from '../indicators/indicators.ts';
import { Indicator, programmeIfAny } from '../indicators/schema.ts';
import { NavOffice, Organisation, Provider } from '../organisations/schema.ts';
import { listSteps, moveTarget, proposeTarget, targetMoves } from './moves.ts';
import {
  aimInForce,
  findTargets,
  listTargets,
  publishGeneralTarget,
  removeGeneralTarget,
  setGeneralTarget,
  targetKey,
} from './targets.ts';
import type { StepRow } from './moves.ts';
import type { TargetRow } from './targets.ts';

export const TargetLevel = enumOf(
  'TargetLevel',
  'How far a target reaches. The nearest applies: local before county before national.',
  {
    national: 'Set by the directorate.',
    county: 'Set by a county unit.',
    local: 'Negotiated between a Nav office and a provider.',
  },
);

const TargetState = enumOf('TargetState', 'How far a target has come.', {
  draft: 'National or county: seen by its owner alone.',
  published: 'National or county: in force.',
  proposed: "Local: the Nav office's value stands.",
  countered: "Local: the provider's value stands.",
  agreed: 'Local: in force.',
  withdrawn: 'Local: taken back.',
});

const TargetStepKind = enumOf('TargetStepKind', 'What was done in a negotiation.', {
  propose: 'The Nav office put a value forward.',
  counter: 'Another value was put forward in its place.',
  agree: 'The value was accepted.',
  sign: 'A manager put the organisation behind what a member did.',
  comment: 'Something was said.',
  withdraw: 'The round was taken back.',
  reopen: 'A new round was begun on an agreed target.',
});

const TargetStep = builder.objectRef<StepRow>('TargetStep').implement({
  description: 'One step in the negotiation of a local target. Steps are kept for good.',
  fields: (t) => ({
    seq: t.exposeInt('seq', { description: 'Its number, from 1 without gaps.' }),
    round: t.exposeInt('round', { description: 'In which round it was taken.' }),
    kind: t.field({
      type: TargetStepKind,
      description: 'What was done.',
      resolve: (row) => row.kind as typeof TargetStepKind.$inferType,
    }),
    organisation: t.expose('organisationId', { type: Organisation, description: 'On which side.' }),
    personName: t.exposeString('personName', { description: 'By whom, as they were called then.' }),
    value: t.exposeFloat('value', { nullable: true, description: 'The value that was put forward, if one was.' }),
    low: t.exposeFloat('low', { nullable: true, description: 'The low end of the band that was put forward.' }),
    high: t.exposeFloat('high', { nullable: true, description: 'The high end of the band that was put forward.' }),
    grounds: t.exposeString('grounds', { nullable: true, description: 'Why, or what was said.' }),
    at: t.expose('createdAt', { type: 'DateTime', description: 'When.' }),
  }),
});

export const AimObject = builder.objectRef<Aim>('Aim').implement({
  description: 'What a target asks for: a value to reach, or a band to lie in.',
  fields: (t) => ({
    value: t.exposeFloat('value', { nullable: true, description: 'The value; null for a band.' }),
    low: t.exposeFloat('low', { nullable: true, description: 'The low end of the band.' }),
    high: t.exposeFloat('high', { nullable: true, description: 'The high end of the band.' }),
  }),
});

const shownAim = (row: TargetRow): Aim => aimInForce(row) ?? row;

/** A field of this type may resolve to the target's id or to a whole `TargetRow`. */
export const Target = builder.loadableNode('Target', {
  description: 'What an indicator is to reach: set by the directorate or a county unit, or negotiated locally.',
  ...byUuid(findTargets),
  fields: (t) => ({
    level: t.expose('level', { type: TargetLevel, description: 'How far it reaches.' }),
    owner: t.expose('ownerId', { type: Organisation, description: 'Who set it.' }),
    provider: t.expose('providerId', {
      type: Provider,
      nullable: true,
      description: 'The provider it is agreed with; local ones only.',
    }),
    navOffice: t.expose('navOfficeId', {
      type: NavOffice,
      nullable: true,
      description: 'The Nav office it is agreed with; local ones only.',
    }),
    indicator: t.field({
      type: Indicator,
      description: 'What it is set on.',
      resolve: (row) => indicatorKey(row.indicator, row.year),
    }),
    programme: t.expose('programme', programmeIfAny),
    year: t.exposeInt('year', { description: 'For which measurement year.' }),
    state: t.expose('state', { type: TargetState, description: 'How far it has come.' }),
    value: t.float({
      nullable: true,
      description: 'The value in force, also while a new round runs; before any agreement the one put forward last.',
      resolve: (row) => shownAim(row).value,
    }),
    low: t.float({
      nullable: true,
      description: 'The low end of such a band.',
      resolve: (row) => shownAim(row).low,
    }),
    high: t.float({
      nullable: true,
      description: 'The high end of such a band.',
      resolve: (row) => shownAim(row).high,
    }),
    proposal: t.field({
      type: AimObject,
      nullable: true,
      description: 'What was put forward last in the round that runs; none while nothing is negotiated.',
      resolve: (row) => (row.state === 'proposed' || row.state === 'countered' ? row : null),
    }),
    agreedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Since when it is in force: last agreed on, or published.',
      resolve: ({ agreedAt }) => (agreedAt === null ? null : new Date(agreedAt)),
    }),
    version: t.exposeInt('version', { description: 'What a move must name, so that two at once are found out.' }),
    round: t.exposeInt('round', { description: 'How many rounds of negotiation there have been.' }),
    turn: t.field({
      type: Organisation,
      nullable: true,
      description: 'Whose move a negotiation waits for.',
      resolve: (row) => row.turn && (row.turn === 'provider' ? row.providerId : row.navOfficeId),
    }),
    steps: t.loadableList({
      type: TargetStep,
      description: 'How it came about; for the two sides and their county unit.',
      load: (ids: string[], context) => listSteps(context, ids),
      resolve: (row) => row.id,
    }),
    applies: t.boolean({
      description: 'Whether it is in force. A nearer one may count instead of it.',
      resolve: (row) => aimInForce(row) !== null,
    }),
    viewerCan: t.loadableList({
      type: 'String',
      description:
        'What the viewer may do now: `counter`, `agree`, `sign`, `comment`, `withdraw`, `reopen`, `update`, `publish`, `delete`.',
      load: (rows: TargetRow[], context) => targetMoves(context, rows),
      resolve: (row) => row,
    }),
  }),
});

builder.objectField(ConflictError, 'currentTarget', (t) =>
  t.field({
    type: Target,
    nullable: true,
    description: 'The target as it now stands, when somebody else was first to change one.',
    resolve: ({ params }) => (typeof params.target === 'string' ? params.target : null),
  }),
);

builder.queryField('targets', (t) =>
  t.connection(
    {
      type: Target,
      description: 'The targets of a year, by indicator.',
      args: {
        year: t.arg.int(asks.year),
        provider: t.arg.string({
          description: 'Only those of the provider of this organisation number, and the general ones that reach it.',
        }),
        navOffice: t.arg.string({
          description: 'Only those of the Nav office of this unit number, and the general ones that reach it.',
        }),
        programme: t.arg.string({ description: 'Only those that count in this programme.' }),
        level: t.arg({ type: TargetLevel, description: 'Only of this level.' }),
        waitingOnMe: t.arg.boolean({ description: "Only those that wait (or do not) for the viewer's organisation." }),
      },
      resolve: (_root, args, context) => connection(args, targetKey, (page) => listTargets(context, args, page)),
    },
    { name: 'TargetConnection' },
    { name: 'TargetEdge' },
  ),
);

const theTarget = gives(Target, 'target', 'The target as it now stands.');
const grounds = z.string().trim().min(1).max(5_000);
interface AimInput {
  value?: number | null;
  low?: number | null;
  high?: number | null;
}
const aimOf = ({ value = null, low = null, high = null }: AimInput) => ({ value, low, high });

builder.mutationFields((t) => {
  const aim = () => ({
    value: t.input.float({ description: 'The value to reach.' }),
    low: t.input.float({ description: 'The low end of the band, where it is best to be within one.' }),
    high: t.input.float({ description: 'The high end of the band.' }),
  });
  const place = () => ({
    indicator: t.input.string(asks.indicator),
    programme: t.input.string(asks.programmeIfAny),
    year: t.input.int(asks.year),
  });
  const id = () => ({ id: t.input.globalID({ for: Target, required: true, description: 'Which target.' }) });
  const version = () => ({
    version: t.input.int({ required: true, description: 'The version that the move answers.' }),
  });
  const why = () => ({ grounds: t.input.string({ required: true, description: 'Why.', validate: grounds }) });
  type Brings = Partial<ReturnType<typeof version> & ReturnType<typeof aim> & ReturnType<typeof why>>;
  const move = (kind: Exclude<MoveKind, 'propose'>, description: string, brings: Brings) =>
    t.fieldWithInput({
      description,
      ...theTarget,
      input: { ...id(), ...brings },
      resolve: (_root, { input }, context) =>
        moveTarget(context, input.id.id, {
          kind,
          version: input.version ?? null,
          grounds: input.grounds ?? null,
          ...('value' in brings && { aim: aimOf(input) }),
        }),
    });
  return {
    proposeTarget: t.fieldWithInput({
      description: 'Puts a local target forward to a provider. For Nav offices with an agreement.',
      ...theTarget,
      input: {
        provider: t.input.string(asks.provider),
        navOffice: t.input.string({ description: "The Nav office's unit number; one's own when unsaid." }),
        ...place(),
        ...aim(),
        ...why(),
      },
      resolve: (_root, { input }, context) =>
        proposeTarget(context, {
          ...input,
          programme: input.programme ?? null,
          navOffice: input.navOffice ?? null,
          aim: aimOf(input),
        }),
    }),
    counterTarget: move('counter', 'Puts another value forward in place of the one that stands.', {
      ...version(),
      ...aim(),
      ...why(),
    }),
    agreeTarget: move(
      'agree',
      'Accepts the value that stands. It is in force when a manager on each side stands behind it.',
      version(),
    ),
    signTarget: move(
      'sign',
      'Puts the organisation behind what one of its members put forward or accepted. For managers.',
      version(),
    ),
    commentTarget: move('comment', 'Says something about a target without moving it.', why()),
    withdrawTarget: move(
      'withdraw',
      'Takes the round back. What an earlier round agreed on stays in force.',
      version(),
    ),
    reopenTarget: move('reopen', 'Begins a new round on an agreed target, which stays in force meanwhile.', {
      ...version(),
      ...aim(),
      ...why(),
    }),
    setGeneralTarget: t.fieldWithInput({
      description: 'Drafts a national or county target, or changes the draft. For the directorate and county units.',
      ...theTarget,
      input: { ...place(), ...aim() },
      resolve: (_root, { input }, context) =>
        setGeneralTarget(context, { ...input, programme: input.programme ?? null, aim: aimOf(input) }),
    }),
    publishGeneralTarget: t.fieldWithInput({
      description: 'Puts a drafted target in force. For managers of its owner.',
      ...theTarget,
      input: id(),
      resolve: (_root, { input }, context) => publishGeneralTarget(context, input.id.id),
    }),
    removeGeneralTarget: t.fieldWithInput({
      description: 'Takes a national or county target away.',
      ...gives('ID', 'id', 'What the target was known by.'),
      input: id(),
      resolve: async (_root, { input }, context) => {
        await removeGeneralTarget(context, input.id.id);
        return encodeGlobalID(input.id.typename, input.id.id);
      },
    }),
  };
});
