import { CheckmarkIcon, FilePdfIcon, PersonGroupIcon, PrinterSmallIcon } from '@navikt/aksel-icons';
import { TextLink } from '@batt/ui/Link';
import { Alert } from '@batt/ui/Marks';
import { StatusLine } from '@batt/ui/Toast';
import { TurnBand } from '@batt/ui/TurnBand';
import { Button } from '@navikt/ds-react/Button';
import { Skeleton } from '@navikt/ds-react/Skeleton';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { useQuery } from 'urql';
import { useLanguage } from '../../language.tsx';
import type { Language } from '../../language.tsx';
import { agreedTargetsPath, newMeetingPath, talkPath, targetsPath } from '../../paths.ts';
import { usePeriod } from '../../period.ts';
import type { Period } from '../../period.ts';
import { useInbox } from '../../shell/inbox.tsx';
import { Page } from '../../shell/Page.tsx';
import { ProgrammePicker, YearPicker } from '../../shell/PeriodPickers.tsx';
import { RouterAnchor } from '../../shell/RouterAnchor.tsx';
import { Trouble } from '../../shell/Trouble.tsx';
import { useMedia, usePrinting } from '../../shell/useMedia.ts';
import { useViewer } from '../../viewer.tsx';
import { ActionBar } from './ActionBar.tsx';
import { answerText } from './Answer.tsx';
import { Deadline } from './Deadline.tsx';
import type { About } from './OpenRow.tsx';
import { Receipt } from './Receipt.tsx';
import type { Sent } from './Receipt.tsx';
import { Review } from './Review.tsx';
import { aimOf, lacks, placeOf } from './row.ts';
import type { Row } from './row.ts';
import { turnSentence } from './sentences.ts';
import { countPlaces, sidesOf, talkFrom, TalkQuery } from './talk.ts';
import type { Talk } from './talk.ts';
import { TalkCards } from './TalkCards.tsx';
import { TalkTable } from './TalkTable.tsx';
import { useDrafts } from './useDrafts.ts';
import type { Seen } from './useDrafts.ts';
import { useMoves } from './useMoves.ts';
import './talk.css';

/** A Nav office and a provider agree on the targets of a year, indicator by indicator: the same page for both, and for who reads along. */
export function TalkPage() {
  const { t, apiLocale } = useLanguage();
  const { provider, office } = useParams({ from: '/talk/$provider/$office' });
  const search = useSearch({ from: '/talk/$provider/$office' });
  const navigate = useNavigate({ from: '/talk/$provider/$office' });
  const known = usePeriod(search);
  // Targets are set for the year that runs, not for the one whose figures are out.
  const year = search.year ?? known?.years.find(({ state }) => state === 'OPEN')?.year ?? known?.year;
  const period = known && year !== undefined ? { ...known, year } : null;
  const [{ data, error }, ask] = useQuery({
    query: TalkQuery,
    variables: {
      provider,
      navOffice: office,
      year: year ?? 0,
      programme: period?.programme.code ?? '',
      locale: apiLocale,
    },
    pause: !period,
  });
  // What the other side or a colleague has sent shows at once.
  const { arrivals } = useInbox();
  useEffect(() => {
    if (arrivals > 0) ask({ requestPolicy: 'network-only' });
  }, [arrivals, ask]);
  const change: TalkViewProps['onChange'] = (part) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true, resetScroll: false });
  const answer = data?.talk;
  const found = useMemo(() => (answer ? talkFrom(answer) : null), [answer]);
  // While another programme or year is on its way, the answer is still that of the one before.
  const talk = found?.year === year && found?.programme.code === period?.programme.code ? found : null;
  const back = year !== undefined && (
    <TextLink href={targetsPath({ year })}>{t('talk.back', { year: String(year) })}</TextLink>
  );

  let content = <TalkSkeleton />;
  if (error) content = <Trouble error={error} retry={() => ask({ requestPolicy: 'network-only' })} />;
  else if (data && !found) content = <p className="lead">{t('talk.noAccess')}</p>;
  else if (talk && period) {
    content = (
      <TalkView
        key={`${talk.id} ${talk.programme.code}`}
        talk={talk}
        period={period}
        open={search.open}
        isReview={search.step === 'review'}
        onChange={change}
      />
    );
  }
  return (
    <Page
      title={titleOf(talk, t)}
      above={back}
      below={
        talk &&
        t('talk.below', {
          programme: talk.programme.name,
          code: talk.programme.code,
          organisation: sidesOf(talk).us?.name ?? 'none',
          year: String(talk.year),
        })
      }
      tools={talk && period && <Tools talk={talk} period={period} onChange={change} />}
    >
      {content}
    </Page>
  );
}

function titleOf(talk: Talk | null, t: Language['t']): string {
  if (!talk) return t('talk.titleLoading');
  const { us, other } = sidesOf(talk);
  return us ? other.name : t('talk.between', { provider: talk.provider.name, navOffice: talk.navOffice.name });
}

/** The pickers, and the ways to a meeting and to paper. */
function Tools({ talk, period, onChange }: Pick<TalkViewProps, 'talk' | 'period' | 'onChange'>) {
  const { t } = useLanguage();
  const { ability } = useViewer();
  const { provider, navOffice, programme, side, year } = talk;
  return (
    <>
      <ProgrammePicker
        period={{
          ...period,
          programme: period.programmes.find(({ code }) => code === programme.code) ?? period.programme,
        }}
        only={(code) => provider.programmes.some((each) => each.code === code)}
        onChoose={(code) => onChange({ programme: code, open: undefined })}
      />
      <YearPicker period={period} withNext onChoose={(chosen) => onChange({ year: chosen, open: undefined })} />
      {side && ability.can('create', 'Meeting') && (
        <Button
          as={RouterAnchor}
          href={newMeetingPath({
            provider: provider.number,
            counterpart: navOffice.number,
            programme: programme.code,
            year,
          })}
          size="small"
          variant="tertiary"
          icon={<PersonGroupIcon aria-hidden />}
        >
          {t('talk.meeting')}
        </Button>
      )}
      <Button
        className="talk__print"
        size="small"
        variant="tertiary"
        icon={<PrinterSmallIcon aria-hidden />}
        onClick={() => window.print()}
      >
        {t('talk.print')}
      </Button>
    </>
  );
}

interface TalkViewProps {
  talk: Talk;
  period: Period;
  /** Code of the indicator whose row is open. */
  open: string | undefined;
  /** Whether the answers are looked over before they are sent. */
  isReview: boolean;
  onChange: (part: { year?: number; programme?: string; open?: string; step?: string }) => void;
}

function TalkView({ talk, period, open, isReview, onChange }: TalkViewProps) {
  const language = useLanguage();
  const { t } = language;
  const drafts = useDrafts(talk);
  const moves = useMoves(talk);
  const isWide = useMedia('(min-width: 960px)');
  const isPrinting = usePrinting();
  const [strict, setStrict] = useState(false);
  const [sent, setSent] = useState<Sent | null>(null);
  const [prepared, setPrepared] = useState<{ text: string; drafts: Seen[] } | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const { us, other } = sidesOf(talk);
  const { provider, navOffice, programme, year } = talk;
  const published = period.years.find((each) => each.state === 'PUBLISHED' && each.year < year)?.year ?? null;

  const answered = talk.rows.filter((row) => drafts.writtenOn(row).choice !== '');
  const waiting = talk.rows.filter((row) => placeOf(row, us?.id ?? '') === 'waiting');
  const about: About = {
    talk,
    drafts,
    published,
    strict,
    nextAfter: (row) => {
      const others = waiting.filter((each) => each.id !== row.id && drafts.writtenOn(each).choice === '');
      return others.find((each) => talk.rows.indexOf(each) > talk.rows.indexOf(row)) ?? others[0] ?? null;
    },
    onOpen: (row) => {
      onChange({ open: row.indicator.code });
      // Reading goes on at the row that opens.
      requestAnimationFrame(() => document.getElementById(`toggle-${row.indicator.code}`)?.focus());
    },
  };
  const toggle = (row: Row) =>
    onChange({ open: open === row.indicator.code ? undefined : row.indicator.code, step: undefined });
  const hrefOf = (code: string | undefined, step?: string) =>
    talkPath({
      provider: provider.number,
      office: navOffice.number,
      year,
      programme: programme.code,
      open: code,
      step,
    });

  /** Everything prepared is kept, looked over for what it lacks, and sent or handed on. */
  const send = async () => {
    const lacking = answered.filter((row) => Object.keys(lacks(drafts.writtenOn(row), row)).length > 0);
    const conflicted = Object.keys(drafts.conflicts);
    const [wrong] = lacking;
    setStrict(lacking.length > 0);
    if (wrong || conflicted.length > 0) {
      const first = wrong ?? talk.rows.find(({ id }) => conflicted.includes(id));
      setRefused(t('bar.lacking', { count: lacking.length + conflicted.length, name: first?.indicator.name ?? '' }));
      onChange({ open: first?.indicator.code, step: undefined });
      return;
    }
    const left = await drafts.flush();
    if (left) {
      setRefused(t('bar.notKept', { name: left.indicator.name }));
      onChange({ open: left.indicator.code, step: undefined });
      return;
    }
    const maySend = talk.viewerCan.includes('send');
    const answers = answered.map((row) => {
      const written = drafts.writtenOn(row);
      return t('receipt.answer', {
        name: row.indicator.name,
        answer: answerText(written, row, aimOf(written, row), language),
      });
    });
    const seen = drafts.seen(answered);
    const result = maySend ? await moves.send(seen) : await moves.handToManager(seen);
    setRefused(result.refused ?? null);
    if (result.refused) {
      if (result.changed) onChange({ open: result.changed, step: undefined });
      return;
    }
    if (maySend) drafts.forget(seen);
    setPrepared(null);
    setSent({
      heading: t(maySend ? 'receipt.sent' : 'receipt.handed', {
        organisation: maySend ? other.name : (us?.name ?? ''),
      }),
      text: t(maySend ? 'receipt.sentText' : 'receipt.handedText', {
        time: language.format.time(new Date()),
        organisation: other.name,
      }),
      answers,
    });
    onChange({ step: undefined, open: undefined });
  };
  const undo = async (made: Seen[]) => {
    const { refused: why } = await moves.undo(made);
    setRefused(why ?? null);
    setPrepared(null);
    if (!why) drafts.forget(made);
  };
  const prepare = async (what: 'acceptUnchanged' | 'proposeLastYears') => {
    setSent(null);
    const { drafts: made, refused: why } =
      what === 'acceptUnchanged'
        ? await moves.acceptUnchanged()
        : await moves.proposeLastYears(t('answer.sameAsLastYear', { year: String(year - 1) }));
    setRefused(why ?? null);
    if (made) setPrepared({ text: t(`prepared.${what}`, { count: made.length }), drafts: made });
  };

  return (
    <>
      {sent && <Receipt {...sent} />}
      {isReview ? (
        <Review rows={answered} about={about} hrefOf={(row) => hrefOf(row.indicator.code)} />
      ) : (
        <>
          <Band talk={talk} answered={answered} moves={moves} onPrepare={(what) => void prepare(what)} />
          <StatusLine
            tone="success"
            message={prepared?.text ?? ''}
            action={{
              label: t('talkState.undo'),
              onAction: () => {
                if (prepared) void undo(prepared.drafts);
              },
            }}
          />
          <Counts talk={talk} />
          {isWide || isPrinting ? (
            <TalkTable about={about} open={open} onToggle={toggle} />
          ) : (
            <TalkCards about={about} open={open} onToggle={toggle} />
          )}
          <Foot talk={talk} />
        </>
      )}
      <ActionBar
        talk={talk}
        drafts={drafts}
        rows={answered}
        reviewHref={isReview ? null : hrefOf(open, 'review')}
        backHref={hrefOf(open)}
        refused={refused ?? (drafts.refusal && moves.text(drafts.refusal))}
        busy={moves.busy}
        onSend={() => void send()}
      />
    </>
  );
}

interface BandProps {
  talk: Talk;
  answered: Row[];
  moves: ReturnType<typeof useMoves>;
  onPrepare: (what: 'acceptUnchanged' | 'proposeLastYears') => void;
}

/** Whose turn it is, until when, and what can be done to all rows at once. */
function Band({ talk, answered, moves, onPrepare }: BandProps) {
  const language = useLanguage();
  const { t } = language;
  const { us } = sidesOf(talk);
  const done = new Set(answered.map(({ id }) => id));
  const unchanged = talk.rows.filter(
    (row) => placeOf(row, us?.id ?? '') === 'unchanged' && row.canDraft.includes('agree') && !done.has(row.id),
  ).length;
  const offered = talk.rows.filter(
    (row) => row.lastYear && row.canDraft.includes('propose') && !done.has(row.id),
  ).length;
  let action;
  if (unchanged > 0) {
    action = (
      <Button icon={<CheckmarkIcon aria-hidden />} onClick={() => onPrepare('acceptUnchanged')}>
        {t('band.acceptUnchanged', { count: unchanged })}
      </Button>
    );
  } else if (offered > 0) {
    action = (
      <Button onClick={() => onPrepare('proposeLastYears')}>{t('band.proposeLastYears', { count: offered })}</Button>
    );
  }
  return (
    <TurnBand {...turnSentence(talk, language)} action={action}>
      <Deadline talk={talk} moves={moves} />
      {!us && talk.stuck && !talk.overdue && <Alert>{t('band.stuck')}</Alert>}
    </TurnBand>
  );
}

/** «3 avtalt 4 uendret 2 motforslag av 9 mål». */
function Counts({ talk }: { talk: Talk }) {
  const { t } = useLanguage();
  const { us, other } = sidesOf(talk);
  const { none, ...places } = countPlaces(talk);
  const total = talk.rows.length - none;
  if (total === 0) return null;
  return (
    <div className="talk-counts">
      <p className="batt-number">
        {(['agreed', 'unchanged', 'waiting', 'theirs'] as const).map(
          (place) =>
            places[place] > 0 && (
              <span key={place}>
                <strong>{places[place]}</strong> {t(`count.${place}`, { organisation: us ? other.name : 'none' })}
              </span>
            ),
        )}
        <span className="is-quiet">{t('count.of', { count: total })}</span>
      </p>
      <p className="is-quiet">{t('count.bold')}</p>
    </div>
  );
}

function Foot({ talk }: { talk: Talk }) {
  const { t, locale } = useLanguage();
  const { provider, navOffice, year } = talk;
  const { agreed, none } = countPlaces(talk);
  return (
    <div className="talk-foot">
      {agreed > 0 && (
        <a
          className="aksel-link batt-screen-only"
          href={agreedTargetsPath(provider.number, navOffice.number, year, locale)}
          download
        >
          <FilePdfIcon aria-hidden /> {t('talkFoot.pdf', { year: String(year) })}
        </a>
      )}
      {none > 0 && <span className="is-quiet">{t('talkFoot.none', { count: none })}</span>}
    </div>
  );
}

function TalkSkeleton() {
  return (
    <div aria-hidden>
      <Skeleton variant="rectangle" height={96} />
      {[2, 3, 4, 3].map((rows, group) => (
        <div key={group} className="talk-skeleton">
          <Skeleton variant="text" width={160} height={32} />
          {Array.from({ length: rows }, (_, row) => (
            <Skeleton key={row} variant="rectangle" height={56} />
          ))}
        </div>
      ))}
    </div>
  );
}
