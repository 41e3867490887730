import { DumbbellKey, DumbbellTable } from '@batt/ui/Dumbbell';
import type { DumbbellMark } from '@batt/ui/Dumbbell';
import { TextLink } from '@batt/ui/Link';
import { SectionList } from '@batt/ui/SectionList';
import { nameInSentence } from '../../figures.ts';
import { useLanguage } from '../../language.tsx';
import type { Language } from '../../language.tsx';
import { SIGNS } from '../../words.ts';
import { themeName, viewsWords } from './meeting.ts';
import type { Matter, Theme } from './meeting.ts';

/** Themes that the participants are asked about in another way than the others. */
const APART = [4, 7, 8];
/** Below this distance the views are called much alike. */
const ALIKE = 0.5;

/** The marks of one theme: what is asked otherwise is shown, and not measured against the others. */
export function marksOf({ theme, nav, participant, employee }: Theme, { t }: Language): DumbbellMark[] {
  return [
    { who: 'nav', label: t('views.nav'), value: nav },
    { who: 'participant', label: t('views.participant'), value: participant, apart: APART.includes(theme) },
    { who: 'staff', label: t('views.employee'), value: employee },
  ];
}

/** What the distance between the views says, in one sentence. */
export function distanceWords(row: Theme, language: Language): string {
  const { t, format } = language;
  const { distance, yes } = row;
  const parts = [];
  if (distance !== null && distance < ALIKE) parts.push(t('views.alike'));
  if (distance !== null && distance >= ALIKE) {
    const measured = marksOf(row, language).flatMap((mark) =>
      mark.apart || mark.value === null ? [] : [{ ...mark, value: mark.value }],
    );
    const [low, high] = [
      measured.toSorted((a, b) => a.value - b.value)[0],
      measured.toSorted((a, b) => b.value - a.value)[0],
    ];
    if (low && high) {
      parts.push(
        t('views.apart', { high: high.label, low: nameInSentence(low.label), distance: format.number(distance, 1) }),
      );
    }
  }
  if (yes !== null) parts.push(t('views.yes', { share: format.percent(yes, 0) }));
  return parts.join(' ');
}

interface ViewsProps {
  matter: Matter;
  year: number;
  /** Where a thread about a theme is begun; none where nobody here may begin one. */
  threadPath?: (theme: number) => string;
}

/** The three surveys side by side, theme by theme. */
export function Views({ matter, year, threadPath }: ViewsProps) {
  const language = useLanguage();
  const { t, format } = language;
  const write = (value: number) => format.number(value, 1);
  const hidden = (['NAV', 'PARTICIPANT', 'EMPLOYEE'] as const)
    .filter((who) => !matter.surveys.some(({ survey, figure }) => survey === who && figure.value !== null))
    .map((who) => t(NAMES[who]));
  return (
    <SectionList heading={t('views.heading')} empty={t('views.empty', { year: String(year) })}>
      {matter.themes.length > 0 && (
        <>
          <p className="meeting__note">
            {t('views.note', { year: String(year) })}
            {hidden.length > 0 && ` ${t('views.hidden', { who: format.list(hidden) })}`}
          </p>
          <DumbbellKey
            items={matter.surveys.map(({ survey, figure }) => ({
              who: WHO[survey],
              label: t('views.key', {
                who: t(NAMES[survey]),
                value:
                  figure.value !== null
                    ? write(figure.value)
                    : t(SIGNS[figure.status === 'OK' ? 'NO_DATA' : figure.status].word),
              }),
              sub: figure.n === null ? undefined : t('views.answers', { count: figure.n }),
            }))}
          />
          <DumbbellTable
            caption={t('views.heading')}
            heads={{
              number: t('views.number'),
              theme: t('views.theme'),
              figure: t('views.figure'),
              gap: t('views.distance'),
              sentence: t('views.says'),
            }}
            scale={[1, 2, 3, 4, 5, 6].map((value) => ({ value, label: t('views.grade', { value }) }))}
            format={write}
            rows={matter.themes.map((row) => ({
              id: String(row.theme),
              number: row.theme,
              theme: themeName(row.theme, language),
              questions: [],
              title: themeName(row.theme, language),
              summary: viewsWords(row, language),
              marks: marksOf(row, language),
              gap: row.distance === null ? '–' : format.number(row.distance, 1),
              sentence: distanceWords(row, language),
              link: threadPath && (
                <TextLink href={threadPath(row.theme)}>
                  {t('views.thread')}
                  <span className="batt-visually-hidden">
                    {' '}
                    {t('views.threadAbout', { theme: themeName(row.theme, language) })}
                  </span>
                </TextLink>
              ),
            }))}
          />
        </>
      )}
    </SectionList>
  );
}

const WHO = { NAV: 'nav', PARTICIPANT: 'participant', EMPLOYEE: 'staff' } as const;
const NAMES = { NAV: 'views.nav', PARTICIPANT: 'views.participant', EMPLOYEE: 'views.employee' } as const;
