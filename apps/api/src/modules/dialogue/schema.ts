import { z } from 'zod';
import { asks, builder, byUuid, enumOf, gives } from '../../builder.ts';
import { connection } from '../../page.ts';
import { Indicator, Programme } from '../indicators/schema.ts';
import { indicatorKey } from '../indicators/indicators.ts';
import { Organisation, OrganisationKindEnum, Provider } from '../organisations/schema.ts';
import type { Mention as MentionRow } from '../../db/tables.ts';
import { Target } from '../targets/schema.ts';
import {
  addComment,
  commentKey,
  commentMoves,
  editComment,
  findComments,
  findThreads,
  listComments,
  listEdits,
  listMentionable,
  listThreads,
  listThreadSteps,
  markThreadRead,
  mentionKey,
  setResolved,
  startThread,
  threadKey,
  threadMoves,
} from './dialogue.ts';
import type { CommentEditRow, ThreadStepRow } from './dialogue.ts';
import { followThreads } from './live.ts';
import type { ThreadNotice } from './live.ts';

const Mention = builder.objectRef<MentionRow>('Mention').implement({
  description: 'Whom a comment calls on: a person, or a whole organisation.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'As they were called then. It stands in the comment after an `@`.' }),
    organisation: t.expose('organisationId', {
      type: Organisation,
      description: 'Whose person it is, or which organisation.',
    }),
    isPerson: t.boolean({
      description: 'Whether it is a person, and not the whole organisation.',
      resolve: (row) => row.personId !== null,
    }),
    isMe: t.boolean({
      description: 'Whether the viewer is called on, alone or with the whole organisation.',
      resolve: (row, _args, { viewer }) =>
        row.personId === null ? row.organisationId === viewer.organisationId : row.personId === viewer.personId,
    }),
  }),
});

const Mentionable = builder.objectRef<MentionRow>('Mentionable').implement({
  description: 'Somebody whom a comment may call on.',
  fields: (t) => ({
    key: t.string({ description: 'For `mentions` of what is written.', resolve: mentionKey }),
    name: t.exposeString('name', { description: 'What to write after the `@`.' }),
    organisation: t.expose('organisationId', {
      type: Organisation,
      description: 'Whose person it is, or which organisation.',
    }),
    isPerson: t.boolean({
      description: 'Whether it is a person, and not the whole organisation.',
      resolve: (row) => row.personId !== null,
    }),
  }),
});

const CommentEdit = builder.objectRef<CommentEditRow>('CommentEdit').implement({
  description: 'What a comment said before it was changed.',
  fields: (t) => ({
    seq: t.exposeInt('seq', { description: 'Its number, from 1, the first wording.' }),
    body: t.exposeString('body', { description: 'What was said.' }),
    replacedAt: t.expose('replacedAt', { type: 'DateTime', description: 'When other words took its place.' }),
  }),
});

export const Comment = builder.loadableNode('Comment', {
  description: 'One contribution to a thread.',
  ...byUuid(findComments),
  fields: (t) => ({
    seq: t.exposeInt('seq', { description: 'Its number in the thread, from 1 without gaps.' }),
    personName: t.exposeString('personName', { description: 'Who wrote it, as they were called then.' }),
    organisation: t.expose('organisationId', {
      type: Organisation,
      description: 'The organisation that they wrote for.',
    }),
    mine: t.boolean({
      description: 'Whether the viewer wrote it.',
      resolve: (row, _args, { viewer }) => row.personId === viewer.personId,
    }),
    body: t.exposeString('body', { description: 'What is said.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was written.' }),
    mentions: t.expose('mentions', { type: [Mention], description: 'Whom it calls on.' }),
    editedAt: t.expose('editedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was last changed; null if never.',
    }),
    edits: t.loadableList({
      type: CommentEdit,
      description: 'What it said before, the first wording first.',
      load: (ids: string[], context) => listEdits(context, ids),
      resolve: (row) => row.id,
    }),
    viewerCan: t.stringList({
      description: 'What the viewer may do now: `edit`.',
      resolve: (row, _args, context) => commentMoves(context, row),
    }),
  }),
});

const ThreadAbout = enumOf('ThreadAbout', 'What kind of thing a thread is about.', {
  figure: 'A figure of the provider.',
  target: 'A negotiated target, or the targets on an indicator in general.',
  'survey-theme': 'One of the nine things that the surveys ask about.',
  other: 'Anything else.',
});

const ThreadStep = builder.objectRef<ThreadStepRow>('ThreadStep').implement({
  description: 'That a thread was resolved or opened again. Steps are kept for good.',
  fields: (t) => ({
    seq: t.exposeInt('seq', { description: 'Its number, from 1.' }),
    kind: t.field({
      type: enumOf('ThreadStepKind', 'What was done.', {
        resolved: 'It was closed.',
        reopened: 'It was opened again.',
      }),
      description: 'What was done.',
      resolve: (row) => row.kind,
    }),
    personName: t.exposeString('personName', { description: 'By whom, as they were called then.' }),
    organisation: t.expose('organisationId', { type: Organisation, description: 'On which side.' }),
    at: t.expose('createdAt', { type: 'DateTime', description: 'When.' }),
  }),
});

const surveyTheme = z.int().min(1).max(9);

export const Thread = builder.loadableNode('Thread', {
  description: 'A discussion between a provider and a Nav office or its county unit. Nobody else sees it.',
  ...byUuid(findThreads),
  fields: (t) => ({
    provider: t.expose('providerId', { type: Provider, description: 'The one side.' }),
    counterpart: t.expose('counterpartId', { type: Organisation, description: 'The other side.' }),
    subject: t.exposeString('subject', { description: 'What it is about, in words.' }),
    about: t.expose('about', { type: ThreadAbout, description: 'What kind of thing it is about.' }),
    target: t.expose('targetId', {
      type: Target,
      nullable: true,
      description: 'The negotiated target it is about, if any.',
    }),
    surveyTheme: t.exposeInt('surveyTheme', {
      nullable: true,
      description: 'Which of the nine things that the surveys ask about it is about, if any.',
    }),
    indicator: t.field({
      type: Indicator,
      nullable: true,
      description: 'The indicator it is about, if any.',
      resolve: (row) => row.indicator && indicatorKey(row.indicator, row.year),
    }),
    programme: t.expose('programme', {
      type: Programme,
      nullable: true,
      description: 'The programme it is about, if any.',
    }),
    year: t.exposeInt('year', { nullable: true, description: 'The measurement year it is about, if any.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was started.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When something last happened in it.' }),
    resolvedAt: t.expose('resolvedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was resolved; null while it is open.',
    }),
    steps: t.loadableList({
      type: ThreadStep,
      description: 'Each time that it was resolved or opened again, oldest first.',
      load: (ids: string[], context) => listThreadSteps(context, ids),
      resolve: (row) => row.id,
    }),
    unread: t.exposeInt('unread', { description: 'How many comments by others the viewer has not read.' }),
    lastComment: t.expose('lastCommentId', { type: Comment, nullable: true, description: 'The newest comment.' }),
    comments: t.connection(
      {
        type: Comment,
        description: 'What is said, oldest first.',
        resolve: (row, args, context) => connection(args, commentKey, (page) => listComments(context, row.id, page)),
      },
      { name: 'CommentConnection' },
      { name: 'CommentEdge' },
    ),
    viewerCan: t.stringList({
      description: 'What the viewer may do now: `comment`, `addAction`, `resolve`, `reopen`.',
      resolve: (row, _args, context) => threadMoves(context, row),
    }),
  }),
});

builder.objectField(Comment, 'thread', (t) =>
  t.expose('threadId', { type: Thread, description: 'The thread it is part of.' }),
);

builder.queryFields((t) => ({
  threads: t.connection(
    {
      type: Thread,
      description: "The threads of the viewer's organisation, latest first.",
      args: {
        provider: t.arg.string(asks.onlyProvider),
        indicator: t.arg.string({ description: 'Only about this indicator.' }),
        programme: t.arg.string({ description: 'Only about this programme, or about no programme.' }),
        year: t.arg.int({ description: 'Only about this measurement year.' }),
        surveyTheme: t.arg.int({ description: 'Only about this one of the nine things that the surveys ask about.' }),
        unread: t.arg.boolean({ description: 'Only those with (or without) something unread.' }),
        resolved: t.arg.boolean({ description: 'Only those that are resolved (or open).' }),
      },
      resolve: (_root, args, context) => connection(args, threadKey, (page) => listThreads(context, args, page)),
    },
    { name: 'ThreadConnection' },
    { name: 'ThreadEdge' },
  ),
  mentionable: t.field({
    type: [Mentionable],
    description:
      "Whom a comment between two sides may call on: the other organisation, one's own people, and those of the other who have written to one's own. Nobody for whoever is neither side.",
    args: {
      provider: t.arg.string(asks.provider),
      counterpart: t.arg.string({
        description: 'Number of the Nav office or county unit; asked by one of those, it is itself.',
      }),
      counterpartKind: t.arg({
        type: OrganisationKindEnum,
        description: 'Which of the two; a Nav office when unsaid.',
      }),
    },
    resolve: (_root, args, context) => listMentionable(context, args),
  }),
}));

const text = (most: number) => z.string().trim().min(1).max(most);
const mentions = {
  description: 'Whom it calls on: keys of `mentionable`.',
  validate: z.array(z.string().max(60)).max(20),
};
const id = { for: Thread, required: true, description: 'Which thread.' } as const;
const theThread = gives(Thread, 'thread', 'The thread as it now stands.');

const AddCommentSuccess = builder.objectRef<{ commentId: string; threadId: string }>('AddCommentSuccess').implement({
  description: 'It is done.',
  fields: (t) => ({
    comment: t.expose('commentId', { type: Comment, description: 'The comment.' }),
    thread: t.expose('threadId', { type: Thread, description: 'The thread as it now stands.' }),
  }),
});

builder.mutationFields((t) => ({
  startThread: t.fieldWithInput({
    description: 'Opens a discussion with its first comment.',
    ...theThread,
    input: {
      provider: t.input.string(asks.provider),
      counterpart: t.input.string({
        description:
          'Number of the other side, when a provider asks: a Nav office that it has or had an agreement with, or its county unit.',
      }),
      counterpartKind: t.input.field({
        type: OrganisationKindEnum,
        description: 'What kind the other side is; a Nav office when unsaid.',
      }),
      subject: t.input.string({ required: true, description: 'What it is about.', validate: text(200) }),
      body: t.input.string({ required: true, description: 'The first comment.', validate: text(10_000) }),
      mentions: t.input.stringList(mentions),
      about: t.input.field({
        type: ThreadAbout,
        description: 'What kind of thing it is about; what the rest says when unsaid.',
      }),
      indicator: t.input.string({ description: 'The indicator it is about.' }),
      programme: t.input.string({ description: 'The programme it is about.' }),
      year: t.input.int({ description: 'The measurement year it is about.' }),
      target: t.input.globalID({
        for: Target,
        description: 'The target it is about; its indicator, programme and year come with it.',
      }),
      surveyTheme: t.input.int({
        description: 'Which of the nine things that the surveys ask about; with a year.',
        validate: surveyTheme,
      }),
    },
    resolve: (_root, { input }, context) => startThread(context, { ...input, targetId: input.target?.id }),
  }),
  addComment: t.fieldWithInput({
    description: 'Adds to a discussion.',
    type: AddCommentSuccess,
    errors: { directResult: true },
    input: {
      threadId: t.input.globalID(id),
      body: t.input.string({ required: true, description: 'What is said.', validate: text(10_000) }),
      mentions: t.input.stringList(mentions),
    },
    resolve: async (_root, { input }, context) => ({
      commentId: await addComment(context, input.threadId.id, input),
      threadId: input.threadId.id,
    }),
  }),
  editComment: t.fieldWithInput({
    description: 'Changes the words of one of the viewer’s own comments. What it said before stays readable.',
    ...gives(Comment, 'comment', 'The comment as it now stands.'),
    input: {
      id: t.input.globalID({ for: Comment, required: true, description: 'Which comment.' }),
      body: t.input.string({ required: true, description: 'What it is to say.', validate: text(10_000) }),
      mentions: t.input.stringList(mentions),
    },
    resolve: (_root, { input }, context) => editComment(context, input.id.id, input),
  }),
  markThreadRead: t.fieldWithInput({
    description: 'Notes how far the viewer has read.',
    ...theThread,
    input: {
      threadId: t.input.globalID(id),
      seq: t.input.int({
        required: true,
        description: 'The number of the last comment that is read.',
        validate: z.int().min(0),
      }),
    },
    resolve: (_root, { input }, context) => markThreadRead(context, input.threadId.id, input.seq),
  }),
  resolveThread: t.fieldWithInput({
    description: 'Closes a discussion.',
    ...theThread,
    input: { threadId: t.input.globalID(id) },
    resolve: (_root, { input }, context) => setResolved(context, input.threadId.id, true),
  }),
  reopenThread: t.fieldWithInput({
    description: 'Opens a resolved discussion again.',
    ...theThread,
    input: { threadId: t.input.globalID(id) },
    resolve: (_root, { input }, context) => setResolved(context, input.threadId.id, false),
  }),
}));

const ThreadEvent = builder.objectRef<ThreadNotice>('ThreadEvent').implement({
  description: 'Something that happened in a thread.',
  fields: (t) => ({
    kind: t.field({
      type: enumOf('ThreadEventKind', 'What happened.', {
        comment: 'Somebody wrote.',
        edited: 'Somebody changed what they had written.',
        changed: 'It was resolved or reopened, an action changed, or something happened while nobody followed.',
        following: 'Nothing: from here on everything is told as it happens.',
      }),
      description: 'What happened.',
      resolve: (notice) => notice.kind,
    }),
    cursor: t.exposeString('cursor', { description: 'For `after`, when following again.' }),
    thread: t.expose('threadId', {
      type: Thread,
      nullable: true,
      description: 'The thread as it now stands; null with FOLLOWING.',
    }),
    comment: t.expose('commentId', {
      type: Comment,
      nullable: true,
      description: 'What was written, when it was a comment.',
    }),
  }),
});

const instant = z.iso.datetime();

builder.subscriptionField('threadEvents', (t) =>
  t.field({
    type: ThreadEvent,
    description:
      "What happens in the viewer's threads, as it happens. Who was away gives the last cursor they heard, and is told of every thread in which something happened meanwhile; the same may be told twice.",
    args: {
      threadId: t.arg.globalID({ for: Thread, description: 'Only in this thread.' }),
      after: t.arg.string({ description: 'The cursor of the last event that was heard.' }),
    },
    subscribe: (_root, { threadId, after }, context) => {
      const since = instant.safeParse(after);
      return followThreads(context, {
        threadId: threadId?.id ?? null,
        after: since.success ? new Date(since.data) : null,
      });
    },
    resolve: (notice) => notice,
  }),
);
