import { describeNotice } from '@batt/domain/notifications/words';
import { z } from 'zod';
import { asInteger, builder, enumOf, Locale } from '../../builder.ts';
import { connection } from '../../page.ts';
import { Organisation } from '../organisations/schema.ts';
import {
  chooseDelivery,
  countUnreadNotifications,
  findNotifications,
  followNotifications,
  listChoices,
  listNotifications,
  markNotificationRead,
  notificationKey,
} from './notifications.ts';
import type { ChoiceRow, NotificationRow } from './notifications.ts';

const NotificationTopic = enumOf('NotificationTopic', 'What a notification is about.', {
  targets: 'The negotiation of targets.',
  dialogue: 'Threads.',
  actions: 'Improvement actions.',
  meetings: 'Dialogue meetings.',
  reporting: 'Reports, and the publication of a year.',
  practices: 'Good practice that providers share.',
});

const NotificationDelivery = enumOf(
  'NotificationDelivery',
  'When an e-mail tells of what happened. The inbox always does.',
  {
    now: 'Within minutes.',
    daily: 'Gathered, every morning at 7.',
    weekly: 'Gathered, on Monday at 7.',
    never: 'Not at all.',
  },
);

const Notification = builder.loadableNode('Notification', {
  description: 'Something that a person was told, for one of their organisations. Nobody else sees it.',
  load: (ids: number[], context) => findNotifications(context, ids),
  sort: (row) => row.id,
  id: { resolve: (row: NotificationRow) => row.id, parse: asInteger },
  fields: (t) => ({
    topic: t.expose('topic', { type: NotificationTopic, description: 'What it is about.' }),
    kind: t.exposeString('kind', { description: 'What happened: `sent`, `mentioned`, `due-soon` …' }),
    words: t.string({
      description: 'The same as a sentence, without a full stop.',
      args: { locale: t.arg({ type: Locale, required: true, defaultValue: 'nb', description: 'In which language.' }) },
      resolve: (row, { locale }) => describeNotice(row, locale),
    }),
    path: t.exposeString('path', { description: 'Where it leads, a path of the web client.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it came.' }),
    readAt: t.expose('readAt', { type: 'DateTime', nullable: true, description: 'When it was read; null until then.' }),
  }),
});

const NotificationChoice = builder.objectRef<ChoiceRow>('NotificationChoice').implement({
  description: 'When an e-mail tells the viewer of a topic, for the organisation acted for.',
  fields: (t) => ({
    topic: t.expose('topic', { type: NotificationTopic, description: 'Which topic.' }),
    delivery: t.expose('delivery', { type: NotificationDelivery, description: 'When.' }),
  }),
});

const NotificationChoices = builder.objectRef<{ choices: ChoiceRow[] }>('NotificationChoices').implement({
  description: 'How the viewer is told.',
  fields: (t) => ({
    emailIsSetUp: t.boolean({
      description: 'Whether this installation sends e-mail. If not, the inbox is all there is.',
      resolve: (_choices, _args, { sendsMail }) => sendsMail,
    }),
    choices: t.expose('choices', { type: [NotificationChoice], description: 'One for each topic.' }),
  }),
});

builder.queryFields((t) => ({
  notifications: t.connection(
    {
      type: Notification,
      description: 'What the viewer was told for the organisation acted for, latest first.',
      args: {
        unread: t.arg.boolean({ description: 'Only those that are unread (or read).' }),
        topic: t.arg({ type: NotificationTopic, description: 'Only about this.' }),
      },
      resolve: (_root, args, context) =>
        connection(args, notificationKey, (page) => listNotifications(context, args, page)),
    },
    { name: 'NotificationConnection' },
    { name: 'NotificationEdge' },
  ),
  notificationChoices: t.field({
    type: NotificationChoices,
    description: 'How the viewer wants to be told, for the organisation acted for.',
    resolve: async (_root, _args, context) => ({ choices: await listChoices(context) }),
  }),
}));

export const UnreadElsewhere = builder
  .objectRef<{ organisationId: number; unread: number }>('UnreadElsewhere')
  .implement({
    description: 'How much waits for the person in another organisation of theirs: the count, and no more.',
    fields: (t) => ({
      organisation: t.expose('organisationId', { type: Organisation, description: 'Which organisation.' }),
      unread: t.exposeInt('unread', { description: 'How many notifications are unread there.' }),
    }),
  });

const MarkNotificationReadSuccess = builder.objectRef<{ marked: number }>('MarkNotificationReadSuccess').implement({
  description: 'It is done.',
  fields: (t) => ({
    marked: t.exposeInt('marked', { description: 'How many were unread.' }),
    unread: t.int({
      description: 'How many are unread now.',
      resolve: (_done, _args, context) => countUnreadNotifications(context),
    }),
  }),
});

const ChooseDeliverySuccess = builder.objectRef<{ choice: ChoiceRow }>('ChooseDeliverySuccess').implement({
  description: 'It is done.',
  fields: (t) => ({
    choice: t.expose('choice', { type: NotificationChoice, description: 'The choice as it now stands.' }),
  }),
});

builder.mutationFields((t) => ({
  markNotificationRead: t.fieldWithInput({
    description:
      'Notes as read one notification, those that lead to a page, or all; when nothing is named, everything.',
    type: MarkNotificationReadSuccess,
    errors: { directResult: true },
    input: {
      id: t.input.globalID({ for: Notification, description: 'This one.' }),
      path: t.input.string({
        description: 'Those that lead to this path, whatever its search.',
        validate: z.string().max(500),
      }),
      topic: t.input.field({ type: NotificationTopic, description: 'Only those about this.' }),
      until: t.input.field({ type: 'DateTime', description: 'Only those that had come by then.' }),
    },
    resolve: async (_root, { input }, context) => ({
      marked: await markNotificationRead(context, { ...input, id: input.id?.id }),
    }),
  }),
  chooseDelivery: t.fieldWithInput({
    description: 'Chooses when an e-mail tells the viewer of a topic, for the organisation acted for.',
    type: ChooseDeliverySuccess,
    errors: { directResult: true },
    input: {
      topic: t.input.field({ type: NotificationTopic, required: true, description: 'Which topic.' }),
      delivery: t.input.field({ type: NotificationDelivery, required: true, description: 'When.' }),
    },
    resolve: async (_root, { input }, context) => ({ choice: await chooseDelivery(context, input) }),
  }),
}));

const NotificationArrived = builder.objectRef<{ id: number | null }>('NotificationArrived').implement({
  description: 'Something that the viewer was told just now.',
  fields: (t) => ({
    notification: t.expose('id', {
      type: Notification,
      nullable: true,
      description: 'It; null at the start, and when some may have been missed.',
    }),
    unread: t.int({
      description: 'How many are unread now.',
      resolve: (_event, _args, context) => countUnreadNotifications(context),
    }),
  }),
});

builder.subscriptionField('notificationArrived', (t) =>
  t.field({
    type: NotificationArrived,
    description: 'What the viewer is told for the organisation acted for, as it comes; first how much is unread.',
    subscribe: (_root, _args, context) => followNotifications(context),
    resolve: (id) => ({ id }),
  }),
);
