/** What can have happened, by topic. What a person is told of each stands in `words.ts`. */
export const KINDS = {
  targets: ['sent', 'commented', 'agreed', 'ready', 'withdrawn', 'deadline'],
  dialogue: ['comment', 'mentioned', 'started', 'resolved', 'reopened'],
  actions: ['proposed', 'accepted', 'done', 'due-soon', 'overdue'],
  meetings: ['called', 'changed', 'minutes', 'confirmed', 'opened', 'cancelled'],
  reporting: ['reopened', 'published', 'deadline-soon'],
  practices: ['submitted', 'returned', 'published', 'asked', 'answered', 'adopted'],
} as const;

export type Topic = keyof typeof KINDS;
export type KindOf<T extends Topic> = (typeof KINDS)[T][number];

/** The topics in the order in which people meet them. */
export const TOPICS = [
  'targets',
  'dialogue',
  'actions',
  'meetings',
  'reporting',
  'practices',
] as const satisfies readonly Topic[];

/** When an e-mail tells of what happened; the inbox always does. */
export const DELIVERIES = ['now', 'daily', 'weekly', 'never'] as const;
export type Delivery = (typeof DELIVERIES)[number];

/**
 * For who has chosen nothing: what somebody waits for comes the next morning, what has a deadline or changes every
 * figure at once, and what is there to be learnt from once a week.
 */
export const DEFAULT_DELIVERY: Record<Topic, Delivery> = {
  targets: 'daily',
  dialogue: 'daily',
  actions: 'daily',
  meetings: 'daily',
  reporting: 'now',
  practices: 'weekly',
};

/** Names, dates and counts for the sentence of a notice. Never the words of a comment or a figure: they would go out by e-mail. */
export type NoticeDetails = Partial<
  Record<
    /** The organisation that did it. */
    | 'who'
    /** The person who did it, where the reader may know the name. */
    | 'person'
    /** The title of the thread, action or practice. */
    | 'subject'
    /** The provider it is about. */
    | 'provider'
    /** The day it is about, as `YYYY-MM-DD`. */
    | 'date',
    string
  >
> &
  Partial<
    Record<
      /** The measurement year it is about. */
      | 'year'
      /** How many targets; for a deadline the days left, negative when it has passed. */
      | 'count',
      number
    >
  >;
