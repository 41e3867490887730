import type nb from './nb.ts';

export default {
  'inbox.title': 'Notifications',
  'inbox.lead':
    '{count, plural, =0 {Everything is read.} one {One notification is unread.} other {# notifications are unread.}}',
  'inbox.topic': 'Topic',
  'inbox.allTopics': 'All topics',
  'inbox.show': 'Show notifications',
  'inbox.show.all': 'All',
  'inbox.show.unread': 'Unread',
  'inbox.elsewhere': '{count} unread at {name}. Change organisation at the top right to read.',
  'inbox.arrived': '{count} new. Show',
  'inbox.markAll': 'Mark all as read',
  'inbox.markTopic': 'Mark all of this topic as read',
  'inbox.marked':
    '{count, plural, =0 {All were read.} one {One notification is marked as read.} other {# notifications are marked as read.}}',
  'inbox.choices': 'Choose when you get e-mail',
  'inbox.noUnread': 'No unread notifications.',
  'inbox.empty':
    'No notifications yet. When somebody answers on targets, writes to you or calls a meeting, you see it here.',
  'inbox.unread': 'Unread',
  'inbox.today': 'Today',
  'inbox.yesterday': 'Yesterday',
  'inbox.more': 'Show more',
  'choices.title': 'E-mail about notifications',
  'choices.back': 'To the notifications',
  'choices.lead':
    'All that happens comes as notifications. Here you choose when you also get e-mail about it, as {name}.',
  'choices.noMail': 'E-mail is not set up',
  'choices.noMailWhat': 'No e-mail goes out from this service yet. Your choices apply once it is set up.',
  'choices.about.targets': 'Proposals, answers, agreed targets and due dates.',
  'choices.about.dialogue': 'New threads and comments, and when somebody asks you to answer.',
  'choices.about.actions': 'Proposed actions, completed actions and due dates.',
  'choices.about.meetings': 'Invitations, changes, minutes and confirmations.',
  'choices.about.reporting': 'Deadlines of the report, reopening and published figures.',
  'choices.about.practices': 'New practices, questions and answers.',
  'choices.now': 'At once',
  'choices.daily': 'Every morning',
  'choices.weekly': 'Every Monday',
  'choices.never': 'Never',
  'choices.saved': 'Saved {time}',
} satisfies Record<keyof typeof nb, string>;
