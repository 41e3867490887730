import { daysBetween } from '../../format.ts';
import type { Language } from '../../language.tsx';

/** When something was said, as short as it can be: «i dag kl. 08.52», «11. desember kl. 09.14», with the year when it is another. */
export function momentText(at: string, now: Date, { t, format }: Language): string {
  const days = daysBetween(at, now);
  if (days === 0) return t('thread.today', { time: format.time(at) });
  return days > 0 && days < 300 ? `${format.day(at)} ${format.time(at)}` : format.dateTime(at);
}

/** Since when something is new, from the last that one had read: «kl. 08.52», «i går», «11. desember», with the year when it is another. */
export function sinceText(at: string, now: Date, { t, format }: Language): string {
  const days = daysBetween(at, now);
  if (days <= 0) return format.time(at);
  if (days === 1) return t('thread.yesterday');
  return days < 300 ? format.day(at) : format.date(at);
}
