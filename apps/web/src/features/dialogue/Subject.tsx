import { TargetStatus } from '@batt/ui/TargetStatus';
import { ThreadSubject } from '@batt/ui/Threads';
import { useQuery } from 'urql';
import { graphql } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { scorecardPath } from '../../paths.ts';
import { SIGNS, TARGET_STATUSES } from '../../words.ts';
import { figureName } from './ThreadsPage.tsx';
import type { Thread } from './thread.ts';

const FigureQuery = graphql(`
  query ThreadFigure($provider: String!, $year: Int!, $programme: String!) {
    scorecard(provider: $provider, year: $year, programme: $programme) {
      year
      rows {
        id
        indicator {
          code
        }
        own {
          value
          numerator
          denominator
          status
        }
        previous {
          value
        }
        previousYear
        target {
          id
          value
          low
          high
        }
        targetStatus
      }
    }
  }
`);

/** The figure that a thread is about, on top of it, with a link to where it stands. Nothing for a thread about no figure. */
export function Subject({ thread }: { thread: Thread }) {
  const language = useLanguage();
  const { t, format } = language;
  const { indicator, programme, year, provider } = thread;
  const isAbout = indicator !== null && year !== null && programme !== null;
  const [{ data, fetching }] = useQuery({
    query: FigureQuery,
    variables: { provider: provider.number, year: year ?? 0, programme: programme?.code ?? '' },
    pause: !isAbout,
  });
  if (!indicator || year === null) return null;

  const row = data?.scorecard?.rows.find((each) => each.indicator.code === indicator.code);
  const write = (value: number) => format.figure(value, indicator.unit, indicator.decimals);
  const aim = row?.target;
  const status = row?.target && TARGET_STATUSES[row.targetStatus ?? 'NO_DATA'];
  let figures = fetching || !isAbout ? '' : t('thread.noFigure');
  if (row) {
    const { value, numerator, denominator, status: sign } = row.own;
    figures = t('thread.figures', {
      value: value !== null ? write(value) : sign === 'OK' ? '–' : t(SIGNS[sign].word),
      of:
        numerator !== null && denominator !== null && indicator.unit === 'PERCENT'
          ? t('thread.of', { numerator, denominator })
          : 'none',
      previous: row.previous?.value != null ? write(row.previous.value) : 'none',
      previousYear: String(row.previousYear ?? ''),
      target:
        aim?.value != null
          ? write(aim.value)
          : aim?.low != null && aim.high !== null
            ? format.range(aim.low, aim.high, indicator.unit, 0)
            : 'none',
    });
  }
  return (
    <ThreadSubject
      about={t('thread.about')}
      title={figureName(thread, language)}
      href={scorecardPath(provider.number, { programme: programme?.code, year, open: indicator.code })}
      figures={figures}
      state={status && <TargetStatus state={status.shape} label={t(status.word)} />}
    />
  );
}
