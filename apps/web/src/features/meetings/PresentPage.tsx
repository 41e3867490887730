import { Dumbbell, dumbbellDomain } from '@batt/ui/Dumbbell';
import { Alert, Sign, TargetMark } from '@batt/ui/Marks';
import { ArrowLeftIcon, ArrowRightIcon, MoonIcon, SunIcon, XMarkIcon } from '@navikt/aksel-icons';
import { Button } from '@navikt/ds-react/Button';
import { Skeleton } from '@navikt/ds-react/Skeleton';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useQuery } from 'urql';
import { ActionFragment } from '../../actions/action.ts';
import { aimText, figureWriter, signOf, statusOf } from '../../figures.ts';
import { readFragment } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { useAppearance } from '../../shell/appearance.tsx';
import { NotFound } from '../../shell/NotFound.tsx';
import { Trouble } from '../../shell/Trouble.tsx';
import { TARGET_STATUSES } from '../../words.ts';
import { useEndReasonRows } from './EndReasons.tsx';
import { MeetingQuery, pointWords, reasonWords, themeName, viewsWords } from './meeting.ts';
import type { Matter, Meeting, Point, Row } from './meeting.ts';
import { runningText, sourceText } from './Targets.tsx';
import { distanceWords, marksOf } from './Views.tsx';
import './present.css';

/** What is shown one after the other: where people went, each point of the agenda, and what was agreed. */
type Slide = { kind: 'reasons' } | { kind: 'point'; point: Point } | { kind: 'agreed' };

function slidesOf({ matter, agenda }: Meeting): Slide[] {
  return [
    ...(matter?.endReasons ? [{ kind: 'reasons' as const }] : []),
    ...agenda.map((point) => ({ kind: 'point' as const, point })),
    { kind: 'agreed' },
  ];
}

/** The meeting on a wall screen: one thing at a time in large type, forward and back by keys and buttons. */
export function PresentPage() {
  const { apiLocale } = useLanguage();
  const { id } = useParams({ from: '/meetings/$id/present' });
  const [{ data, error, fetching }, ask] = useQuery({ query: MeetingQuery, variables: { id, locale: apiLocale } });
  if (error && !data) return <Trouble error={error} retry={() => ask({ requestPolicy: 'network-only' })} />;
  if (!data && fetching) {
    return (
      <div className="present">
        <Skeleton variant="rectangle" height={300} />
      </div>
    );
  }
  if (data?.node?.__typename !== 'Meeting') return <NotFound />;
  return <Slides meeting={data.node} />;
}

function Slides({ meeting }: { meeting: Meeting }) {
  const language = useLanguage();
  const { t, format } = language;
  const { point } = useSearch({ from: '/meetings/$id/present' });
  const navigate = useNavigate({ from: '/meetings/$id/present' });
  const heading = useRef<HTMLHeadingElement>(null);
  const slides = slidesOf(meeting);
  const at = Math.min(Math.max(point ?? 1, 1), slides.length);
  const slide = slides[at - 1];
  const isFirstDrawing = useRef(true);

  const go = (to: number) =>
    void navigate({ search: { point: Math.min(Math.max(to, 1), slides.length) }, replace: true });
  const leave = () => void navigate({ to: '/meetings/$id', params: { id: meeting.id } });
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // A button that has the focus keeps its own keys.
    const isOnButton = event.target instanceof HTMLElement && event.target.closest('button, a') !== null;
    if (event.key === 'ArrowRight' || event.key === 'PageDown' || (event.key === ' ' && !isOnButton)) go(at + 1);
    else if (event.key === 'ArrowLeft' || event.key === 'PageUp') go(at - 1);
    else if (event.key === 'Home') go(1);
    else if (event.key === 'End') go(slides.length);
    else if (event.key === 'Escape') leave();
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  useEffect(() => {
    // The new title is read out; the page itself begins as every page does.
    if (!isFirstDrawing.current) heading.current?.focus({ preventScroll: true });
    isFirstDrawing.current = false;
  }, [at]);

  const titleOf = () => {
    if (slide?.kind === 'reasons') return t('reasons.heading');
    if (slide?.kind === 'point') return pointWords(slide.point, meeting.matter, language).title;
    return t('sheet.agreed');
  };
  const title = titleOf();
  return (
    <div className="present batt-number">
      <title>{`${title} – ${t('app.name')}`}</title>
      <div className="present__head">
        <p>
          {t('present.head', {
            provider: meeting.provider.name,
            counterpart: meeting.counterpart.name,
            date: format.date(meeting.heldOn),
          })}
        </p>
        <ThemeButton />
        <Button variant="tertiary" data-color="neutral" icon={<XMarkIcon aria-hidden />} onClick={leave}>
          {t('present.leave')}
        </Button>
      </div>
      <div className="present__slide">
        {slide?.kind === 'point' && <p className="present__kind">{t(`point.${slide.point.kind}`)}</p>}
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {slide?.kind === 'reasons' && meeting.matter?.endReasons && (
          <Reasons endReasons={meeting.matter.endReasons} year={meeting.year} />
        )}
        {slide?.kind === 'point' && <PointSlide point={slide.point} meeting={meeting} />}
        {slide?.kind === 'agreed' && <Agreed meeting={meeting} />}
      </div>
      <nav className="present__foot" aria-label={t('present.nav')}>
        <Button variant="secondary" icon={<ArrowLeftIcon aria-hidden />} disabled={at === 1} onClick={() => go(at - 1)}>
          {t('present.back')}
        </Button>
        <output>{t('present.place', { at, of: slides.length })}</output>
        <Button
          variant="secondary"
          icon={<ArrowRightIcon aria-hidden />}
          iconPosition="right"
          disabled={at === slides.length}
          onClick={() => go(at + 1)}
        >
          {t('present.next')}
        </Button>
      </nav>
    </div>
  );
}

/** Light or dark, for the room one sits in. */
function ThemeButton() {
  const { t } = useLanguage();
  const { chosen, choose } = useAppearance();
  const isDark = chosen === 'dark';
  return (
    <Button
      variant="tertiary"
      data-color="neutral"
      icon={isDark ? <SunIcon aria-hidden /> : <MoonIcon aria-hidden />}
      onClick={() => choose(isDark ? 'light' : 'dark')}
    >
      {t(isDark ? 'header.theme.light' : 'header.theme.dark')}
    </Button>
  );
}

function PointSlide({ point, meeting }: { point: Point; meeting: Meeting }) {
  const language = useLanguage();
  const { t, format } = language;
  const { matter, year } = meeting;
  const note = point.kind !== 'OTHER' && point.text && <p className="present__text">{point.text}</p>;
  const row = matter?.rows.find(({ indicator }) => indicator.code === point.indicator?.code);
  const theme = matter?.themes.find((each) => each.theme === point.theme);
  if (row) {
    return (
      <>
        <Figures row={row} year={year} />
        {note}
      </>
    );
  }
  if (theme) {
    return (
      <>
        <p className="present__text">{distanceWords(theme, language)}</p>
        <div className="present__chart">
          <Dumbbell
            title={themeName(theme.theme, language)}
            summary={viewsWords(theme, language)}
            marks={marksOf(theme, language)}
            format={(value) => format.number(value, 1)}
            domain={dumbbellDomain([theme.nav, theme.participant, theme.employee])}
            width="fill"
          />
        </div>
        <p className="present__text">{viewsWords(theme, language)}</p>
        {note}
      </>
    );
  }
  if (point.action) {
    const { owner, ownerName, dueDate, overdue } = point.action;
    return (
      <>
        <dl className="present__facts">
          <dt>{t('actions.owner')}</dt>
          <dd>{ownerName ? `${ownerName}, ${owner.name}` : owner.name}</dd>
          <dt>{t('actions.due')}</dt>
          <dd>
            {dueDate ? format.date(dueDate) : t('actions.noDate')} {overdue && <Alert>{t('actions.overdue')}</Alert>}
          </dd>
        </dl>
        {note}
      </>
    );
  }
  return null;
}

/** One indicator in large figures: the value, the target and how it stands, the year before, the next target. */
function Figures({ row, year }: { row: Row; year: number }) {
  const language = useLanguage();
  const { t, format } = language;
  const { indicator, own, previous, previousYear, target, next, running, nationalMean } = row;
  const write = figureWriter(indicator, language);
  const sign = signOf(own);
  const status = TARGET_STATUSES[statusOf(row)];
  return (
    <>
      <dl className="present__figures">
        <div>
          <dt>{year}</dt>
          <dd>
            {sign ? <Sign sign={sign.sign} label={t(sign.word)} showLabel /> : own.value !== null && write(own.value)}
          </dd>
          {target && (
            <dd className="present__status">
              <TargetMark state={status.shape} size={28} label={t(status.word)} showLabel />
            </dd>
          )}
        </div>
        {target && (
          <div>
            <dt>{t('goals.target', { year: String(year) })}</dt>
            <dd>{aimText(target, indicator, language)}</dd>
            <dd className="present__small">{sourceText(target, language)}</dd>
          </div>
        )}
        {previous && (
          <div>
            <dt>{previousYear}</dt>
            <dd>{previous.value === null ? ':' : write(previous.value)}</dd>
          </div>
        )}
        {nationalMean !== null && (
          <div>
            <dt>{t('present.nation')}</dt>
            <dd>{write(nationalMean)}</dd>
          </div>
        )}
        {next && (
          <div>
            <dt>{t('goals.target', { year: String(year + 1) })}</dt>
            <dd>{aimText(next, indicator, language)}</dd>
            {running && (
              <dd className="present__small">
                {t('present.soFar', {
                  value: runningText(running.value, indicator, language),
                  date: format.day(running.asOf),
                  outlook: t(`outlook.${running.outlook}`),
                })}
              </dd>
            )}
          </div>
        )}
      </dl>
      {!target && <p className="present__text">{reasonWords(row, 'CHANGE', language)}</p>}
    </>
  );
}

function Reasons({ endReasons, year }: { endReasons: NonNullable<Matter['endReasons']>; year: number }) {
  const { t, format } = useLanguage();
  const rows = useEndReasonRows(endReasons);
  return (
    <table className="present__table">
      <caption>
        {endReasons.ended === null ? String(year) : t('reasons.ended', { year: String(year), count: endReasons.ended })}
      </caption>
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
          <tr key={code} className={isGroup ? 'present__group' : undefined}>
            <th scope="row">{name}</th>
            <td>{count === null ? <Sign sign=":" label={t('sign.hidden')} /> : format.number(count)}</td>
            <td>{share || <Sign sign=":" label={t('sign.hidden')} />}</td>
            <td>{previous}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Agreed({ meeting }: { meeting: Meeting }) {
  const { t, format } = useLanguage();
  const actions = meeting.actions.map((action) => readFragment(ActionFragment, action));
  return (
    <>
      <p className="present__text present__minutes">{meeting.minutes || t('minutes.empty')}</p>
      {actions.length > 0 && (
        <ul className="present__actions">
          {actions.map(({ id, title, owner, ownerName, dueDate }) => (
            <li key={id}>
              <strong>{title}</strong>
              <span>
                {ownerName ? `${ownerName}, ${owner.name}` : owner.name}
                {dueDate && `, ${format.date(dueDate)}`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
