import type { Topic } from '@batt/domain/notifications/kinds';
import type { EnumOf } from '../../graphql.ts';

const API_TOPICS: Record<Topic, EnumOf<'NotificationTopic'>> = {
  targets: 'TARGETS',
  dialogue: 'DIALOGUE',
  actions: 'ACTIONS',
  meetings: 'MEETINGS',
  reporting: 'REPORTING',
  practices: 'PRACTICES',
};

/** A topic as the API names it. */
export const apiTopic = (topic: Topic) => API_TOPICS[topic];
