import { z } from 'zod';
import { asks, builder, byUuid, enumOf, gives } from '../../builder.ts';
import type { Context } from '../../context.ts';
import { connection } from '../../page.ts';
import { Verdict } from '../benchmarks/figure-schema.ts';
import { Indicator, Programme } from '../indicators/schema.ts';
import { indicatorKey } from '../indicators/indicators.ts';
import { Organisation, Provider } from '../organisations/schema.ts';
import {
  adoptPractice,
  answerPracticeQuestion,
  askAboutPractice,
  courseSince,
  findAdoptions,
  findPractices,
  findQuestions,
  leavePractice,
  listGrounds,
  listPractices,
  listQuestions,
  practiceKey,
  practiceMoves,
  publishPractice,
  questionMoves,
  returnPractice,
  savePractice,
  submitPractice,
  suggestPractices,
  withdrawPractice,
} from './practices.ts';
import type { AdoptionRow, CoursePoint, PracticeFigure, PracticeRow } from './practices.ts';

const PracticeState = enumOf('PracticeState', 'How far a practice has come.', {
  draft: 'Its provider writes on it.',
  submitted: 'An association of the provider reviews it.',
  returned: 'The association gave it back to be mended.',
  published: 'Every member reads it.',
  withdrawn: 'Its provider took it back.',
});

const PracticeFigureType = builder.objectRef<PracticeFigure>('PracticeFigure').implement({
  description: 'What a practice is about: an indicator, in one programme or of the whole provider.',
  fields: (t) => ({
    indicator: t.field({
      type: Indicator,
      description: 'The indicator.',
      resolve: ({ indicator }) => indicatorKey(indicator),
    }),
    programme: t.expose('programme', {
      type: Programme,
      nullable: true,
      description: 'The programme; null where it is about the whole provider.',
    }),
  }),
});

const PracticeEvidence = builder.objectRef<PracticeRow['evidence'][number]>('PracticeEvidence').implement({
  description: "The provider's own published figure that a practice rests on, as it was when it was handed in.",
  fields: (t) => ({
    about: t.field({ type: PracticeFigureType, description: 'Which figure.', resolve: (row) => row }),
    year: t.exposeInt('year', { description: 'The measurement year.' }),
    value: t.exposeFloat('value', { description: 'The value.' }),
    n: t.exposeInt('n', { nullable: true, description: 'How many it rests on.' }),
    mean: t.exposeFloat('mean', { nullable: true, description: 'The national mean then.' }),
    verdict: t.expose('verdict', { type: Verdict, description: 'How it stood to the national mean.' }),
  }),
});

const PracticeQuestion = builder.loadableNodeRef('PracticeQuestion', byUuid(findQuestions));
PracticeQuestion.implement({
  description: 'A question about a practice. Everybody reads it once it is answered; until then only the two.',
  fields: (t) => ({
    organisation: t.expose('organisationId', { type: Organisation, description: 'Which organisation asks.' }),
    body: t.exposeString('body', { description: 'What is asked.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was asked.' }),
    answer: t.exposeString('answer', { nullable: true, description: 'What the provider answered.' }),
    answeredAt: t.expose('answeredAt', { type: 'DateTime', nullable: true, description: 'When it was answered.' }),
    viewerCan: t.stringList({
      description: 'What the viewer may do: `answer`.',
      resolve: (row, _args, context) => questionMoves(context, row),
    }),
  }),
});

const CoursePointType = builder.objectRef<CoursePoint>('PracticeCoursePoint').implement({
  description: 'An own published figure on what a practice is about.',
  fields: (t) => ({
    about: t.field({ type: PracticeFigureType, description: 'Which figure.', resolve: (row) => row }),
    year: t.exposeInt('year', { description: 'The measurement year.' }),
    value: t.exposeFloat('value', { nullable: true, description: 'The value; null where there is none.' }),
    low: t.exposeFloat('low', { nullable: true, description: 'Lower end of its 95 % interval.' }),
    high: t.exposeFloat('high', { nullable: true, description: 'Upper end of it.' }),
    n: t.exposeInt('n', { description: 'How many it rests on.' }),
    mean: t.exposeFloat('mean', { nullable: true, description: 'The national mean.' }),
    change: t.expose('change', {
      type: Verdict,
      nullable: true,
      description:
        'How it stands to the last figure from before the year of adoption, by the interval of the difference; null up to and with that year.',
    }),
  }),
});

const PracticeAdoption = builder.objectRef<AdoptionRow>('PracticeAdoption').implement({
  description: "That the viewer's provider works so; nobody else sees it.",
  fields: (t) => ({
    adoptedOn: t.expose('adoptedOn', { type: 'Date', description: 'From when.' }),
    note: t.exposeString('note', { description: 'What was adopted, in own words.' }),
    course: t.field({
      type: [CoursePointType],
      description: 'Own published figures on what it is about, before and after, by figure and year.',
      resolve: (row, _args, context) => courseSince(context, row),
    }),
  }),
});

const Practice = builder.loadableNodeRef('Practice', byUuid(findPractices));
Practice.implement({
  description: 'How a provider that is reliably above the mean does it, for others to learn from.',
  fields: (t) => ({
    provider: t.expose('providerId', { type: Provider, description: 'Who does it so.' }),
    title: t.exposeString('title', { description: 'What it is called.' }),
    what: t.exposeString('what', { description: 'What they do.' }),
    why: t.exposeString('why', { description: 'Why they do it so.' }),
    how: t.exposeString('how', { description: 'How it is done, step by step.' }),
    forWhom: t.exposeString('forWhom', { description: 'For which participants and under what conditions.' }),
    state: t.expose('state', { type: PracticeState, description: 'How far it has come.' }),
    version: t.exposeInt('version', { description: 'For `savePractice`; counts the changes.' }),
    figures: t.expose('figures', { type: [PracticeFigureType], description: 'What it is about.' }),
    evidence: t.expose('evidence', { type: [PracticeEvidence], description: 'What shows that it works.' }),
    returnedReason: t.exposeString('returnedReason', {
      nullable: true,
      description: 'What is to be mended, where the association gave it back.',
    }),
    reviewedBy: t.exposeString('reviewedByName', { nullable: true, description: 'Who reviewed it.' }),
    publishedAt: t.expose('publishedAt', { type: 'DateTime', nullable: true, description: 'When it was published.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was last changed.' }),
    adoptions: t.exposeInt('adoptions', { description: 'How many providers have noted that they adopted it.' }),
    adopted: t.loadable({
      type: PracticeAdoption,
      nullable: true,
      description: "When the viewer's provider adopted it; null where it has not.",
      load: (ids: string[], context) => findAdoptions(context, ids),
      resolve: (row) => row.id,
    }),
    questions: t.loadableList({
      type: PracticeQuestion,
      description: 'What was asked about it, oldest first.',
      load: (ids: string[], context) => listQuestions(context, ids),
      resolve: (row) => row.id,
    }),
    viewerCan: t.stringList({
      description: 'What the viewer may do now: `update`, `submit`, `publish`, `return`, `withdraw`, `ask`, `adopt`.',
      resolve: (row, _args, context) => practiceMoves(context, row),
    }),
  }),
});

builder.queryFields((t) => ({
  practices: t.connection(
    {
      type: Practice,
      description: 'The practices that the viewer may read; those that fit the search best first, else the latest.',
      args: {
        search: t.arg.string({ description: 'Words in Norwegian.', validate: z.string().max(200) }),
        indicator: t.arg.string({ description: 'Only about this indicator.' }),
        programme: t.arg.string({ description: 'Only about this programme, or about whole providers.' }),
        provider: t.arg.string({ description: 'Only by the provider with this organisation number.' }),
        state: t.arg({ type: PracticeState, description: 'Only those that have come this far.' }),
      },
      resolve: (_root, args, context) => connection(args, practiceKey, (page) => listPractices(context, args, page)),
    },
    { name: 'PracticeConnection' },
    { name: 'PracticeEdge' },
  ),
  practiceGrounds: t.field({
    type: [PracticeEvidence],
    description: "What the viewer's provider can write about: its newest published figures reliably above the mean.",
    resolve: (_root, _args, context) => listGrounds(context),
  }),
  practiceSuggestions: t.field({
    type: [Practice],
    description:
      'Whom to learn from on a figure that is not reliably above the mean: published practices about it, those of providers most like this one first, at most three.',
    args: {
      provider: t.arg.string(asks.provider),
      indicator: t.arg.string({ required: true, description: 'The indicator.' }),
      programme: t.arg.string({ description: 'The programme; none for indicators of the whole provider.' }),
    },
    resolve: (_root, args, context) => suggestPractices(context, args),
  }),
}));

const words = (most: number) => z.string().trim().max(most);
const thePractice = gives(Practice, 'practice', 'The practice as it now stands.');
const id = { for: Practice, required: true, description: 'Which practice.' } as const;

const PracticeFigureInput = builder.inputType('PracticeFigureInput', {
  description: 'What a practice is about.',
  fields: (t) => ({
    indicator: t.string({ required: true, description: 'The indicator.' }),
    programme: t.string({ description: 'The programme; none where it is about the whole provider.' }),
  }),
});

builder.mutationFields((t) => {
  const move = (description: string, act: (context: Context, id: string) => Promise<string>) =>
    t.fieldWithInput({
      description,
      ...thePractice,
      input: { id: t.input.globalID(id) },
      resolve: (_root, { input }, context) => act(context, input.id.id),
    });
  return {
    savePractice: t.fieldWithInput({
      description: "Writes a practice of the viewer's provider, or changes one; it is a draft then.",
      ...thePractice,
      input: {
        id: t.input.globalID({ for: Practice, description: 'Which practice; none for a new one.' }),
        version: t.input.int({ description: 'Which version was changed; none for a new one.' }),
        title: t.input.string({ required: true, description: 'What it is called.', validate: words(150).min(1) }),
        what: t.input.string({ required: true, description: 'What you do.', validate: words(4_000) }),
        why: t.input.string({ required: true, description: 'Why you do it so.', validate: words(4_000) }),
        how: t.input.string({ required: true, description: 'How it is done.', validate: words(10_000) }),
        forWhom: t.input.string({ required: true, description: 'For whom.', validate: words(2_000) }),
        figures: t.input.field({
          type: [PracticeFigureInput],
          required: true,
          description: 'What it is about.',
          validate: z.array(z.unknown()).max(20),
        }),
      },
      resolve: (_root, { input }, context) =>
        savePractice(context, {
          ...input,
          id: input.id?.id ?? null,
          version: input.version ?? null,
          figures: input.figures.map(({ indicator, programme = null }) => ({ indicator, programme })),
        }),
    }),
    submitPractice: move(
      "Hands a practice to the provider's associations for review. For its managers.",
      submitPractice,
    ),
    publishPractice: move(
      "Shows a practice to every member. For managers of the provider's associations.",
      publishPractice,
    ),
    returnPractice: t.fieldWithInput({
      description: 'Gives a practice back to its provider, saying what is to be mended.',
      ...thePractice,
      input: {
        id: t.input.globalID(id),
        reason: t.input.string({ required: true, description: 'What is to be mended.', validate: words(2_000).min(1) }),
      },
      resolve: (_root, { input }, context) => returnPractice(context, input.id.id, input.reason),
    }),
    withdrawPractice: move(
      'Takes a practice back from review or from its readers. For managers of its provider.',
      withdrawPractice,
    ),
    askAboutPractice: t.fieldWithInput({
      description: 'Asks the provider about its practice.',
      ...thePractice,
      input: {
        id: t.input.globalID(id),
        body: t.input.string({ required: true, description: 'What you ask.', validate: words(2_000).min(1) }),
      },
      resolve: (_root, { input }, context) => askAboutPractice(context, input.id.id, input.body),
    }),
    answerPracticeQuestion: t.fieldWithInput({
      description: 'Answers a question, for every member to read.',
      ...thePractice,
      input: {
        id: t.input.globalID({ for: PracticeQuestion, required: true, description: 'Which question.' }),
        answer: t.input.string({ required: true, description: 'What you answer.', validate: words(4_000).min(1) }),
      },
      resolve: (_root, { input }, context) => answerPracticeQuestion(context, input.id.id, input.answer),
    }),
    adoptPractice: t.fieldWithInput({
      description: "Notes that the viewer's provider works so from a day on.",
      ...thePractice,
      input: {
        id: t.input.globalID(id),
        adoptedOn: t.input.field({ type: 'Date', required: true, description: 'From when.' }),
        note: t.input.string({ required: true, description: 'What you adopted.', validate: words(2_000) }),
      },
      resolve: (_root, { input }, context) => adoptPractice(context, { ...input, id: input.id.id }),
    }),
    leavePractice: move('Takes the note of adoption away.', leavePractice),
  };
});
