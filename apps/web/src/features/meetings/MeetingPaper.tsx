import { TargetMark } from '@batt/ui/Marks';
import { dumbbellDomain } from '@batt/ui/Dumbbell';
import type { DumbbellMark } from '@batt/ui/Dumbbell';
import type { ReactNode } from 'react';
import { ActionFragment } from '../../actions/action.ts';
import type { Action } from '../../actions/action.ts';
import { aimText, figureWriter, signOf, statusOf } from '../../figures.ts';
import { readFragment } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { TARGET_STATUSES } from '../../words.ts';
import { useEndReasonRows } from './EndReasons.tsx';
import { pointWords, themeName } from './meeting.ts';
import type { Matter, Meeting } from './meeting.ts';
import { runningText, withTargets } from './Targets.tsx';
import { marksOf } from './Views.tsx';

/** So many rows of targets, actions and points go on one sheet with room to write; more, or minutes, need two. */
const ROWS_ON_ONE = 8;
/** So many rows of targets and actions fill the first of two sheets. */
const ROWS_ON_FIRST = 15;
/** More actions than these are only counted. */
const MOST_ACTIONS = 18;
/** Empty lines to write what is agreed on. */
const LINES = 4;

/** The meeting on one or two sheets of A4: results, targets and actions, what was agreed, and who signs. Black rules and shapes alone. */
export function MeetingPaper({ meeting }: { meeting: Meeting }) {
  const language = useLanguage();
  const { t, format } = language;
  const { heldOn, year, programme, provider, counterpart, matter, agenda, minutes, confirmations } = meeting;
  const goals = withTargets(matter?.rows ?? []);
  const since = meeting.actionsSince.map((action) => readFragment(ActionFragment, action));
  const agreed = meeting.actions.map((action) => readFragment(ActionFragment, action));
  const isOne = minutes === '' && agreed.length === 0 && goals.length + since.length + agenda.length <= ROWS_ON_ONE;
  const pages = isOne ? 1 : 2;
  const title = t('meeting.title', { date: format.date(heldOn) });
  const below = t('sheet.below', {
    provider: provider.name,
    counterpart: counterpart.name,
    programme: programme.name,
    code: programme.code,
  });
  const foot = (page: number) => (
    <footer>
      <span>
        {t('sheet.printed', { date: format.dateTime(new Date()) })}{' '}
        {matter?.publication &&
          t('meeting.data', {
            year: String(year),
            date: format.date(matter.publication.publishedAt),
            revision: matter.publication.revision,
          })}
      </span>
      <span>{t('sheet.page', { page, pages })}</span>
    </footer>
  );
  const results = matter && (
    <>
      <div className="meeting-paper__pair">
        {matter.endReasons && <ReasonsOnPaper meeting={meeting} endReasons={matter.endReasons} />}
        {matter.themes.length > 0 && <ViewsOnPaper matter={matter} year={year} />}
      </div>
      {goals.length > 0 && <GoalsOnPaper rows={goals} year={year} />}
    </>
  );
  const past = since.length > 0 && (
    <Part
      heading={t('meeting.since')}
      aside={meeting.previous ? t('meeting.previous', { date: format.date(meeting.previous.heldOn) }) : undefined}
    >
      <ActionsOnPaper actions={since.slice(0, MOST_ACTIONS)} />
      {since.length > MOST_ACTIONS && <p>{t('sheet.moreActions', { count: since.length - MOST_ACTIONS })}</p>}
    </Part>
  );
  const pastFirst = isOne || goals.length + Math.min(since.length, MOST_ACTIONS) <= ROWS_ON_FIRST;
  const work = (
    <>
      {agenda.length > 0 && (
        <Part heading={t('agenda.heading')}>
          <ol className="meeting-paper__agenda">
            {agenda.map((point, index) => {
              const { title: name, why } = pointWords(point, matter, language);
              return (
                <li key={index}>
                  <strong>{name}</strong> {why}
                </li>
              );
            })}
          </ol>
        </Part>
      )}
      {!pastFirst && past}
      <Part heading={t('sheet.agreed')} aside={minutes === '' ? t('sheet.agreedHint') : undefined}>
        {minutes === '' ? (
          Array.from({ length: LINES }, (_, line) => <div key={line} className="meeting-paper__line" />)
        ) : (
          <p className="meeting-paper__minutes">{minutes}</p>
        )}
        {agreed.length > 0 && <ActionsOnPaper actions={agreed} />}
      </Part>
      <div className="meeting-paper__signatures">
        {[counterpart, provider].map((side) => {
          const confirmed = confirmations.find(({ current, organisation }) => current && organisation.id === side.id);
          return (
            <div key={side.id}>
              {confirmed && (
                <span>
                  {t('confirm.by', { person: confirmed.personName, date: format.date(confirmed.confirmedAt) })}
                </span>
              )}
              <p>{t('sheet.sign', { organisation: side.name })}</p>
            </div>
          );
        })}
      </div>
    </>
  );
  return (
    <div className="meeting-paper batt-number">
      <section className="meeting-paper__sheet">
        <header>
          <h1>{title}</h1>
          <p>{below}</p>
        </header>
        {results}
        {pastFirst && past}
        {isOne && work}
        {foot(1)}
      </section>
      {!isOne && (
        <section className="meeting-paper__sheet">
          <header>
            <p>
              <strong>{title}</strong> · {below}
            </p>
          </header>
          {work}
          {foot(2)}
        </section>
      )}
    </div>
  );
}

function Part({ heading, aside, children }: { heading: string; aside?: string; children: ReactNode }) {
  return (
    <section className="meeting-paper__part">
      <div className="meeting-paper__heading">
        <h2>{heading}</h2>
        <span>{aside}</span>
      </div>
      {children}
    </section>
  );
}

function ReasonsOnPaper({ meeting, endReasons }: { meeting: Meeting; endReasons: NonNullable<Matter['endReasons']> }) {
  const { t, format } = useLanguage();
  const rows = useEndReasonRows(endReasons);
  const { year, provider, endReasonsOpenedBy: openedBy } = meeting;
  return (
    <Part
      heading={t('reasons.heading')}
      aside={
        endReasons.ended === null ? String(year) : t('reasons.ended', { year: String(year), count: endReasons.ended })
      }
    >
      <table>
        <thead>
          <tr>
            <th scope="col">{t('reasons.reason')}</th>
            <th scope="col">{t('reasons.count')}</th>
            <th scope="col">{t('reasons.share')}</th>
            <th scope="col">{year - 1}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ code, name, isGroup, count, share, previous }) => (
            <tr key={code} className={isGroup ? 'meeting-paper__group' : 'meeting-paper__member'}>
              <th scope="row">{name}</th>
              <td>{count === null ? ':' : format.number(count)}</td>
              <td>{share || ':'}</td>
              <td>{previous}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {openedBy ? (
        <p>{t('sheet.opened', { provider: provider.name, person: openedBy })}</p>
      ) : (
        rows.some(({ count }) => count === null) && <p>{t('sheet.hidden')}</p>
      )}
    </Part>
  );
}

function ViewsOnPaper({ matter, year }: { matter: Matter; year: number }) {
  const language = useLanguage();
  const { t, format } = language;
  const domain = dumbbellDomain(
    matter.themes.flatMap(({ nav, participant, employee }) => [nav, participant, employee]),
  );
  const write = (value: number | null) => (value === null ? '–' : format.number(value, 1));
  const yes = matter.themes.find((row) => row.yes !== null)?.yes ?? null;
  const answers = matter.surveys.flatMap(({ survey, figure }) => (figure.n === null ? [] : [{ survey, n: figure.n }]));
  return (
    <Part heading={t('views.heading')} aside={t('sheet.scale', { year: String(year) })}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('views.theme')}</th>
            <th scope="col" className="meeting-paper__figure">
              <span>{format.number(domain[0], 0)}</span>
              <span>{format.number(domain[1], 0)}</span>
            </th>
            <th scope="col">{t('sheet.nav')}</th>
            <th scope="col">{t('sheet.participant')}</th>
            <th scope="col">{t('sheet.employee')}</th>
          </tr>
        </thead>
        <tbody>
          {matter.themes.map((row) => (
            <tr key={row.theme}>
              <th scope="row">{themeName(row.theme, language)}</th>
              <td className="meeting-paper__figure">
                <Dumbbells marks={marksOf(row, language)} domain={domain} />
              </td>
              <td>{write(row.nav)}</td>
              <td>{write(row.participant)}</td>
              <td>{write(row.employee)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        {t('sheet.key')}
        {answers.length > 0 && ` ${format.list(answers.map(({ survey, n }) => t(`sheet.answers.${survey}`, { n })))}.`}
        {yes !== null && <> {t('views.yes', { share: format.percent(yes, 0) })}</>}
      </p>
    </Part>
  );
}

const WIDTH = 84;

/** One theme on paper: □ Nav, ● participants, △ employees, on a line between the measured ends. */
function Dumbbells({ marks, domain: [low, high] }: { marks: DumbbellMark[]; domain: [number, number] }) {
  const x = (value: number) => 6 + ((value - low) / (high - low)) * (WIDTH - 12);
  const shown = marks.flatMap((mark) => (mark.value === null ? [] : [{ ...mark, value: mark.value }]));
  const ends = shown.filter(({ apart }) => !apart).map(({ value }) => x(value));
  return (
    <svg aria-hidden width={WIDTH} height={14} viewBox={`0 0 ${WIDTH} 14`}>
      <line className="meeting-paper__axis" x1={0} x2={WIDTH} y1={7} y2={7} />
      {ends.length > 1 && <line x1={Math.min(...ends)} x2={Math.max(...ends)} y1={7} y2={7} />}
      {shown.map(({ who, value, apart }) => (
        <g key={who} transform={`translate(${x(value)} 7)`}>
          {who === 'nav' && <rect x={-4} y={-4} width={8} height={8} />}
          {who === 'participant' && <circle r={4} className={apart ? undefined : 'meeting-paper__filled'} />}
          {who === 'staff' && <path d="M0 -5L5 4H-5Z" />}
        </g>
      ))}
    </svg>
  );
}

function GoalsOnPaper({ rows, year }: { rows: Matter['rows']; year: number }) {
  const language = useLanguage();
  const { t } = language;
  const hasRunning = rows.some(({ running }) => running);
  return (
    <Part heading={t('goals.heading')} aside={hasRunning ? t('sheet.running', { year: String(year + 1) }) : undefined}>
      <table className="meeting-paper__goals">
        <thead>
          <tr>
            <th scope="col">{t('goals.indicator')}</th>
            <th scope="col">{t('goals.target', { year: String(year) })}</th>
            <th scope="col">{t('goals.result', { year: String(year) })}</th>
            <th scope="col">{t('goals.status')}</th>
            <th scope="col">{t('goals.target', { year: String(year + 1) })}</th>
            {hasRunning && <th scope="col">{t('sheet.soFar')}</th>}
            <th scope="col">{t('sheet.inMeeting')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const { indicator, own, target, next, running } = row;
            const write = figureWriter(indicator, language);
            const status = TARGET_STATUSES[statusOf(row)];
            return (
              <tr key={indicator.code}>
                <th scope="row">{indicator.name}</th>
                <td>{target ? aimText(target, indicator, language) : '–'}</td>
                <td>
                  <strong>{signOf(own)?.sign ?? (own.value !== null && write(own.value))}</strong>
                </td>
                <td>{target && <TargetMark state={status.shape} size={13} label={t(status.word)} showLabel />}</td>
                <td>{next ? aimText(next, indicator, language) : t('goals.notAgreed')}</td>
                {hasRunning && <td>{running ? runningText(running.value, indicator, language) : ''}</td>}
                <td>{next?.level === 'LOCAL' ? t('sheet.isAgreed') : <div className="meeting-paper__blank" />}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Part>
  );
}

function ActionsOnPaper({ actions }: { actions: readonly Action[] }) {
  const { t, format } = useLanguage();
  return (
    <table className="meeting-paper__actions">
      <thead>
        <tr>
          <th scope="col">{t('sheet.action')}</th>
          <th scope="col">{t('actions.owner')}</th>
          <th scope="col">{t('actions.due')}</th>
          <th scope="col">{t('actions.state')}</th>
        </tr>
      </thead>
      <tbody>
        {actions.map(({ id, title, owner, ownerName, dueDate, overdue, state, doneAt }) => (
          <tr key={id}>
            <th scope="row">{title}</th>
            <td>{ownerName ?? owner.name}</td>
            <td>{dueDate ? format.date(dueDate) : t('actions.noDate')}</td>
            <td>
              {overdue ? (
                <strong>▲ {t('actions.overdue')}</strong>
              ) : state === 'DONE' && doneAt ? (
                <>✓ {t('actions.doneOn', { date: format.date(doneAt) })}</>
              ) : (
                t(`actions.state.${state}`)
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
