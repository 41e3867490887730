import { daysBetween } from '../../format.ts';
import type { Language } from '../../language.tsx';

/** What came, gathered by the day it came on and named as people speak of it: «I dag», «I går», else weekday and date. */
export function byDay<Item extends { createdAt: string }>(
  items: Item[],
  now: Date,
  { t, format }: Pick<Language, 't' | 'format'>,
): { day: string; items: Item[] }[] {
  const days = new Map<string, Item[]>();
  for (const item of items) {
    const ago = daysBetween(item.createdAt, now);
    const weekday = format.weekday(item.createdAt);
    const day =
      ago === 0
        ? t('inbox.today')
        : ago === 1
          ? t('inbox.yesterday')
          : weekday.charAt(0).toUpperCase() + weekday.slice(1);
    days.set(day, [...(days.get(day) ?? []), item]);
  }
  return [...days].map(([day, found]) => ({ day, items: found }));
}
