import { z } from 'zod';
import { asUuid, builder, success } from '../../builder.ts';
import { connection } from '../../page.ts';
import { Indicator, Programme } from '../indicators/schema.ts';
import { indicatorKey } from '../indicators/indicators.ts';
import { Organisation, OrganisationKindEnum, Provider } from '../organisations/schema.ts';
import {
  actionKey,
  actionMoves,
  addAction,
  addComment,
  commentKey,
  findActions,
  findComments,
  findThreads,
  followThreads,
  listActions,
  listActionsOf,
  listComments,
  listThreads,
  markThreadRead,
  setResolved,
  startThread,
  threadKey,
  threadMoves,
  updateAction,
} from './dialogue.ts';
import type { ActionRow, CommentRow, ThreadNotice, ThreadRow } from './dialogue.ts';

const ActionState = builder.enumType('ActionState', {
  description: 'How far an action has come.',
  values: {
    PROPOSED: { value: 'proposed', description: 'Suggested by one side.' },
    ACCEPTED: { value: 'accepted', description: 'Its owner will do it.' },
    DONE: { value: 'done', description: 'It is done.' },
    DROPPED: { value: 'dropped', description: 'It will not be done.' },
  } as const,
});

export const Comment = builder.loadableNode('Comment', {
  description: 'One contribution to a thread.',
  load: (ids: string[], context) => findComments(context, ids),
  sort: (row) => row.id,
  id: { resolve: (row: CommentRow) => row.id, parse: asUuid },
  fields: (t) => ({
    seq: t.exposeInt('seq', { description: 'Its number in the thread, from 1 without gaps.' }),
    personName: t.exposeString('personName', { description: 'Who wrote it, as they were called then.' }),
    organisation: t.field({
      type: Organisation,
      description: 'The organisation that they wrote for.',
      resolve: (row) => row.organisationId,
    }),
    mine: t.boolean({
      description: 'Whether the viewer wrote it.',
      resolve: (row, _args, { viewer }) => row.personId === viewer.personId,
    }),
    body: t.exposeString('body', { description: 'What is said.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was written.' }),
  }),
});

export const Thread = builder.loadableNode('Thread', {
  description: 'A discussion between a provider and a Nav office or its county unit. Nobody else sees it.',
  load: (ids: string[], context) => findThreads(context, ids),
  sort: (row) => row.id,
  id: { resolve: (row: ThreadRow) => row.id, parse: asUuid },
  fields: (t) => ({
    provider: t.field({ type: Provider, description: 'The one side.', resolve: (row) => row.providerId }),
    counterpart: t.field({ type: Organisation, description: 'The other side.', resolve: (row) => row.counterpartId }),
    subject: t.exposeString('subject', { description: 'What it is about, in words.' }),
    indicator: t.field({
      type: Indicator,
      nullable: true,
      description: 'The indicator it is about, if any.',
      resolve: (row) => row.indicator && indicatorKey(row.indicator, row.year),
    }),
    programme: t.field({
      type: Programme,
      nullable: true,
      description: 'The programme it is about, if any.',
      resolve: (row) => row.programme,
    }),
    year: t.exposeInt('year', { nullable: true, description: 'The measurement year it is about, if any.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was started.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When something last happened in it.' }),
    resolvedAt: t.expose('resolvedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was resolved; null while it is open.',
    }),
    resolvedBy: t.exposeString('resolvedByName', { nullable: true, description: 'Who resolved it.' }),
    unread: t.exposeInt('unread', { description: 'How many comments by others the viewer has not read.' }),
    lastComment: t.field({
      type: Comment,
      nullable: true,
      description: 'The newest comment.',
      resolve: (row) => row.lastCommentId,
    }),
    comments: t.connection(
      {
        type: Comment,
        description: 'What is said, oldest first.',
        resolve: (row, args, context) => connection(args, commentKey, (page) => listComments(context, row.id, page)),
      },
      { name: 'CommentConnection' },
      { name: 'CommentEdge' },
    ),
    actions: t.loadableList({
      type: Action,
      description: 'What came out of it that somebody is to do, oldest first.',
      load: (ids: string[], context) => listActionsOf(context, ids),
      resolve: (row) => row.id,
    }),
    viewerCan: t.stringList({
      description: 'What the viewer may do now: `comment`, `addAction`, `resolve`, `reopen`.',
      resolve: (row, _args, context) => threadMoves(context, row),
    }),
  }),
});

builder.objectField(Comment, 'thread', (t) =>
  t.field({ type: Thread, description: 'The thread it is part of.', resolve: (row) => row.threadId }),
);

const Action = builder.loadableNodeRef('Action', {
  load: (ids: string[], context) => findActions(context, ids),
  sort: (row) => row.id,
  id: { resolve: (row: ActionRow) => row.id, parse: asUuid },
});
Action.implement({
  description: 'Something that one side of a thread is to do.',
  fields: (t) => ({
    thread: t.field({ type: Thread, description: 'The thread it came out of.', resolve: (row) => row.threadId }),
    title: t.exposeString('title', { description: 'What is to be done.' }),
    owner: t.field({
      type: Organisation,
      description: 'Who is to do it.',
      resolve: (row) => row.ownerOrganisationId,
    }),
    ownerName: t.exposeString('ownerName', { nullable: true, description: 'Which person there, if it is settled.' }),
    dueDate: t.expose('dueDate', { type: 'Date', nullable: true, description: 'By when, if it is settled.' }),
    state: t.expose('state', { type: ActionState, description: 'How far it has come.' }),
    viewerCan: t.stringList({
      description: 'What the viewer may do now: `update`.',
      resolve: (row, _args, context) => actionMoves(context, row),
    }),
  }),
});

builder.queryFields((t) => ({
  threads: t.connection(
    {
      type: Thread,
      description: "The threads of the viewer's organisation, latest first.",
      args: {
        provider: t.arg.string({ description: 'Only with the provider of this organisation number.' }),
        indicator: t.arg.string({ description: 'Only about this indicator.' }),
        programme: t.arg.string({ description: 'Only about this programme.' }),
        year: t.arg.int({ description: 'Only about this measurement year.' }),
        unread: t.arg.boolean({ description: 'Only those with (or without) something unread.' }),
        resolved: t.arg.boolean({ description: 'Only those that are resolved (or open).' }),
      },
      resolve: (_root, args, context) => connection(args, threadKey, (page) => listThreads(context, args, page)),
    },
    { name: 'ThreadConnection' },
    { name: 'ThreadEdge' },
  ),
  actions: t.connection(
    {
      type: Action,
      description: "The actions of the viewer's threads, the most urgent first.",
      args: {
        provider: t.arg.string({ description: 'Only with the provider of this organisation number.' }),
        state: t.arg({ type: ActionState, description: 'Only those that have come this far.' }),
      },
      resolve: (_root, args, context) => connection(args, actionKey, (page) => listActions(context, args, page)),
    },
    { name: 'ActionConnection' },
    { name: 'ActionEdge' },
  ),
}));

const text = (most: number) => z.string().trim().min(1).max(most);
const theThread = success('thread', 'The thread as it now stands.');
const theAction = success('action', 'The action as it now stands.');

const AddCommentSuccess = builder.objectRef<{ commentId: string; threadId: string }>('AddCommentSuccess').implement({
  description: 'It is done.',
  fields: (t) => ({
    comment: t.field({ type: Comment, description: 'The comment.', resolve: (done) => done.commentId }),
    thread: t.field({ type: Thread, description: 'The thread as it now stands.', resolve: (done) => done.threadId }),
  }),
});

builder.mutationFields((t) => ({
  startThread: t.fieldWithInput({
    description: 'Opens a discussion with its first comment.',
    type: Thread,
    errors: theThread,
    input: {
      provider: t.input.string({ required: true, description: "The provider's organisation number." }),
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
      indicator: t.input.string({ description: 'The indicator it is about.' }),
      programme: t.input.string({ description: 'The programme it is about.' }),
      year: t.input.int({ description: 'The measurement year it is about.' }),
    },
    resolve: (_root, { input }, context) => startThread(context, input),
  }),
  addComment: t.fieldWithInput({
    description: 'Adds to a discussion.',
    type: AddCommentSuccess,
    errors: { directResult: true },
    input: {
      threadId: t.input.globalID({ for: Thread, required: true, description: 'Which thread.' }),
      body: t.input.string({ required: true, description: 'What is said.', validate: text(10_000) }),
    },
    resolve: async (_root, { input }, context) => ({
      commentId: await addComment(context, input.threadId.id, input.body),
      threadId: input.threadId.id,
    }),
  }),
  markThreadRead: t.fieldWithInput({
    description: 'Notes how far the viewer has read.',
    type: Thread,
    errors: theThread,
    input: {
      threadId: t.input.globalID({ for: Thread, required: true, description: 'Which thread.' }),
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
    type: Thread,
    errors: theThread,
    input: { threadId: t.input.globalID({ for: Thread, required: true, description: 'Which thread.' }) },
    resolve: (_root, { input }, context) => setResolved(context, input.threadId.id, true),
  }),
  reopenThread: t.fieldWithInput({
    description: 'Opens a resolved discussion again.',
    type: Thread,
    errors: theThread,
    input: { threadId: t.input.globalID({ for: Thread, required: true, description: 'Which thread.' }) },
    resolve: (_root, { input }, context) => setResolved(context, input.threadId.id, false),
  }),
  addAction: t.fieldWithInput({
    description: 'Notes what one of the two sides is to do.',
    type: Action,
    errors: theAction,
    input: {
      threadId: t.input.globalID({ for: Thread, required: true, description: 'Which thread it comes out of.' }),
      title: t.input.string({ required: true, description: 'What is to be done.', validate: text(500) }),
      ownerKind: t.input.field({ type: OrganisationKindEnum, required: true, description: 'Which side is to do it.' }),
      ownerName: t.input.string({ description: 'Which person there.', validate: text(200) }),
      dueDate: t.input.field({ type: 'Date', description: 'By when.' }),
    },
    resolve: (_root, { input }, context) => addAction(context, { ...input, threadId: input.threadId.id }),
  }),
  updateAction: t.fieldWithInput({
    description: 'Changes an action; what is left out stays as it is.',
    type: Action,
    errors: theAction,
    input: {
      id: t.input.globalID({ for: Action, required: true, description: 'Which action.' }),
      state: t.input.field({ type: ActionState, description: 'How far it has come.' }),
      dueDate: t.input.field({ type: 'Date', description: 'By when; null for no date.' }),
      ownerName: t.input.string({
        description: 'Which person is to do it; null for nobody in particular.',
        validate: text(200),
      }),
    },
    resolve: (_root, { input }, context) => updateAction(context, { ...input, id: input.id.id }),
  }),
}));

const ThreadEvent = builder.objectRef<ThreadNotice>('ThreadEvent').implement({
  description: 'Something that happened in a thread.',
  fields: (t) => ({
    kind: t.field({
      type: builder.enumType('ThreadEventKind', {
        description: 'What happened.',
        values: {
          COMMENT: { value: 'comment', description: 'Somebody wrote.' },
          CHANGED: { value: 'changed', description: 'It was resolved or reopened, or an action changed.' },
        } as const,
      }),
      description: 'What happened.',
      resolve: (notice) => (notice.commentId ? 'comment' : 'changed'),
    }),
    thread: t.field({
      type: Thread,
      description: 'The thread as it now stands.',
      resolve: (notice) => notice.threadId,
    }),
    comment: t.field({
      type: Comment,
      nullable: true,
      description: 'What was written, when it was a comment.',
      resolve: (notice) => notice.commentId,
    }),
  }),
});

builder.subscriptionField('threadEvents', (t) =>
  t.field({
    type: ThreadEvent,
    description: "What happens in the viewer's threads, as it happens.",
    args: { threadId: t.arg.globalID({ for: Thread, description: 'Only in this thread.' }) },
    subscribe: (_root, { threadId }, context) => followThreads(context, threadId?.id ?? null),
    resolve: (notice) => notice,
  }),
);
